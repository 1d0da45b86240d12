import { recipeFacts, servesOf, type RecipeName } from '../../../src/domain/recipe-catalogue';
import { recipes } from '../../../src/recipes/registry';
import type { SyntheticOptions } from '../synthetic';
import type { RecipeRun } from './recipe-run';

const SEED = 42;
export const sets = {
  quick: { users: 1000, items: 3400, interactions: 100_000, seed: SEED },
  quickWide: { users: 5000, items: 50_000, interactions: 100_000, seed: SEED },
  full: { users: 6000, items: 3400, interactions: 1_000_000, seed: SEED },
  fullWide: { users: 20_000, items: 50_000, interactions: 1_000_000, seed: SEED },
} satisfies { readonly [name: string]: SyntheticOptions };

/** Networks learn for a minute and more; their epochs are alike. */
const NETWORKS: readonly RecipeName[] = [
  'aws-hrnn',
  'aws-hrnn-metadata',
  'aws-hrnn-coldstart',
  'aws-user-personalization-v2',
  'aws-personalized-ranking-v2',
];
/** What is asked for lists of 50 000 items. */
const WIDE: readonly RecipeName[] = [
  'aws-popularity-count',
  'aws-user-personalization',
  'aws-hrnn',
  'aws-user-personalization-v2',
];
const WORKERS = 2;

/** Every recipe whose lists are of items or of people on one set, some on a wide catalogue; with `quick`, small sets and one epoch of each network. */
export function recipeRuns(quick: boolean): RecipeRun[] {
  const common = { workers: WORKERS, requests: 300, batchUsers: quick ? 600 : 1500 };
  const run = (recipe: RecipeName, data: SyntheticOptions, change: Partial<RecipeRun> = {}): RecipeRun => {
    const mostEpochs = quick && NETWORKS.includes(recipe) ? 1 : undefined;
    return { recipe, budget: 'standard', data, mostEpochs, ...common, ...change };
  };
  const set = quick ? sets.quick : sets.full;
  const untold = { requests: 0, batchUsers: 0 };
  return [
    ...[...recipes.keys()]
      .filter((recipe) => servesOf(recipe) !== 'actions')
      .map((recipe) => run(recipe, set, asksForUsers(recipe) ? {} : { batchUsers: 0 })),
    run('aws-user-personalization', set, { budget: 'instant', ...untold }),
    ...(quick ? [] : [run('aws-user-personalization', set, { budget: 'thorough' })]),
    ...WIDE.map((recipe) => run(recipe, quick ? sets.quickWide : sets.fullWide, { batchUsers: 0 })),
  ];
}

/** Ten million rows beside one million of the same catalogue, a tenth of the people with histories of the same length. */
export function largeRuns(): { readonly small: RecipeRun; readonly large: RecipeRun }[] {
  const set = { users: 7000, items: 10_000, interactions: 1_000_000, seed: SEED };
  const names: readonly RecipeName[] = [
    'aws-popularity-count',
    'aws-trending-now',
    'aws-sims',
    'aws-user-personalization',
  ];
  return names.map((recipe) => {
    const small: RecipeRun = {
      recipe,
      budget: 'standard',
      data: set,
      workers: WORKERS,
      requests: 100,
      batchUsers: 0,
    };
    const tenfold = { ...set, users: 10 * set.users, interactions: 10 * set.interactions };
    return { small, large: { ...small, data: tenfold } };
  });
}

/** Catalogues so wide, or rows so many, that only instant is for them. */
export function widestRuns(): RecipeRun[] {
  const run = (users: number, items: number, interactions: number): RecipeRun => ({
    recipe: 'aws-user-personalization',
    budget: 'instant',
    data: { users, items, interactions, seed: SEED },
    workers: WORKERS,
    requests: 100,
    batchUsers: 0,
  });
  return [
    run(100_000, 200_000, 1_000_000),
    run(100_000, 1_000_000, 1_000_000),
    run(500_000, 60_000, 30_000_000),
  ];
}

/** What is measured in a browser: the counts and the ensemble, whose training is the one that people wait for. */
export function browserRuns(quick: boolean): RecipeRun[] {
  const wanted = ['aws-popularity-count', 'aws-trending-now', 'aws-sims', 'aws-user-personalization'];
  return recipeRuns(quick).filter(({ recipe, budget }) => wanted.includes(recipe) && budget !== 'thorough');
}

function asksForUsers(recipe: RecipeName): boolean {
  return recipeFacts(recipe).type !== 'RELATED_ITEMS';
}
