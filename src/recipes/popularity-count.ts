import type { PopularityReason } from '../domain/explanations';
import type { TrainingData } from '../domain/histories';
import type { StoredModel } from '../domain/model';
import { distinctRows, largestValues } from '../kernels/csr';
import { columnCounts, columnSums } from '../kernels/distinct-counts';
import type { Model, Recipe, RecipeConfig, Trainer } from './recipe';
import type { Counts } from './stored-arrays';
import { checkFormat, readCounts } from './stored-arrays';

const NAME = 'aws-popularity-count';
const FORMAT = 1;

/** Users per item, the same list for everybody. Items nobody has touched are never listed. */
export function popularityModel(
  counts: Counts,
  facts: { rows: number; nUsers: number; seed: number },
): Model {
  return {
    recipe: NAME,
    nItems: counts.length,
    hasScores: false,
    scoreUser(_query, out) {
      for (let i = 0; i < counts.length; i++) out[i] = counts[i] > 0 ? counts[i] : -Infinity;
      return false;
    },
    reason: (_query, itemIdx) => popularityReason(counts, itemIdx),
    store: () => ({
      header: {
        format: FORMAT,
        recipe: NAME,
        seed: facts.seed,
        nUsers: facts.nUsers,
        nItems: counts.length,
        rows: facts.rows,
        config: {},
      },
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
  return columnCounts(distinctRows(data.userPtr, data.items, data.nItems));
}

/** The same where rows weigh: each user counts as much as the heaviest row that ties them to the item. */
export function weighedUsers(data: Rows): Counts {
  if (data.rowWeight === null) return distinctUsers(data);
  const userItems = distinctRows(data.userPtr, data.items, data.nItems);
  return columnSums(userItems, largestValues(userItems, data.userPtr, data.items, data.rowWeight));
}

async function trainer(data: TrainingData, config: RecipeConfig): Promise<Trainer> {
  let model: Model | null = null;
  return {
    epochs: 1,
    async trainEpoch(job) {
      await job.checkpoint('popularity', 0, 1);
      const facts = { rows: data.items.length, nUsers: data.nUsers, seed: config.seed };
      model = popularityModel(weighedUsers(data), facts);
      return { label: 'popularity', loss: null };
    },
    model() {
      if (model === null) throw new RangeError('no epoch has finished');
      return model;
    },
  };
}

export const popularityCount: Recipe = {
  name: NAME,
  type: 'USER_PERSONALIZATION',
  hyperparameters: [],
  featureTransformations: [],
  estimateFlops: (counts) => 100 * counts.interactions,
  trainer,
  load(stored: StoredModel) {
    checkFormat(stored, NAME, FORMAT);
    const { nItems, rows, nUsers, seed } = stored.header;
    return popularityModel(readCounts(stored, 'counts', nItems), { rows, nUsers, seed });
  },
};
