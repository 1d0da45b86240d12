import type { RecipeName } from '../../../src/domain/recipe-catalogue';
import type { Budget } from '../../../src/domain/resources';
import { atLeast, atMost, type Figure, type Target } from '../figures/figure';
import type { RecipeOutcome } from './outcome';
import type { RecipeRun } from './recipe-run';

const MILLION = 1_000_000;
const MEMORY = atMost(3);
/** Of a list that a recipe is measured by. */
const MEASURED = atMost(3);
/** Ten times the rows take at most ten times as long. */
const GROWTH = atMost(10);
/** Rows from which on, and up to which, the training times are promised. */
const PROMISED = { from: 0.9 * MILLION, to: 1.1 * MILLION, items: 3400 };

const ENSEMBLES: readonly RecipeName[] = ['aws-user-personalization', 'aws-personalized-ranking'];
const COUNTS: readonly RecipeName[] = ['aws-popularity-count', 'aws-sims', 'aws-trending-now'];
/** Lists of these are sums of a few rows; the ensemble and the networks read the whole history. */
const SPARSE: readonly RecipeName[] = [...COUNTS, 'aws-similar-items'];
const PERSONAL_SECONDS: { readonly [budget in Budget]: number } = { instant: 5, standard: 60, thorough: 600 };

/** What a run is held against, as figures. */
export function recipeFigures(run: RecipeRun, outcome: RecipeOutcome): Figure[] {
  const { epochs, seconds, bytes, requests, measured, batch } = outcome;
  const name = runName(run, outcome.rows);
  const whole = epochs.done === epochs.all;
  const figures: Figure[] = [];
  if (whole)
    figures.push({
      section: 'training',
      name,
      value: seconds,
      unit: 's',
      target: trainingTarget(run, outcome),
    });
  if (epochs.all > 1 && !ENSEMBLES.includes(run.recipe))
    figures.push({
      section: 'training',
      name: `${name}, an epoch of ${epochs.all}`,
      value: seconds / epochs.done,
      unit: 's',
    });
  if (bytes !== null) {
    figures.push({ section: 'memory', name, value: bytes.growth / 1e6, unit: 'MB' });
    figures.push({
      section: 'memory',
      name: `${name}, by columns and model`,
      value: bytes.growth / (bytes.columns + bytes.model),
      unit: '×',
      target: outcome.rows >= PROMISED.from ? MEMORY : undefined,
    });
  }
  if (requests !== null) {
    const [p50, p99] = latencyTargets(run);
    figures.push({ section: 'latency', name: `${name}, p50`, value: requests.p50, unit: 'ms', target: p50 });
    figures.push({ section: 'latency', name: `${name}, p99`, value: requests.p99, unit: 'ms', target: p99 });
  }
  if (measured !== null) {
    const lists = `${name}, lists measured, each:`;
    const { oneByOne, inBatches } = measured;
    figures.push({ section: 'measuring', name: `${lists} one by one`, value: oneByOne, unit: 'ms' });
    figures.push({
      section: 'measuring',
      name: `${lists} in batches`,
      value: inBatches,
      unit: 'ms',
      target: MEASURED,
    });
  }
  for (const { workers, usersASecond } of batch) {
    const target = workers === 2 ? atLeast(SPARSE.includes(run.recipe) ? 1000 : 150) : undefined;
    const side = workers === 1 ? 'one worker' : `${workers} workers`;
    figures.push({
      section: 'batch',
      name: `${name}, ${side}`,
      value: usersASecond,
      unit: 'users/s',
      target,
    });
  }
  return figures;
}

/** How much longer and in how much more memory ten times the rows are trained. */
export function growthFigures(run: RecipeRun, small: RecipeOutcome, large: RecipeOutcome): Figure[] {
  const name = `${runName(run, large.rows)}, against ${thousands(small.rows)} rows`;
  const time: Figure = {
    section: 'growth',
    name,
    value: large.seconds / small.seconds,
    unit: '×',
    target: GROWTH,
  };
  if (small.bytes === null || large.bytes === null) return [time];
  const memory = large.bytes.growth / small.bytes.growth;
  return [time, { section: 'growth', name: `${name}, memory`, value: memory, unit: '×' }];
}

/** Recipe, budget, rows and items. */
export function runName({ recipe, budget, data }: RecipeRun, rows: number): string {
  return `${recipe}, ${budget}, ${thousands(rows)} × ${thousands(data.items)}`;
}

function trainingTarget({ recipe, budget, data }: RecipeRun, { rows }: RecipeOutcome): Target | undefined {
  if (rows < PROMISED.from || rows > PROMISED.to || data.items > PROMISED.items) return undefined;
  if (COUNTS.includes(recipe)) return atMost(2);
  return recipe === 'aws-user-personalization' ? atMost(PERSONAL_SECONDS[budget]) : undefined;
}

function latencyTargets({ recipe, data }: RecipeRun): readonly [Target | undefined, Target] {
  if (data.items > PROMISED.items) return [undefined, atMost(30)];
  return SPARSE.includes(recipe) ? [atMost(3), atMost(10)] : [atMost(15), atMost(40)];
}

/** 999, 3.4 k, 1 M. */
function thousands(n: number): string {
  const short = (x: number): string => x.toFixed(1).replace(/\.0$/, '');
  if (n >= 0.9995 * MILLION) return `${short(n / MILLION)} M`;
  return n >= 1000 ? `${short(n / 1000)} k` : String(n);
}
