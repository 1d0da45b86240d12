import type { TrainingData } from '../domain/histories';
import type { Job } from '../domain/ports';
import { type Csr, distinctRows, largestValues, transpose } from '../kernels/csr';
import { lengthsOf, percentileBounds } from './history-percentiles';
import { NumberList } from './number-list';
import type { RecipeConfig } from './recipe';
import type { Counts } from './stored-arrays';

/** Items of users, and what each weighs (null: 1 each). */
export interface Baskets {
  readonly userItems: Csr;
  readonly weights: Float32Array | null;
}

/** Distinct items per user, without users and items whose counts lie outside their percentiles. */
export function keptRows(data: TrainingData, config: RecipeConfig): Baskets {
  const { parameters } = config;
  const bounds = (kind: 'user_history_length' | 'item_interaction_count', lengths: number[]) =>
    percentileBounds(
      lengths,
      Number(parameters[`min_${kind}_percentile`]),
      Number(parameters[`max_${kind}_percentile`]),
      [`min_${kind}_percentile`, `max_${kind}_percentile`],
    );
  const lengths = lengthsOf(data.userPtr);
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
export async function countPairs(
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
  const indices = new NumberList((n) => new Int32Array(n));
  const shared = new NumberList<Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>>((n) =>
    weights === null ? new Int32Array(n) : new Float64Array(n),
  );
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
  const pairs = { nRows: nItems, nCols: nItems, indptr, indices: indices.take() };
  return { pairs, shared: shared.take() };
}
