import type { StoredModel } from '../domain/model';
import type { NumberArray } from '../domain/ports';
import { type Csr, transpose } from '../kernels/csr';
import { columnCounts, columnSums } from '../kernels/distinct-counts';
import { type Counts, LEARNED64, readArray, readCounts, readCsr } from './stored-arrays';

/** How often items were taken, and how often both of two. */
export interface Pairs {
  readonly nUsers: number;
  /** Distinct users of each item, each counting 1. */
  readonly users: Counts;
  /** The same as what ties them to the item weighs. */
  readonly popular: Counts;
  readonly squares: Counts;
  readonly weighed: boolean;
  /** Adds to every item the users it shares with this one, or the sum of the products of their weights. */
  addShared(itemIdx: number, out: Float64Array): void;
  /** Users of both, each counting 1. */
  sharedUsers(a: number, b: number): number;
  /** As they are stored. */
  readonly arrays: { readonly [name: string]: NumberArray };
}

/**
 * Counted from what each user took, when somebody asks.
 *
 * @param weights what each entry weighs, null for 1 each. Where they do, pairs are sums of products and `squares` sums of
 *   squares, so that the fraction stays a cosine, and the popular order counts weights.
 */
export function pairsOf(userItems: Csr, weights: Float32Array | null): Pairs {
  const itemUsers = transpose(userItems);
  const users = columnCounts(userItems);
  const { indptr, indices } = userItems;
  const usersOf = (item: number): Int32Array =>
    itemUsers.indices.subarray(itemUsers.indptr[item], itemUsers.indptr[item + 1]);
  return {
    nUsers: userItems.nRows,
    users,
    popular: weights === null ? users : columnSums(userItems, weights),
    squares:
      weights === null
        ? users
        : columnSums(
            userItems,
            Float64Array.from(weights, (w) => w * w),
          ),
    weighed: weights !== null,
    addShared(itemIdx, out) {
      for (const user of usersOf(itemIdx)) {
        const [from, to] = [indptr[user], indptr[user + 1]];
        const own = weights === null ? 1 : weights[indices.indexOf(itemIdx, from)];
        for (let q = from; q < to; q++) out[indices[q]] += weights === null ? 1 : own * weights[q];
      }
    },
    sharedUsers(a, b) {
      const ofFirst = new Set(usersOf(a));
      return usersOf(b).reduce((n, user) => n + (ofFirst.has(user) ? 1 : 0), 0);
    },
    arrays: { userPtr: indptr, userItems: indices, ...(weights !== null && { weights }) },
  };
}

/**
 * The same counted beforehand, so that no user is left in it: of each pair, the item with the smaller number holds it.
 *
 * @param least users that a pair must have to be counted.
 */
export function countedPairs(
  userItems: Csr,
  weights: Float32Array | null,
  least: number,
): StoredModel['arrays'] {
  const { nCols: nItems } = userItems;
  const pairs = pairsOf(userItems, weights);
  const unweighed = weights === null ? pairs : pairsOf(userItems, null);
  const pairPtr = new Int32Array(nItems + 1);
  const [items, shared, people]: [number[], number[], number[]] = [[], [], []];
  const [out, both] = [new Float64Array(nItems), new Float64Array(nItems)];
  for (let i = 0; i < nItems; i++) {
    pairs.addShared(i, out.fill(0));
    unweighed.addShared(i, both.fill(0));
    for (let j = i + 1; j < nItems; j++) {
      if (both[j] < Math.max(1, least)) continue;
      items.push(j);
      shared.push(out[j]);
      if (pairs.weighed) people.push(both[j]);
    }
    pairPtr[i + 1] = items.length;
  }
  const { users, popular, squares, weighed } = pairs;
  return {
    pairPtr,
    pairItems: Int32Array.from(items),
    pairShared: weighed ? Float64Array.from(shared) : Int32Array.from(shared),
    itemUsers: users,
    ...(weighed && { pairUsers: Int32Array.from(people), itemWeights: popular, itemSquares: squares }),
  };
}

/** Pairs that were counted beforehand; null where a model has none. @throws AppError MODEL_UNREADABLE */
export function readCounted(stored: StoredModel): Pairs | null {
  if (stored.arrays.pairPtr === undefined) return null;
  const { nItems, nUsers } = stored.header;
  const upper = readCsr(stored, ['pairPtr', 'pairItems'], nItems, nItems);
  const shared = readCounts(stored, 'pairShared', upper.indices.length);
  const weighed = shared instanceof Float64Array;
  const users = readCounts(stored, 'itemUsers', nItems);
  const people = weighed ? readCounts(stored, 'pairUsers', upper.indices.length) : shared;
  // From the item with the greater number as well.
  const lower = transposed(upper);
  const pairAt = (a: number, b: number): number => {
    const [from, to] = [upper.indptr[Math.min(a, b)], upper.indptr[Math.min(a, b) + 1]];
    const at = upper.indices.subarray(from, to).indexOf(Math.max(a, b));
    return at < 0 ? -1 : from + at;
  };
  return {
    nUsers,
    users,
    popular: weighed ? readArray(stored, 'itemWeights', LEARNED64, nItems) : users,
    squares: weighed ? readArray(stored, 'itemSquares', LEARNED64, nItems) : users,
    weighed,
    addShared(itemIdx, out) {
      for (let p = upper.indptr[itemIdx]; p < upper.indptr[itemIdx + 1]; p++)
        out[upper.indices[p]] += shared[p];
      for (let p = lower.indptr[itemIdx]; p < lower.indptr[itemIdx + 1]; p++)
        out[lower.indices[p]] += shared[lower.entries[p]];
    },
    sharedUsers(a, b) {
      const at = pairAt(a, b);
      return at < 0 ? 0 : people[at];
    },
    arrays: stored.arrays,
  };
}

/** By column, the rows and which entry each is. */
function transposed({ nCols, indptr, indices }: Csr): Csr & { readonly entries: Int32Array } {
  const ptr = new Int32Array(nCols + 1);
  for (const column of indices) ptr[column + 1]++;
  for (let c = 0; c < nCols; c++) ptr[c + 1] += ptr[c];
  const next = ptr.slice(0, nCols);
  const rows = new Int32Array(indices.length);
  const entries = new Int32Array(indices.length);
  for (let row = 0; row + 1 < indptr.length; row++)
    for (let p = indptr[row]; p < indptr[row + 1]; p++) {
      rows[next[indices[p]]] = row;
      entries[next[indices[p]]++] = p;
    }
  return { nRows: nCols, nCols: indptr.length - 1, indptr: ptr, indices: rows, entries };
}
