import type { RecipeName, RecipeType } from './resources';

/** Types of all recipes of the service, trainable here or not. */
export const RECIPE_TYPES: { readonly [name in RecipeName]: RecipeType } = {
  'aws-popularity-count': 'USER_PERSONALIZATION',
  'aws-trending-now': 'POPULAR_ITEMS',
  'aws-sims': 'RELATED_ITEMS',
  'aws-similar-items': 'RELATED_ITEMS',
  'aws-hrnn': 'USER_PERSONALIZATION',
  'aws-hrnn-metadata': 'USER_PERSONALIZATION',
  'aws-hrnn-coldstart': 'USER_PERSONALIZATION',
  'aws-user-personalization': 'USER_PERSONALIZATION',
  'aws-user-personalization-v2': 'USER_PERSONALIZATION',
  'aws-personalized-ranking': 'PERSONALIZED_RANKING',
  'aws-personalized-ranking-v2': 'PERSONALIZED_RANKING',
  'aws-item-affinity': 'USER_SEGMENTATION',
  'aws-item-attribute-affinity': 'USER_SEGMENTATION',
};

/** Recipes that can lead their lists towards an item attribute: those that take an optimizationObjective. */
export const OBJECTIVE_RECIPES: readonly RecipeName[] = [
  'aws-user-personalization',
  'aws-user-personalization-v2',
  'aws-personalized-ranking',
  'aws-personalized-ranking-v2',
];

/** Recipes of which a version can take in new items without being trained anew: trainingMode UPDATE. */
export const UPDATE_RECIPES: readonly RecipeName[] = ['aws-user-personalization', 'aws-hrnn-coldstart'];
