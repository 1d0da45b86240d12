import { RECIPE_NAMES, recipeFacts, recipesThat, type RecipeName, type RecipeType } from './recipe-catalogue';

/** Types of all recipes, trainable here or not. */
export const RECIPE_TYPES = Object.fromEntries(
  RECIPE_NAMES.map((name) => [name, recipeFacts(name).type]),
) as { readonly [name in RecipeName]: RecipeType };

/** Recipes that can lead their lists towards an item attribute: those that take an optimizationObjective. */
export const OBJECTIVE_RECIPES: readonly RecipeName[] = recipesThat(
  ({ takesObjective }) => takesObjective === true,
);
