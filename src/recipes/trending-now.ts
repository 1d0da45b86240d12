import type { TrendingReason } from '../domain/explanations';
import type { TrainingData } from '../domain/histories';
import type { StoredModel } from '../domain/model';
import type { CountsItems, GivesReasons } from './capabilities';
import { oneStepTrainer } from './one-step-trainer';
import type { Model, ParameterSpec, Recipe, RecipeConfig, Trainer } from './recipe';
import { type Counts, checkFormat, readCounts, readNumber } from './stored-arrays';
import { DAY_SEC } from '../domain/epoch';

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
  ['1 day', DAY_SEC],
]);

const FREQUENCY: ParameterSpec = {
  name: 'trend_discovery_frequency',
  kind: 'enum',
  defaultValue: '3 hours',
  values: [...INTERVAL_SECONDS.keys()],
  tunable: false,
};

/**
 * Rows per item in the two newest intervals: (T − L, T] and (T − 2L, T − L], with T the newest of all rows. Where
 * rows weigh, the sums of their weights.
 */
export interface IntervalCounts {
  readonly last: Counts;
  readonly before: Counts;
}

/** Of the use case Trending now, which re-evaluates that often. */
const DOMAIN_INTERVAL = { name: '2 hours', seconds: 7200 } as const;

/** The interval of checked parameters, in seconds. */
export function intervalSeconds(parameters: RecipeConfig['parameters']): number {
  const name = parameters[FREQUENCY.name];
  const seconds = name === DOMAIN_INTERVAL.name ? DOMAIN_INTERVAL.seconds : INTERVAL_SECONDS.get(name);
  if (seconds === undefined) throw new RangeError(`unchecked ${FREQUENCY.name}`);
  return seconds;
}

/** @param rows items, when, and what they weigh (null: 1 each), in any order, alike in length. */
export function countIntervals(
  rows: {
    readonly items: Int32Array;
    readonly timestampSec: Float64Array;
    readonly rowWeight: Float32Array | null;
  },
  nItems: number,
  seconds: number,
): IntervalCounts {
  let newest = -Infinity;
  for (const time of rows.timestampSec) if (time > newest) newest = time;
  const { rowWeight } = rows;
  const zeros = (): Counts => (rowWeight === null ? new Int32Array(nItems) : new Float64Array(nItems));
  const counts = { last: zeros(), before: zeros() };
  rows.timestampSec.forEach((time, row) => {
    const weight = rowWeight === null ? 1 : rowWeight[row];
    if (time > newest - seconds) counts.last[rows.items[row]] += weight;
    else if (time > newest - 2 * seconds) counts.before[rows.items[row]] += weight;
  });
  return counts;
}

/**
 * The same list for everybody: items by growth last − before, then by last. The ranking value is the growth plus
 * last / (1 + the largest last), a fraction below 1, of the smallest step between two growths. Items that did not
 * grow are not listed; where none grew, all of the last interval are, by last.
 */
function trendingModel(
  { last, before }: IntervalCounts,
  { seconds, rows, nUsers, seed }: { seconds: number; rows: number; nUsers: number; seed: number },
): Model & GivesReasons & CountsItems {
  const nItems = last.length;
  const values = new Float64Array(last.length);
  let most = 0;
  let rising = false;
  for (let i = 0; i < last.length; i++) {
    most = Math.max(most, last[i]);
    rising ||= last[i] > before[i];
  }
  const step = smallestStep(last, before);
  for (let i = 0; i < last.length; i++) {
    const growth = last[i] - before[i];
    if (rising) values[i] = growth > 0 ? growth + (step * last[i]) / (most + 1) : -Infinity;
    else values[i] = last[i] > 0 ? last[i] : -Infinity;
  }
  return {
    recipe: NAME,
    nItems,
    hasScores: false,
    rankedBy: rising ? 'rise' : 'events',
    countOf: (item) => (rising ? last[item] - before[item] : last[item]),
    scoreUser(_query, out) {
      out.set(values);
      return false;
    },
    reason(_query, itemIdx): TrendingReason | null {
      if (values[itemIdx] === -Infinity) return null;
      return {
        kind: 'trending',
        value: values[itemIdx],
        last: last[itemIdx],
        before: before[itemIdx],
        intervalSec: seconds,
        rising,
        weighed: !(last instanceof Int32Array),
      };
    },
    store: () => ({
      header: {
        format: FORMAT,
        recipe: NAME,
        seed,
        nUsers,
        nItems,
        rows,
        config: { intervalSeconds: seconds },
      },
      arrays: { last, before },
    }),
  };
}

/** Between two growths that differ: at least 1 where rows only count, less where they weigh. */
function smallestStep(last: Counts, before: Counts): number {
  if (last instanceof Int32Array) return 1;
  const growths = Float64Array.from(last, (count, i) => Math.max(0, count - before[i])).sort();
  let step = 1;
  for (let i = 1; i < growths.length; i++) {
    if (growths[i] > growths[i - 1]) step = Math.min(step, growths[i] - growths[i - 1]);
  }
  return step;
}

/** @throws AppError MODEL_UNREADABLE */
export function loadTrending(stored: StoredModel): Model {
  checkFormat(stored, NAME, FORMAT);
  const { nItems, rows, nUsers, seed } = stored.header;
  const counts = {
    last: readCounts(stored, 'last', nItems),
    before: readCounts(stored, 'before', nItems),
  };
  return trendingModel(counts, { seconds: readNumber(stored, 'intervalSeconds', 1), rows, nUsers, seed });
}

async function trainer(data: TrainingData, config: RecipeConfig): Promise<Trainer> {
  const seconds = intervalSeconds(config.parameters);
  return oneStepTrainer('trending', async (job) => {
    await job.checkpoint('trending', 0, 1);
    const facts = { seconds, rows: data.items.length, nUsers: data.nUsers, seed: config.seed };
    return { model: trendingModel(countIntervals(data, data.nItems, seconds), facts) };
  });
}

export const trendingNow: Recipe = {
  name: NAME,
  hyperparameters: [],
  featureTransformations: [FREQUENCY],
  estimateFlops: (counts) => 100 * counts.interactions,
  trainer,
  load: loadTrending,
};
