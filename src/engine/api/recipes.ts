import type { JsonObject } from '../../domain/errors';
import type { Recipe } from '../../recipes/recipe';
import { findRecipe, recipes as known } from '../../recipes/registry';
import { recipeArn } from '../names';
import type { Operations } from './operation';
import { page } from './page';
import { optionalText, text } from './read-input';

/** When recipes came to be means nothing here; the service's JSON has a time. */
const ALWAYS = { creationDateTime: 0, lastUpdatedDateTime: 0 };

function summary({ name }: Recipe): JsonObject {
  return { name, recipeArn: recipeArn(name), status: 'ACTIVE', ...ALWAYS };
}

export const recipes: Operations = {
  ListRecipes(input) {
    const provider = optionalText(input, 'recipeProvider');
    return page(
      input,
      'recipes',
      provider === undefined || provider === 'SERVICE' ? [...known.values()].map(summary) : [],
    );
  },
  DescribeRecipe(input) {
    const recipe = findRecipe(text(input, 'recipeArn'));
    return { recipe: { ...summary(recipe), recipeType: recipe.type } };
  },
};
