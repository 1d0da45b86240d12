import type { RecipeName, RecipeType } from '../domain/resources';
import type { DatasetType } from '../domain/schema';

export interface RecipeWords {
  readonly recipe: RecipeName;
  /** The name without `aws-`, as it stands in sentences and labels. */
  readonly name: string;
  readonly sentence: string;
  /** What one asks it: who takes what, what goes with an item, how to order a list, whom an item suits. */
  readonly serves: 'users' | 'items' | 'lists' | 'segments';
  /** Under which heading the service lists it. */
  readonly group: RecipeType;
  /** The service keeps it for those who have it. */
  readonly legacy?: true;
  /** Datasets beside Interactions that it learns from where they are there. */
  readonly uses: readonly Exclude<DatasetType, 'INTERACTIONS'>[];
}

const USERS = { serves: 'users', group: 'USER_PERSONALIZATION' } as const;
const LISTS = { serves: 'lists', group: 'PERSONALIZED_RANKING' } as const;
const RELATED = { serves: 'items', group: 'RELATED_ITEMS' } as const;
const SEGMENTS = { serves: 'segments', group: 'USER_SEGMENTATION' } as const;
const POPULAR = { serves: 'users', group: 'POPULAR_ITEMS' } as const;

/** Every recipe there are words for, the one to begin with first. */
const RECIPES: readonly RecipeWords[] = [
  {
    ...USERS,
    recipe: 'aws-user-personalization',
    name: 'user-personalization',
    sentence: 'Reads each history and says what this person takes next. It scores the whole catalogue.',
    uses: [],
  },
  {
    ...USERS,
    recipe: 'aws-user-personalization-v2',
    name: 'user-personalization-v2',
    sentence: 'A small transformer: weighs every recent event by what it says about the next one.',
    uses: ['ITEMS'],
  },
  {
    ...USERS,
    recipe: 'aws-hrnn',
    name: 'hrnn',
    sentence: 'A recurrent network: reads each session in order, and remembers the sessions before.',
    legacy: true,
    uses: [],
  },
  {
    ...USERS,
    recipe: 'aws-hrnn-metadata',
    name: 'hrnn-metadata',
    sentence: 'As hrnn, and it also learns what categories and numbers of items and users say.',
    legacy: true,
    uses: ['ITEMS', 'USERS'],
  },
  {
    ...USERS,
    recipe: 'aws-hrnn-coldstart',
    name: 'hrnn-coldstart',
    sentence: 'As hrnn-metadata, and new items are recommended by what is known about them.',
    legacy: true,
    uses: ['ITEMS', 'USERS'],
  },
  {
    ...LISTS,
    recipe: 'aws-personalized-ranking',
    name: 'personalized-ranking',
    sentence: 'Puts a list you give it in the order that suits a person. It learns as user-personalization.',
    uses: [],
  },
  {
    ...LISTS,
    recipe: 'aws-personalized-ranking-v2',
    name: 'personalized-ranking-v2',
    sentence: 'Puts a list in order with the transformer of user-personalization-v2.',
    uses: ['ITEMS'],
  },
  {
    ...RELATED,
    recipe: 'aws-similar-items',
    name: 'similar-items',
    sentence: 'What goes with this item? Judged by who took both, and by what is known about them.',
    uses: ['ITEMS'],
  },
  {
    ...RELATED,
    recipe: 'aws-sims',
    name: 'sims',
    sentence: 'Who chose this also chose that, from the histories alone.',
    uses: [],
  },
  {
    ...POPULAR,
    recipe: 'aws-trending-now',
    name: 'trending-now',
    sentence: 'What rises fastest at the moment. Same list for everybody.',
    uses: [],
  },
  {
    ...POPULAR,
    recipe: 'aws-popularity-count',
    name: 'popularity-count',
    sentence: 'Same list for everybody. It is always trained first: the line to beat.',
    uses: [],
  },
  {
    ...SEGMENTS,
    recipe: 'aws-item-affinity',
    name: 'item-affinity',
    sentence: 'The people whom an item suits most. It answers with lists of people, in batch segment jobs.',
    uses: [],
  },
  {
    ...SEGMENTS,
    recipe: 'aws-item-attribute-affinity',
    name: 'item-attribute-affinity',
    sentence:
      'The people whom items of a kind suit most. It answers with lists of people, in batch segment jobs.',
    uses: ['ITEMS'],
  },
];

/** The service's kinds of recipes in the order of the training screen, as a heading says them. */
export const RECIPE_GROUPS: readonly { readonly type: RecipeType; readonly heading: string }[] = [
  { type: 'USER_PERSONALIZATION', heading: 'What a person takes next' },
  { type: 'PERSONALIZED_RANKING', heading: 'A list in a person’s order' },
  { type: 'RELATED_ITEMS', heading: 'What goes with an item' },
  { type: 'POPULAR_ITEMS', heading: 'The same for everybody' },
  { type: 'USER_SEGMENTATION', heading: 'Whom an item suits' },
];

/** Parts of an ensemble as a training reports them, in words. A plain epoch is named by its number. */
const PARTS: { readonly [label: string]: string } = {
  popularity: 'popularity',
  kernel: 'recent choices',
  'context-kernel': 'recent choices',
  ridge: 'next-item ridge',
  ease: 'items that go together',
  als: 'factors of taste',
  gru: 'the order of choices',
  recency: 'what is new',
  blend: 'the blend',
  calibration: 'the scale of scores',
  segments: 'who takes to what',
};

export function partWords(label: string): string {
  return PARTS[label] ?? label;
}

const BY_NAME = new Map(RECIPES.map((words) => [words.recipe, words]));

/** Place of a recipe among all, the one to begin with first. */
export function recipeOrder(recipe: RecipeName): number {
  return RECIPES.findIndex((words) => words.recipe === recipe);
}

/** @throws RangeError for a name that is no recipe’s: the type leaves none out. */
export function recipeWords(recipe: RecipeName): RecipeWords {
  const words = BY_NAME.get(recipe);
  if (words === undefined) throw new RangeError(`no words for ${recipe}`);
  return words;
}
