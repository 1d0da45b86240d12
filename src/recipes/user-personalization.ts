import type { TrainingData } from '../domain/histories';
import type { StoredModel } from '../domain/model';
import { buildRowIndex, ContextKernel } from '../kernels/context-kernel';
import { log } from '../kernels/math';
import { distinctUsers } from './popularity-count';
import type { Model, Recipe, RecipeConfig, Trainer } from './recipe';
import { checkFormat, readArray } from './stored-arrays';

const NAME = 'aws-user-personalization';
const FORMAT = 1;
const SHAPE = { queryDecay: 0.87, rowDecay: 0.87, window: 25, power: 3, normExponent: 1, rarity: 0 };

interface Parts {
  readonly userPtr: Int32Array;
  readonly items: Int32Array;
  readonly counts: Int32Array;
}

function kernelModel(parts: Parts, seed: number): Model {
  const { userPtr, items, counts } = parts;
  const nItems = counts.length;
  const kernel = new ContextKernel(buildRowIndex(userPtr, items, nItems), SHAPE);
  const evidence = new Float64Array(nItems);
  return {
    recipe: NAME,
    nItems,
    hasScores: true,
    scoreUser(query, out) {
      for (let i = 0; i < nItems; i++) out[i] = log(counts[i] + 1);
      const known = query.userIdx >= 0 && query.userIdx + 1 < userPtr.length;
      const from = known ? userPtr[query.userIdx] : 0;
      const to = known ? userPtr[query.userIdx + 1] : 0;
      if (!kernel.score(query.items, from, to, evidence)) return false;
      for (let i = 0; i < nItems; i++) out[i] = log(evidence[i] + 1e-4) + 0.02 * out[i];
      return true;
    },
    store: () => ({
      header: {
        format: FORMAT,
        recipe: NAME,
        seed,
        nUsers: userPtr.length - 1,
        nItems,
        rows: items.length,
        config: {},
      },
      arrays: { userPtr, items, counts },
    }),
  };
}

async function trainer(data: TrainingData, config: RecipeConfig): Promise<Trainer> {
  let model: Model | null = null;
  return {
    epochs: 1,
    async trainEpoch(job) {
      await job.checkpoint('kernel', 0, 1);
      model = kernelModel(
        { userPtr: data.userPtr, items: data.items, counts: distinctUsers(data) },
        config.seed,
      );
      return { label: 'kernel', loss: null };
    },
    model() {
      if (model === null) throw new RangeError('no epoch has finished');
      return model;
    },
  };
}

export const userPersonalization: Recipe = {
  name: NAME,
  type: 'USER_PERSONALIZATION',
  hyperparameters: [
    { name: 'hidden_dimension', kind: 'int', defaultValue: '149', min: 32, max: 256, tunable: true },
    { name: 'bptt', kind: 'int', defaultValue: '32', min: 2, max: 32, tunable: true },
    { name: 'recency_mask', kind: 'bool', defaultValue: 'true', tunable: true },
  ],
  featureTransformations: [
    {
      name: 'min_user_history_length_percentile',
      kind: 'float',
      defaultValue: '0.0',
      min: 0,
      max: 1,
      tunable: false,
    },
    {
      name: 'max_user_history_length_percentile',
      kind: 'float',
      defaultValue: '0.99',
      min: 0,
      max: 1,
      tunable: false,
    },
  ],
  estimateFlops: (counts) => counts.interactions * 50,
  trainer,
  load(stored: StoredModel) {
    checkFormat(stored, NAME, FORMAT);
    const parts = {
      userPtr: readArray(stored, 'userPtr', Int32Array, stored.header.nUsers + 1),
      items: readArray(stored, 'items', Int32Array, stored.header.rows),
      counts: readArray(stored, 'counts', Int32Array, stored.header.nItems),
    };
    return kernelModel(parts, stored.header.seed);
  },
};
