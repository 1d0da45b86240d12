import type { DatasetType } from './schema';

/** The service's kinds of recipes: they decide what a request asks for and how a version is measured. */
export type RecipeType =
  | 'USER_PERSONALIZATION'
  | 'POPULAR_ITEMS'
  | 'PERSONALIZED_RANKING'
  | 'RELATED_ITEMS'
  | 'USER_SEGMENTATION'
  | 'PERSONALIZED_ACTIONS';

/** What every line of a batch job must have. */
export type BatchKey = 'userId' | 'itemId' | 'itemAttributes';

/** What a recipe is and can do. Its code and its words ask here; nothing else may depend on its name. */
export interface RecipeFacts {
  readonly type: RecipeType;
  /** By what a line of a batch job asks; null: the recipe has no batch jobs. */
  readonly batchKey: BatchKey | null;
  /** Most lines of a batch job's input files; absent = the service's limit for lists. */
  readonly mostBatchLines?: number;
  /** Datasets beside Interactions that it learns from where they are there. */
  readonly uses?: readonly Exclude<DatasetType, 'INTERACTIONS'>[];
  /** Everybody gets the same list, so a request needs no user. */
  readonly sameForAll?: true;
  /** The line to beat: trained first where the data have none, and what every other version is measured against. */
  readonly isBaseline?: true;
  /** The one to begin with. */
  readonly isDefault?: true;
  /** Among those that a comparison of recipes proposes. */
  readonly isCompared?: true;
  /** Place in the list that AutoML tries where a request names none; absent = not in it. */
  readonly autoMlPlace?: number;
  /** The service keeps it for those who have it. */
  readonly isLegacy?: true;
  /** New items can be mixed into its lists: itemExplorationConfig. */
  readonly explores?: true;
  /** It learns from the metadata of single events, so that the context of a request can shift its lists. */
  readonly learnsContext?: true;
  /** Popular items that pass the filter fill a list of its own that would be too short. */
  readonly fillsUp?: true;
  /** Lists of its batch jobs can get themes out of the metadata of their items. */
  readonly givesThemes?: true;
  /** It learns from what items are called and what is written of them; Interactions may be few, or none. */
  readonly readsTexts?: true;
  /** Popular and new items can be put before others in its lists: rankingInfluence. */
  readonly takesInfluence?: true;
  /** Requests may ask for columns of the items, whatever its campaign says of that. */
  readonly givesMetadata?: true;
  /** Its lists say why an item stands where it does, where that is not its rank. */
  readonly givesReasons?: true;
  /** It can lead its lists towards an item attribute: optimizationObjective. */
  readonly takesObjective?: true;
  /**
   * A version can take in new items without being trained anew: when somebody asks (trainingMode UPDATE), or a deployed
   * one every two hours as well; or, unless its solution says otherwise (performIncrementalUpdate), a deployed one every
   * half hour, and not when asked.
   */
  readonly updates?: 'when asked' | 'by itself' | 'in steps';
  /** Its network reads events one after the other, so that its state can be followed along a history. */
  readonly traces?: true;
  /** Its counts answer under another `popularity_discount_factor` without being learned anew. */
  readonly discounts?: true;
  /** The price list has no price for it; it is counted at those of the others. */
  readonly isUnpriced?: true;
  /** No recipe: lists that somebody else has made, for the people whom they are for. */
  readonly isBrought?: true;
  /** Trained in so short a time that the bubble machine can train it every week. */
  readonly isWeekly?: true;
  /** One of those that are held against each other in an invented world: what it goes by there. */
  readonly inWorld?: 'fame' | 'alike' | 'order' | 'all';
}

/** Every recipe of the service that can be trained here. */
export const RECIPE_CATALOGUE = {
  'aws-popularity-count': {
    type: 'USER_PERSONALIZATION',
    batchKey: 'userId',
    sameForAll: true,
    isBaseline: true,
    autoMlPlace: 4,
    isWeekly: true,
    inWorld: 'fame',
  },
  'aws-trending-now': { type: 'POPULAR_ITEMS', batchKey: null, sameForAll: true },
  'aws-sims': {
    type: 'RELATED_ITEMS',
    batchKey: 'itemId',
    discounts: true,
    isWeekly: true,
    inWorld: 'alike',
  },
  'aws-similar-items': { type: 'RELATED_ITEMS', batchKey: 'itemId', uses: ['ITEMS'], givesThemes: true },
  'aws-semantic-similarity': {
    type: 'RELATED_ITEMS',
    batchKey: 'itemId',
    readsTexts: true,
    takesInfluence: true,
    givesMetadata: true,
    updates: 'in steps',
    isUnpriced: true,
  },
  'aws-hrnn': {
    type: 'USER_PERSONALIZATION',
    batchKey: 'userId',
    isCompared: true,
    autoMlPlace: 1,
    isLegacy: true,
    traces: true,
  },
  'aws-hrnn-metadata': {
    type: 'USER_PERSONALIZATION',
    batchKey: 'userId',
    uses: ['ITEMS', 'USERS'],
    autoMlPlace: 2,
    isLegacy: true,
    traces: true,
  },
  'aws-hrnn-coldstart': {
    type: 'USER_PERSONALIZATION',
    batchKey: 'userId',
    uses: ['ITEMS', 'USERS'],
    isLegacy: true,
    updates: 'when asked',
    traces: true,
  },
  'aws-user-personalization': {
    type: 'USER_PERSONALIZATION',
    batchKey: 'userId',
    isDefault: true,
    isCompared: true,
    autoMlPlace: 3,
    explores: true,
    learnsContext: true,
    takesObjective: true,
    updates: 'by itself',
    isWeekly: true,
    inWorld: 'all',
  },
  'aws-user-personalization-v2': {
    type: 'USER_PERSONALIZATION',
    batchKey: 'userId',
    uses: ['ITEMS'],
    isCompared: true,
    takesObjective: true,
    fillsUp: true,
    givesReasons: true,
    isUnpriced: true,
    inWorld: 'order',
  },
  'aws-personalized-ranking': {
    type: 'PERSONALIZED_RANKING',
    batchKey: 'userId',
    learnsContext: true,
    takesObjective: true,
  },
  'aws-personalized-ranking-v2': {
    type: 'PERSONALIZED_RANKING',
    batchKey: 'userId',
    uses: ['ITEMS'],
    takesObjective: true,
    isUnpriced: true,
  },
  'aws-item-affinity': { type: 'USER_SEGMENTATION', batchKey: 'itemId', mostBatchLines: 500 },
  'aws-item-attribute-affinity': {
    type: 'USER_SEGMENTATION',
    batchKey: 'itemAttributes',
    mostBatchLines: 10,
    uses: ['ITEMS'],
  },
  'aws-next-best-action': {
    type: 'PERSONALIZED_ACTIONS',
    batchKey: null,
    uses: ['ACTIONS', 'ACTION_INTERACTIONS', 'ITEMS', 'USERS'],
    explores: true,
  },
} as const satisfies Record<`aws-${string}`, RecipeFacts>;
