import type { TrainingData } from '../domain/histories';
import type { StoredModel } from '../domain/model';
import { distinctRows } from '../kernels/csr';
import { columnCounts } from '../kernels/distinct-counts';
import type { Model, Recipe, RecipeConfig, Trainer } from './recipe';
import { checkFormat, readArray } from './stored-arrays';

const NAME = 'aws-popularity-count';
const FORMAT = 1;

/** Distinct users per item, the same list for everybody. Items nobody has touched are never listed. */
export function popularityModel(
  counts: Int32Array,
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

/** |{u : u interacted with i}| of every item. */
export function distinctUsers(data: TrainingData): Int32Array<ArrayBuffer> {
  return columnCounts(distinctRows(data.userPtr, data.items, data.nItems));
}

async function trainer(data: TrainingData, config: RecipeConfig): Promise<Trainer> {
  let model: Model | null = null;
  return {
    epochs: 1,
    async trainEpoch(job) {
      await job.checkpoint('popularity', 0, 1);
      const facts = { rows: data.items.length, nUsers: data.nUsers, seed: config.seed };
      model = popularityModel(distinctUsers(data), facts);
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
  estimateFlops: (counts) => counts.interactions,
  trainer,
  load(stored: StoredModel) {
    checkFormat(stored, NAME, FORMAT);
    const { nItems, rows, nUsers, seed } = stored.header;
    return popularityModel(readArray(stored, 'counts', Int32Array, nItems), { rows, nUsers, seed });
  },
};
