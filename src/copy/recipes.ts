import { recipeFacts, shortName, type RecipeName, type RecipeType } from '../domain/recipe-catalogue';

/** What each recipe does, in a sentence; on screen they stand in this order. */
export const RECIPE_SENTENCES: { readonly [recipe in RecipeName]: string } = {
  'aws-user-personalization':
    'Reads each history and says what this person will choose next. It scores the whole catalogue.',
  'aws-user-personalization-v2':
    'A small transformer: weighs every recent event by what it says about the next one.',
  'aws-hrnn': 'A recurrent network: reads each session in order, and remembers the sessions before.',
  'aws-hrnn-metadata': 'As hrnn, and it also learns what categories and numbers of items and users say.',
  'aws-hrnn-coldstart': 'As hrnn-metadata, and new items are recommended by what is known about them.',
  'aws-personalized-ranking':
    'Puts a list you give it in the order that suits a person. It learns as user-personalization.',
  'aws-personalized-ranking-v2': 'Puts a list in order with the transformer of user-personalization-v2.',
  'aws-similar-items': 'What goes with this item? Judged by who chose both, and by what is known about them.',
  'aws-sims': 'Who chose this also chose that, from the histories alone.',
  'aws-trending-now': 'What rises fastest at the moment. Same list for everybody.',
  'aws-popularity-count': 'Same list for everybody. It is always trained first: the line to beat.',
  'aws-item-affinity':
    'The people whom an item suits most. It answers with lists of people, in batch segment jobs.',
  'aws-item-attribute-affinity':
    'The people whom items of a kind suit most. It answers with lists of people, in batch segment jobs.',
};

/** What a setting does in one recipe, where it is not what it does in the others. */
const HISTORY = { bptt: 'How far back the order of events matters.' };
export const SETTINGS_OF: { readonly [recipe in RecipeName]?: { readonly [setting: string]: string } } = {
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
export const RECIPE_GROUPS: readonly { readonly type: RecipeType; readonly heading: string }[] = [
  { type: 'USER_PERSONALIZATION', heading: 'What a person chooses next' },
  { type: 'PERSONALIZED_RANKING', heading: 'A list in a person’s order' },
  { type: 'RELATED_ITEMS', heading: 'What goes with an item' },
  { type: 'POPULAR_ITEMS', heading: 'The same for everybody' },
  { type: 'USER_SEGMENTATION', heading: 'Whom an item suits' },
];

/** The heading under which the training screen lists a recipe: what is the same for everybody stands together. */
export function groupOf(recipe: RecipeName): RecipeType {
  const { type, sameForAll } = recipeFacts(recipe);
  return sameForAll ? 'POPULAR_ITEMS' : type;
}

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
  segments: 'who would choose what',
};

export function partWords(label: string): string {
  return PARTS[label] ?? label;
}
