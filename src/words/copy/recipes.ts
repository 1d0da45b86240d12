import { recipeFacts, type RecipeName, type RecipeType } from '../../domain/recipe-catalogue';
import { shortName } from '../../domain/recipes';
import * as say from '../messages/recipes';
import { saidWhenRead } from '../messages/said-when-read';

/** What each recipe does, in a sentence; on screen they stand in this order. */
export const RECIPE_SENTENCES: { readonly [recipe in RecipeName]: string } = saidWhenRead({
  'aws-user-personalization': say.userPersonalization,
  'aws-user-personalization-v2': say.userPersonalizationV2,
  'aws-hrnn': say.hrnn,
  'aws-hrnn-metadata': say.hrnnMetadata,
  'aws-hrnn-coldstart': say.hrnnColdstart,
  'aws-personalized-ranking': say.personalizedRanking,
  'aws-personalized-ranking-v2': say.personalizedRankingV2,
  'aws-similar-items': say.similarItems,
  'aws-semantic-similarity': say.semanticSimilarity,
  'aws-sims': say.sims,
  'aws-trending-now': say.trendingNow,
  'aws-popularity-count': say.popularityCount,
  'aws-next-best-action': say.nextBestAction,
  'aws-item-affinity': say.itemAffinity,
  'aws-item-attribute-affinity': say.itemAttributeAffinity,
  'brought-along': say.broughtAlong,
});

/** What a setting does in one recipe, where it is not what it does in the others. */
const HISTORY = { bptt: say.historyBptt };
export const SETTINGS_OF: {
  readonly [recipe in RecipeName]?: { readonly [setting: string]: () => string };
} = {
  'aws-user-personalization': HISTORY,
  'aws-personalized-ranking': HISTORY,
};

export interface RecipeWords {
  /** The name without `aws-`, as it stands in sentences and labels. */
  readonly name: string;
  readonly sentence: string;
}

export function recipeWords(recipe: RecipeName): RecipeWords {
  return { name: shortName(recipe), sentence: RECIPE_SENTENCES[recipe] };
}

/** Place of a recipe among all, the one to begin with first. */
export function recipeOrder(recipe: RecipeName): number {
  return Object.keys(RECIPE_SENTENCES).indexOf(recipe);
}

/** The service's kinds of recipes in the order of the training screen, as a heading says them. */
export const RECIPE_GROUPS: readonly { readonly type: RecipeType; readonly heading: string }[] = (
  [
    ['USER_PERSONALIZATION', say.groupPerson],
    ['PERSONALIZED_RANKING', say.groupRanking],
    ['RELATED_ITEMS', say.groupRelated],
    ['POPULAR_ITEMS', say.groupPopular],
    ['USER_SEGMENTATION', say.groupSegments],
    ['PERSONALIZED_ACTIONS', say.groupActions],
  ] as const
).map(([type, heading]) => ({
  type,
  get heading() {
    return heading();
  },
}));

/** The heading under which the training screen lists a recipe: what is the same for everybody stands together. */
export function groupOf(recipe: RecipeName): RecipeType {
  const { type, sameForAll } = recipeFacts(recipe);
  return sameForAll ? 'POPULAR_ITEMS' : type;
}

/** Parts of an ensemble as a training reports them, in words. A plain epoch is named by its number. */
const PARTS: { readonly [label: string]: () => string } = {
  popularity: say.partPopularity,
  kernel: say.partKernel,
  'context-kernel': say.partKernel,
  ridge: say.partRidge,
  ease: say.partEase,
  als: say.partAls,
  gru: say.partGru,
  recency: say.partRecency,
  sessions: say.partSessions,
  blend: say.partBlend,
  calibration: say.partCalibration,
  segments: say.partSegments,
};

export function partWords(label: string): string {
  return Object.hasOwn(PARTS, label) ? PARTS[label]() : label;
}
