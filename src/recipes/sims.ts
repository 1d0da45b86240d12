import type { TrainingData, UserQuery } from '../domain/histories';
import type { StoredModel } from '../domain/model';
import type { Job } from '../domain/ports';
import type { Csr } from '../kernels/csr';
import { distinctRows, transpose } from '../kernels/csr';
import { columnCounts } from '../kernels/distinct-counts';
import { pow } from '../kernels/math';
import { percentileBounds } from './history-percentiles';
import { distinctUsers } from './popularity-count';
import type { Model, ParameterSpec, Recipe, RecipeConfig, Trainer } from './recipe';
import { checkFormat, readArray, readNumber } from './stored-arrays';

const NAME = 'aws-sims';
const FORMAT = 1;

interface SimsArrays {
  /** Pairs of items that share enough users: row i lists its neighbours, ascending, with `shared` users each. */
  readonly pairs: Csr;
  readonly shared: Int32Array;
  /** Users per item among those kept by the percentiles: n(j). */
  readonly users: Int32Array;
  /** Distinct users per item among all: the list for items that are not similar to anything. */
  readonly popular: Int32Array;
}

interface Facts {
  readonly discount: number;
  readonly minShared: number;
  readonly seed: number;
  readonly nUsers: number;
  readonly rows: number;
}

/**
 * similar(j given i) = c(i, j) / n(j)^d where at least `min_cointeraction_count` users have both. An item without
 * such a neighbour, or one that is unknown, is answered with the popular order.
 */
function simsModel({ pairs, shared, users, popular }: SimsArrays, facts: Facts): Model {
  const nItems = popular.length;
  const discounted = Float64Array.from(users, (n) => pow(n, facts.discount));

  function scoreRelated(itemIdx: number, out: Float64Array): boolean {
    const known = itemIdx >= 0 && itemIdx < nItems;
    if (!known || pairs.indptr[itemIdx] === pairs.indptr[itemIdx + 1]) {
      for (let i = 0; i < nItems; i++) out[i] = popular[i] > 0 ? popular[i] : -Infinity;
      if (known) out[itemIdx] = -Infinity;
      return false;
    }
    // With a minimum of 0, items that share nobody are similar too: with 0 users.
    for (let i = 0; i < nItems; i++) out[i] = facts.minShared === 0 && popular[i] > 0 ? 0 : -Infinity;
    out[itemIdx] = -Infinity;
    for (let p = pairs.indptr[itemIdx]; p < pairs.indptr[itemIdx + 1]; p++) {
      const other = pairs.indices[p];
      out[other] = shared[p] / discounted[other];
    }
    return true;
  }

  return {
    recipe: NAME,
    nItems,
    hasScores: false,
    scoreUser: (query: UserQuery, out) => scoreRelated(query.items.at(-1) ?? -1, out),
    scoreRelated,
    store: () => ({
      header: {
        format: FORMAT,
        recipe: NAME,
        seed: facts.seed,
        nUsers: facts.nUsers,
        nItems,
        rows: facts.rows,
        config: {
          popularity_discount_factor: facts.discount,
          min_cointeraction_count: facts.minShared,
        },
      },
      arrays: { pairPtr: pairs.indptr, pairItems: pairs.indices, shared, users, popular },
    }),
  };
}

/** Distinct items per user, without users and items whose counts lie outside their percentiles. */
function keptRows(data: TrainingData, config: RecipeConfig): Csr {
  const { parameters } = config;
  const bounds = (kind: 'user_history_length' | 'item_interaction_count', lengths: number[]) =>
    percentileBounds(
      lengths.filter((n) => n > 0),
      Number(parameters[`min_${kind}_percentile`]),
      Number(parameters[`max_${kind}_percentile`]),
      [`min_${kind}_percentile`, `max_${kind}_percentile`],
    );
  const lengths = Array.from({ length: data.nUsers }, (_, u) => data.userPtr[u + 1] - data.userPtr[u]);
  const user = bounds('user_history_length', lengths);
  const counts = new Array<number>(data.nItems).fill(0);
  for (const item of data.items) counts[item]++;
  const item = bounds('item_interaction_count', counts);
  const userPtr = new Int32Array(data.nUsers + 1);
  const items = new Int32Array(data.items.length);
  let n = 0;
  for (let u = 0; u < data.nUsers; u++) {
    if (lengths[u] >= user.min && lengths[u] <= user.max) {
      for (let p = data.userPtr[u]; p < data.userPtr[u + 1]; p++) {
        const count = counts[data.items[p]];
        if (count >= item.min && count <= item.max) items[n++] = data.items[p];
      }
    }
    userPtr[u + 1] = n;
  }
  return distinctRows(userPtr, items.subarray(0, n), data.nItems);
}

