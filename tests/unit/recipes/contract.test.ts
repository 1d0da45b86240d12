import { describe } from 'vitest';
import type { Recipe } from '../../../src/recipes/recipe';
import { recipes } from '../../../src/recipes/registry';
import { checkerboard, withMetadata } from '../../support/checkerboard';
import { personalContract, recipeContract } from '../../support/recipe-contract';

/** Recipes whose lists do not depend on the person. */
const SAME_FOR_ALL: ReadonlySet<string> = new Set(['aws-popularity-count', 'aws-trending-now']);

const needsMetadata = (recipe: Recipe): boolean => recipe.name === 'aws-similar-items';

for (const recipe of recipes.values()) {
  describe(recipe.name, () => {
    recipeContract(recipe, needsMetadata(recipe) ? withMetadata(checkerboard(50)) : undefined);
    if (!SAME_FOR_ALL.has(recipe.name) && recipe.type !== 'RELATED_ITEMS') personalContract(recipe);
  });
}
