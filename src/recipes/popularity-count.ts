import type { PopularityReason } from '../domain/explanations';
import type { TrainingData, UserQuery } from '../domain/histories';
import type { StoredModel } from '../domain/model';
import { distinctRows, largestValues } from '../kernels/csr';
import { columnSums } from '../kernels/distinct-counts';
import type { GivesReasons } from './capabilities';
import { oneStepTrainer } from './one-step-trainer';
import type { Model, Recipe, RecipeConfig, Trainer } from './recipe';
import { type Counts, checkFormat, readCounts } from './stored-arrays';

const NAME = 'aws-popularity-count';
const FORMAT = 1;

interface Facts {
  readonly rows: number;
  readonly nUsers: number;
  readonly seed: number;
  /** Counted are events, not distinct users. */
  readonly events?: boolean;
}

/** Users (or events) per item, the same list for everybody. Items nobody has touched are never listed. */
export function popularityModel(
  counts: Counts,
  { seed, nUsers, rows, events = false }: Facts,
): Model & Partial<GivesReasons> {
  const nItems = counts.length;
  const config: StoredModel['header']['config'] = events ? { counted: 'events' } : {};
  return {
    recipe: NAME,
    nItems,
    hasScores: false,
    ...(events ? { rankedBy: 'events' as const } : {}),
    scoreUser(_query, out) {
      for (let i = 0; i < nItems; i++) out[i] = counts[i] > 0 ? counts[i] : -Infinity;
      return false;
    },
    // What is known of a count of events is the count.
    ...(events ? {} : { reason: (_query: UserQuery, itemIdx: number) => popularityReason(counts, itemIdx) }),
    store: () => ({
      header: { format: FORMAT, recipe: NAME, seed, nUsers, nItems, rows, config },
      arrays: { counts },
    }),
  };
}

/** Why an item stands where it does in a popular order; null for what nobody has touched. */
export function popularityReason(counts: Counts, itemIdx: number): PopularityReason | null {
  const users = counts[itemIdx];
  if (users === 0) return null;
  return { kind: 'popularity', value: users, users, weighed: !(counts instanceof Int32Array) };
}

/** Rows by user, with their weights. */
type Rows = Pick<TrainingData, 'userPtr' | 'items' | 'nItems' | 'rowWeight'>;

/** |{u : u interacted with i}| of every item. */
export function distinctUsers(data: Rows): Int32Array<ArrayBuffer> {
  const counts = new Int32Array(data.nItems);
  const last = new Int32Array(data.nItems).fill(-1);
  for (let u = 0; u + 1 < data.userPtr.length; u++) {
    for (let p = data.userPtr[u]; p < data.userPtr[u + 1]; p++) {
      const item = data.items[p];
      if (last[item] === u) continue;
      last[item] = u;
      counts[item]++;
    }
  }
  return counts;
}

/** The same where rows weigh: each user counts as much as the heaviest row that ties them to the item. */
export function weighedUsers(data: Rows): Counts {
  if (data.rowWeight === null) return distinctUsers(data);
  const userItems = distinctRows(data.userPtr, data.items, data.nItems);
  return columnSums(userItems, largestValues(userItems, data.userPtr, data.items, data.rowWeight));
}

/** How many events each item has, by as many users as it may be; where rows weigh, the sum of their weights. */
export function eventCounts({ items, nItems, rowWeight }: Rows): Counts {
  const counts = rowWeight === null ? new Int32Array(nItems) : new Float64Array(nItems);
  items.forEach((item, row) => (counts[item] += rowWeight === null ? 1 : rowWeight[row]));
  return counts;
}

/** @throws AppError MODEL_UNREADABLE */
export function loadPopularity(stored: StoredModel): Model {
  checkFormat(stored, NAME, FORMAT);
  const { nItems, rows, nUsers, seed, config } = stored.header;
  const facts = { rows, nUsers, seed, events: config.counted === 'events' };
  return popularityModel(readCounts(stored, 'counts', nItems), facts);
}

function trainerOf(data: TrainingData, config: RecipeConfig, events: boolean): Trainer {
  return oneStepTrainer('popularity', async (job) => {
    await job.checkpoint('popularity', 0, 1);
    const facts = { rows: data.items.length, nUsers: data.nUsers, seed: config.seed, events };
    return { model: popularityModel(events ? eventCounts(data) : weighedUsers(data), facts) };
  });
}

export const popularityCount: Recipe = {
  name: NAME,
  hyperparameters: [],
  featureTransformations: [],
  estimateFlops: (counts) => 100 * counts.interactions,
  trainer: async (data, config) => trainerOf(data, config, false),
  load: loadPopularity,
};

/** The same by how many events an item has, as the use cases Most viewed and Best sellers count. */
export const eventPopularity: Recipe = {
  ...popularityCount,
  trainer: async (data, config) => trainerOf(data, config, true),
};
