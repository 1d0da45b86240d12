import type { TrainingData } from '../domain/histories';
import type { StoredModel } from '../domain/model';
import type { Model, ParameterSpec, Recipe, RecipeConfig, Trainer } from './recipe';
import { checkFormat, readArray, readNumber } from './stored-arrays';

const NAME = 'aws-trending-now';
const FORMAT = 1;

/** Every spelling of `trend_discovery_frequency` that the service and its samples use, in seconds. */
const INTERVAL_SECONDS: ReadonlyMap<string, number> = new Map([
  ['30 minutes', 1800],
  ['30 min', 1800],
  ['1 hour', 3600],
  ['1h', 3600],
  ['3 hours', 10_800],
  ['3h', 10_800],
  ['1 day', 86_400],
]);

const FREQUENCY: ParameterSpec = {
  name: 'trend_discovery_frequency',
  kind: 'enum',
  defaultValue: '3 hours',
  values: [...INTERVAL_SECONDS.keys()],
  tunable: false,
};

/** Rows per item in the two newest intervals: (T − L, T] and (T − 2L, T − L], with T the newest of all rows. */
export interface IntervalCounts {
  readonly last: Int32Array<ArrayBuffer>;
  readonly before: Int32Array<ArrayBuffer>;
}

/** The interval of checked parameters, in seconds. */
export function intervalSeconds(parameters: RecipeConfig['parameters']): number {
  const seconds = INTERVAL_SECONDS.get(parameters[FREQUENCY.name]);
  if (seconds === undefined) throw new RangeError(`unchecked ${FREQUENCY.name}`);
  return seconds;
}

/** @param rows items and when, in any order, alike in length. */
export function countIntervals(
  rows: { readonly items: Int32Array; readonly timestampSec: Float64Array },
  nItems: number,
  seconds: number,
): IntervalCounts {
  let newest = -Infinity;
  for (const time of rows.timestampSec) if (time > newest) newest = time;
  const counts = { last: new Int32Array(nItems), before: new Int32Array(nItems) };
  rows.timestampSec.forEach((time, row) => {
    if (time > newest - seconds) counts.last[rows.items[row]]++;
    else if (time > newest - 2 * seconds) counts.before[rows.items[row]]++;
  });
  return counts;
}

/**
 * The same list for everybody: items by growth last − before, then by last. The ranking value is the growth plus
 * last / (1 + the largest last), a fraction below 1. Items that did not grow are not listed; where none grew, all
 * of the last interval are, by last.
 */
function trendingModel(
  { last, before }: IntervalCounts,
  facts: { seconds: number; rows: number; nUsers: number; seed: number },
): Model {
  const values = new Float64Array(last.length);
  let most = 0;
  let rising = false;
  for (let i = 0; i < last.length; i++) {
    most = Math.max(most, last[i]);
    rising ||= last[i] > before[i];
  }
  for (let i = 0; i < last.length; i++) {
    const growth = last[i] - before[i];
    if (rising) values[i] = growth > 0 ? growth + last[i] / (most + 1) : -Infinity;
    else values[i] = last[i] > 0 ? last[i] : -Infinity;
  }
  return {
    recipe: NAME,
    nItems: last.length,
    hasScores: false,
    scoreUser(_query, out) {
      out.set(values);
      return false;
    },
    store: () => ({
      header: {
        format: FORMAT,
        recipe: NAME,
        seed: facts.seed,
        nUsers: facts.nUsers,
        nItems: last.length,
        rows: facts.rows,
        config: { intervalSeconds: facts.seconds },
      },
      arrays: { last, before },
    }),
  };
}

async function trainer(data: TrainingData, config: RecipeConfig): Promise<Trainer> {
  const seconds = intervalSeconds(config.parameters);
  let model: Model | null = null;
  return {
    epochs: 1,
    async trainEpoch(job) {
      await job.checkpoint('trending', 0, 1);
      const facts = { seconds, rows: data.items.length, nUsers: data.nUsers, seed: config.seed };
      model = trendingModel(countIntervals(data, data.nItems, seconds), facts);
      return { label: 'trending', loss: null };
    },
    model() {
      if (model === null) throw new RangeError('no epoch has finished');
      return model;
    },
  };
}

export const trendingNow: Recipe = {
  name: NAME,
  type: 'POPULAR_ITEMS',
  hyperparameters: [],
  featureTransformations: [FREQUENCY],
  estimateFlops: (counts) => counts.interactions,
  trainer,
  load(stored: StoredModel) {
    checkFormat(stored, NAME, FORMAT);
    const { nItems, rows, nUsers, seed } = stored.header;
    const counts = {
      last: readArray(stored, 'last', Int32Array, nItems),
      before: readArray(stored, 'before', Int32Array, nItems),
    };
    return trendingModel(counts, { seconds: readNumber(stored, 'intervalSeconds'), rows, nUsers, seed });
  },
};
