import { transformerRecipe } from './transformer/recipe';

export const userPersonalizationV2 = transformerRecipe('aws-user-personalization-v2', 'USER_PERSONALIZATION');

/**
 * The same model, to put a given list in order. Logits are of the whole catalogue; the softmax over the given items
 * alone is taken where the list is ranked.
 */
export const personalizedRankingV2 = transformerRecipe('aws-personalized-ranking-v2', 'PERSONALIZED_RANKING');
