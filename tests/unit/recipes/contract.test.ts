import { describe } from 'vitest';
import { recipes } from '../../../src/recipes/registry';
import { personalContract, recipeContract } from '../../support/recipe-contract';

/** Recipes whose lists do not depend on the person. */
const SAME_FOR_ALL: ReadonlySet<string> = new Set(['aws-popularity-count', 'aws-trending-now']);

for (const recipe of recipes.values()) {
  describe(recipe.name, () => {
    recipeContract(recipe);
    if (!SAME_FOR_ALL.has(recipe.name) && recipe.type !== 'RELATED_ITEMS') personalContract(recipe);
  });
}
