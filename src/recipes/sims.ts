import type { TrainingData, UserQuery } from '../domain/histories';
import type { StoredModel } from '../domain/model';
import type { Job } from '../domain/ports';
import type { Csr } from '../kernels/csr';
import { distinctRows, largestValues, transpose } from '../kernels/csr';
import { columnCounts, columnSums } from '../kernels/distinct-counts';
import { pow } from '../kernels/math';
import { percentileBounds } from './history-percentiles';
import { weighedUsers } from './popularity-count';
import type { Model, ParameterSpec, Recipe, RecipeConfig, Trainer } from './recipe';
import type { Counts } from './stored-arrays';
import { checkFormat, readArray, readCounts, readNumber } from './stored-arrays';

const NAME = 'aws-sims';
const FORMAT = 1;

interface SimsArrays {
  /** Pairs of items that share enough users: row i lists its neighbours, ascending, with `shared` users each. */
  readonly pairs: Csr;
  readonly shared: Counts;
  /** Users per item among those kept by the percentiles: n(j). */
  readonly users: Counts;
  /** Distinct users per item among all: the list for items that are not similar to anything. */
  readonly popular: Counts;
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
 *
 * Where rows weigh, a user counts in n(j) as much as their heaviest row of j, and in c(i, j) as the lighter of the two
 * items: who only clicked one of two bought items ties them no closer than a click does. Counted that way, weights
 * that are all halved leave every order as it was. The minimum is of users, whatever they weigh.
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

/** Items of users, and what each weighs (null: 1 each). */
interface Baskets {
  readonly userItems: Csr;
  readonly weights: Float32Array | null;
}

/** Distinct items per user, without users and items whose counts lie outside their percentiles. */
function keptRows(data: TrainingData, config: RecipeConfig): Baskets {
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
  const rowWeight = data.rowWeight && new Float32Array(data.items.length);
  let n = 0;
  for (let u = 0; u < data.nUsers; u++) {
    if (lengths[u] >= user.min && lengths[u] <= user.max) {
      for (let p = data.userPtr[u]; p < data.userPtr[u + 1]; p++) {
        const count = counts[data.items[p]];
        if (count < item.min || count > item.max) continue;
        if (rowWeight && data.rowWeight) rowWeight[n] = data.rowWeight[p];
        items[n++] = data.items[p];
      }
    }
    userPtr[u + 1] = n;
  }
  const userItems = distinctRows(userPtr, items.subarray(0, n), data.nItems);
  return { userItems, weights: rowWeight && largestValues(userItems, userPtr, items, rowWeight) };
}

/** Counts shared users of every pair of items, one item after the other; pairs below `minShared` are left out. */
async function countPairs(
  { userItems, weights }: Baskets,
  minShared: number,
  job: Job,
): Promise<{ pairs: Csr; shared: Counts }> {
  const itemUsers = transpose(userItems);
  const nItems = userItems.nCols;
  const count = new Int32Array(nItems);
  // Only where rows weigh; `next` is each user's entry of the item at hand, which ascends as the items do.
  const weight = weights && new Float64Array(nItems);
  const next = userItems.indptr.slice(0, -1);
  const indptr = new Int32Array(nItems + 1);
  const indices: number[] = [];
  const shared: number[] = [];
  let work = 0;
  for (let i = 0; i < nItems; i++) {
    const touched: number[] = [];
    for (let p = itemUsers.indptr[i]; p < itemUsers.indptr[i + 1]; p++) {
      const user = itemUsers.indices[p];
      const own = next[user]++;
      for (let q = userItems.indptr[user]; q < userItems.indptr[user + 1]; q++) {
        const other = userItems.indices[q];
        if (other === i) continue;
        if (count[other]++ === 0) touched.push(other);
        if (weight && weights) weight[other] += Math.min(weights[own], weights[q]);
      }
      work += userItems.indptr[user + 1] - userItems.indptr[user];
    }
    touched.sort((a, b) => a - b);
    for (const other of touched) {
      if (count[other] >= minShared) {
        indices.push(other);
        shared.push(weight === null ? count[other] : weight[other]);
      }
      count[other] = 0;
      if (weight !== null) weight[other] = 0;
    }
    indptr[i + 1] = indices.length;
    if (work > 1_000_000) {
      work = 0;
      await job.checkpoint('sims', i, nItems);
    }
  }
  const pairs = { nRows: nItems, nCols: nItems, indptr, indices: Int32Array.from(indices) };
  return { pairs, shared: weight === null ? Int32Array.from(shared) : Float64Array.from(shared) };
}

async function trainer(data: TrainingData, config: RecipeConfig): Promise<Trainer> {
  const baskets = keptRows(data, config);
  const { userItems, weights } = baskets;
  let model: Model | null = null;
  return {
    epochs: 1,
    async trainEpoch(job) {
      await job.checkpoint('sims', 0, data.nItems);
      const minShared = Number(config.parameters.min_cointeraction_count);
      const { pairs, shared } = await countPairs(baskets, minShared, job);
      const users = weights === null ? columnCounts(userItems) : columnSums(userItems, weights);
      const arrays = { pairs, shared, users, popular: weighedUsers(data) };
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
      shared: readCounts(stored, 'shared', indices.length),
      users: readCounts(stored, 'users', nItems),
      popular: readCounts(stored, 'popular', nItems),
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
