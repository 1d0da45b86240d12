import { bareRecipeName } from '../domain/names';
import { AppError } from '../domain/errors';
import type { RecipeName } from '../domain/recipe-catalogue';
import { hrnn, hrnnColdstart, hrnnMetadata } from './hrnn-recipes';
import { itemAffinity, itemAttributeAffinity } from './item-affinity';
import { nextBestAction } from './next-best-action';
import { personalizedRanking } from './personalized-ranking';
import { popularityCount } from './popularity-count';
import type { Recipe } from './recipe';
import { semanticSimilarity } from './semantic-similarity';
import { similarItems } from './similar-items';
import { sims } from './sims';
import { personalizedRankingV2, userPersonalizationV2 } from './transformer-recipes';
import { trendingNow } from './trending-now';
import { userPersonalization } from './user-personalization';

/** Every recipe that can be trained here. */
export const recipes: ReadonlyMap<RecipeName, Recipe> = new Map(
  [
    popularityCount,
    trendingNow,
    sims,
    similarItems,
    semanticSimilarity,
    userPersonalization,
    personalizedRanking,
    hrnn,
    hrnnMetadata,
    hrnnColdstart,
    userPersonalizationV2,
    personalizedRankingV2,
    itemAffinity,
    itemAttributeAffinity,
    nextBestAction,
  ].map((recipe) => [recipe.name, recipe]),
);

/**
 * A recipe by bare name, ARN, or with a blank where a hyphen belongs (`aws-personalized ranking`).
 *
 * @throws AppError P01 with the names that exist.
 */
export function findRecipe(name: string): Recipe {
  const wanted = bareRecipeName(name);
  for (const recipe of recipes.values()) if (recipe.name === wanted) return recipe;
  throw new AppError('P01', { recipe: name, known: [...recipes.keys()] });
}