/** Counts shared users of every pair of items, one item after the other; pairs below `minShared` are left out. */
async function countPairs(
  userItems: Csr,
  minShared: number,
  job: Job,
): Promise<{ pairs: Csr; shared: Int32Array }> {
  const itemUsers = transpose(userItems);
  const nItems = userItems.nCols;
  const count = new Int32Array(nItems);
  const indptr = new Int32Array(nItems + 1);
  const indices: number[] = [];
  const shared: number[] = [];
  let work = 0;
  for (let i = 0; i < nItems; i++) {
    const touched: number[] = [];
    for (let p = itemUsers.indptr[i]; p < itemUsers.indptr[i + 1]; p++) {
      const user = itemUsers.indices[p];
      for (let q = userItems.indptr[user]; q < userItems.indptr[user + 1]; q++) {
        const other = userItems.indices[q];
        if (other === i) continue;
        if (count[other]++ === 0) touched.push(other);
      }
      work += userItems.indptr[user + 1] - userItems.indptr[user];
    }
    touched.sort((a, b) => a - b);
    for (const other of touched) {
      if (count[other] >= minShared) {
        indices.push(other);
        shared.push(count[other]);
      }
      count[other] = 0;
    }
    indptr[i + 1] = indices.length;
    if (work > 1_000_000) {
      work = 0;
      await job.checkpoint('sims', i, nItems);
    }
  }
  const pairs = { nRows: nItems, nCols: nItems, indptr, indices: Int32Array.from(indices) };
  return { pairs, shared: Int32Array.from(shared) };
}

async function trainer(data: TrainingData, config: RecipeConfig): Promise<Trainer> {
  const userItems = keptRows(data, config);
  let model: Model | null = null;
  return {
    epochs: 1,
    async trainEpoch(job) {
      await job.checkpoint('sims', 0, data.nItems);
      const minShared = Number(config.parameters.min_cointeraction_count);
      const { pairs, shared } = await countPairs(userItems, minShared, job);
      const arrays = { pairs, shared, users: columnCounts(userItems), popular: distinctUsers(data) };
      model = simsModel(arrays, {
        discount: Number(config.parameters.popularity_discount_factor),
        minShared,
        seed: config.seed,
        nUsers: data.nUsers,
        rows: data.items.length,
      });
      return { label: 'sims', loss: null };
    },
    model() {
      if (model === null) throw new RangeError('no epoch has finished');
      return model;
    },
  };
}

function percentile(name: string, defaultValue: string): ParameterSpec {
  return { name, kind: 'float', defaultValue, min: 0, max: 1, tunable: false };
}

export const sims: Recipe = {
  name: NAME,
  type: 'RELATED_ITEMS',
  hyperparameters: [
    {
      name: 'popularity_discount_factor',
      kind: 'float',
      defaultValue: '0.5',
      min: 0,
      max: 1,
      tunable: true,
    },
    { name: 'min_cointeraction_count', kind: 'int', defaultValue: '3', min: 0, max: 10, tunable: true },
  ],
  featureTransformations: [
    percentile('min_user_history_length_percentile', '0.005'),
    percentile('max_user_history_length_percentile', '0.995'),
    percentile('min_item_interaction_count_percentile', '0.01'),
    percentile('max_item_interaction_count_percentile', '0.9'),
  ],
  estimateFlops: ({ users, interactions }) => (interactions * interactions) / Math.max(1, users),
  trainer,
  load(stored: StoredModel) {
    checkFormat(stored, NAME, FORMAT);
    const { nItems, nUsers, rows, seed } = stored.header;
    const indptr = readArray(stored, 'pairPtr', Int32Array, nItems + 1);
    const indices = readArray(stored, 'pairItems', Int32Array, indptr[nItems]);
    const arrays: SimsArrays = {
      pairs: { nRows: nItems, nCols: nItems, indptr, indices },
      shared: readArray(stored, 'shared', Int32Array, indices.length),
      users: readArray(stored, 'users', Int32Array, nItems),
      popular: readArray(stored, 'popular', Int32Array, nItems),
    };
    return simsModel(arrays, {
      discount: readNumber(stored, 'popularity_discount_factor'),
      minShared: readNumber(stored, 'min_cointeraction_count'),
      seed,
      nUsers,
      rows,
    });
  },
};
