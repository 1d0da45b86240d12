import type { RecipeName } from '../domain/resources';

/** One setting as the training screen offers it. Values travel as strings, as in the service's API. */
export interface ParameterWords {
  /** A feature transformation, not a hyperparameter: the API takes them apart. */
  readonly transforms?: true;
  readonly name: string;
  readonly kind: 'int' | 'float' | 'bool';
  readonly defaultValue: string;
  readonly min?: number;
  readonly max?: number;
  /** What a higher value does, in one sentence. */
  readonly sentence: string;
}

export interface RecipeWords {
  readonly recipe: RecipeName;
  /** The name without `aws-`, as it stands in sentences and labels. */
  readonly name: string;
  readonly sentence: string;
  /** Whether its list is asked for by user. Others answer "what goes with this item?". */
  readonly serves: 'users' | 'items';
  readonly parameters: readonly ParameterWords[];
}

/** The recipes that can be trained, the one to begin with first. */
export const RECIPES: readonly RecipeWords[] = [
  {
    recipe: 'aws-user-personalization',
    name: 'user-personalization',
    sentence: 'Reads each history and says what this person takes next. It scores the whole catalogue.',
    serves: 'users',
    parameters: [
      {
        name: 'hidden_dimension',
        kind: 'int',
        defaultValue: '149',
        min: 32,
        max: 256,
        sentence: 'Room for tastes: more finds finer ones and takes longer.',
      },
      {
        name: 'bptt',
        kind: 'int',
        defaultValue: '32',
        min: 2,
        max: 32,
        sentence: 'How far back the order of events matters.',
      },
      {
        name: 'recency_mask',
        kind: 'bool',
        defaultValue: 'true',
        sentence: 'Recent events weigh more than old ones.',
      },
    ],
  },
  {
    recipe: 'aws-hrnn',
    name: 'hrnn',
    sentence: 'A recurrent network: reads each session in order, and remembers the sessions before.',
    serves: 'users',
    parameters: [
      {
        name: 'hidden_dimension',
        kind: 'int',
        defaultValue: '43',
        min: 32,
        max: 256,
        sentence: 'Room for what it remembers: more finds finer tastes and takes longer.',
      },
      {
        name: 'bptt',
        kind: 'int',
        defaultValue: '32',
        min: 2,
        max: 32,
        sentence: 'Over how many events in a row it learns at once.',
      },
      {
        name: 'recency_mask',
        kind: 'bool',
        defaultValue: 'true',
        sentence: 'Recent events weigh more than old ones.',
      },
    ],
  },
  {
    recipe: 'aws-hrnn-metadata',
    name: 'hrnn-metadata',
    sentence: 'As hrnn, and it also learns what categories and numbers of items and users say.',
    serves: 'users',
    parameters: [
      {
        name: 'hidden_dimension',
        kind: 'int',
        defaultValue: '43',
        min: 32,
        max: 256,
        sentence: 'Room for what it remembers: more finds finer tastes and takes longer.',
      },
      {
        name: 'bptt',
        kind: 'int',
        defaultValue: '32',
        min: 2,
        max: 32,
        sentence: 'Over how many events in a row it learns at once.',
      },
      {
        name: 'recency_mask',
        kind: 'bool',
        defaultValue: 'true',
        sentence: 'Recent events weigh more than old ones.',
      },
    ],
  },
  {
    recipe: 'aws-hrnn-coldstart',
    name: 'hrnn-coldstart',
    sentence:
      'As hrnn-metadata, and new items are recommended by what is known about them. It needs 100 of them.',
    serves: 'users',
    parameters: [
      {
        name: 'hidden_dimension',
        kind: 'int',
        defaultValue: '149',
        min: 32,
        max: 256,
        sentence: 'Room for what it remembers: more finds finer tastes and takes longer.',
      },
      {
        name: 'bptt',
        kind: 'int',
        defaultValue: '32',
        min: 2,
        max: 32,
        sentence: 'Over how many events in a row it learns at once.',
      },
      {
        name: 'recency_mask',
        kind: 'bool',
        defaultValue: 'true',
        sentence: 'Recent events weigh more than old ones.',
      },
      {
        transforms: true,
        name: 'cold_start_max_interactions',
        kind: 'int',
        defaultValue: '15',
        min: 1,
        max: 1_000_000,
        sentence: 'Items with fewer events than this can be new ones.',
      },
      {
        transforms: true,
        name: 'cold_start_max_duration',
        kind: 'float',
        defaultValue: '5.0',
        min: 0.01,
        max: 36_500,
        sentence: 'Items younger than this many days can be new ones.',
      },
    ],
  },
  {
    recipe: 'aws-user-personalization-v2',
    name: 'user-personalization-v2',
    sentence: 'A small transformer: weighs every recent event by what it says about the next one.',
    serves: 'users',
    parameters: [],
  },
  {
    recipe: 'aws-sims',
    name: 'sims',
    sentence: 'Who chose this also chose that. It answers for items, not for users.',
    serves: 'items',
    parameters: [
      {
        name: 'popularity_discount_factor',
        kind: 'float',
        defaultValue: '0.5',
        min: 0,
        max: 1,
        sentence: '0 puts popular companions first, 1 exclusive ones.',
      },
      {
        name: 'min_cointeraction_count',
        kind: 'int',
        defaultValue: '3',
        min: 0,
        max: 10,
        sentence: 'Pairs shared by fewer users do not count as similar.',
      },
    ],
  },
  {
    recipe: 'aws-popularity-count',
    name: 'popularity-count',
    sentence: 'Same list for everybody. It is always trained first: the line to beat.',
    serves: 'users',
    parameters: [],
  },
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
};

export function partWords(label: string): string {
  return PARTS[label] ?? label;
}

/**
 * Recipes that are not offered, and whose versions (from elsewhere) must not be shown as a person's list: they answer
 * for items or for a given list, or count something else than people.
 */
const NOT_FOR_A_PERSON: ReadonlySet<RecipeName> = new Set([
  'aws-trending-now',
  'aws-similar-items',
  'aws-personalized-ranking',
  'aws-personalized-ranking-v2',
  'aws-item-affinity',
  'aws-item-attribute-affinity',
]);

export function recipeWords(recipe: RecipeName): RecipeWords {
  return (
    RECIPES.find((entry) => entry.recipe === recipe) ?? {
      recipe,
      name: recipe.replace(/^aws-/, ''),
      sentence: '',
      serves: NOT_FOR_A_PERSON.has(recipe) ? 'items' : 'users',
      parameters: [],
    }
  );
}
