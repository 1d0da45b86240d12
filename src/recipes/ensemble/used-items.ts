import { type Csr, distinctRows, largestValues } from '../../kernels/csr';
import type { WeighedRows } from '../../kernels/ease';
import type { Untimed } from '../moments/moments';

/**
 * Distinct items of the users that have any, in user order, each as heavy as the heaviest of its moments. Users
 * without moments would only widen a matrix.
 */
export function activeRows(moments: Untimed): WeighedRows {
  const rows = distinctByPerson(moments);
  const starts = [0];
  for (let u = 0; u < rows.nRows; u++)
    if (rows.indptr[u + 1] > rows.indptr[u]) starts.push(rows.indptr[u + 1]);
  return {
    ...rows,
    nRows: starts.length - 1,
    indptr: Int32Array.from(starts),
  };
}

/** Distinct items of everybody, in whatever order, each as heavy as the heaviest of its moments. */
export function distinctByPerson({ userPtr, items, nItems, rowWeight }: Untimed): WeighedRows {
  const rows = distinctRows(userPtr, items, nItems);
  const values = rowWeight && largestValues(rows, userPtr, items, rowWeight);
  return { ...rows, values: values ?? new Float32Array(rows.indices.length).fill(1) };
}

/** The same of the people who have any; of some, evenly among them, where there are more than so many rows. */
export function distinctActive(moments: Untimed, mostRows: number): WeighedRows {
  const rows = activeRows(moments);
  const every = Math.ceil(rows.indices.length / mostRows);
  if (every <= 1) return rows;
  const indptr = [0];
  const kept = new Uint8Array(rows.indices.length);
  for (let v = 0; v < rows.nRows; v += every) {
    kept.fill(1, rows.indptr[v], rows.indptr[v + 1]);
    indptr.push(indptr[indptr.length - 1] + rows.indptr[v + 1] - rows.indptr[v]);
  }
  return {
    nRows: indptr.length - 1,
    nCols: rows.nCols,
    indptr: Int32Array.from(indptr),
    indices: rows.indices.filter((_, e) => kept[e] === 1),
    values: rows.values.filter((_, e) => kept[e] === 1),
  };
}

/** The `n` items with the most users, ascending; ties go to the smaller index. */
export function mostUsed(userItems: Csr, n: number): Int32Array {
  const counts = new Int32Array(userItems.nCols);
  for (let p = 0; p < userItems.indices.length; p++) counts[userItems.indices[p]]++;
  const order = Array.from(counts, (_, item) => item).filter((item) => counts[item] > 0);
  order.sort((a, b) => counts[b] - counts[a] || a - b);
  return Int32Array.from(order.slice(0, n)).sort();
}
