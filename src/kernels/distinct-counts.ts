import type { Csr } from './csr';

/** How many rows hold each column: the distinct users of an item when rows are users. */
export function columnCounts(matrix: Csr): Int32Array<ArrayBuffer> {
  const counts = new Int32Array(matrix.nCols);
  for (let p = 0; p < matrix.indices.length; p++) counts[matrix.indices[p]]++;
  return counts;
}

/** The same with entries that weigh: sums of `weights`, one per entry, by column. */
export function columnSums(matrix: Csr, weights: Float32Array | Float64Array): Float64Array<ArrayBuffer> {
  const sums = new Float64Array(matrix.nCols);
  for (let p = 0; p < matrix.indices.length; p++) sums[matrix.indices[p]] += weights[p];
  return sums;
}
