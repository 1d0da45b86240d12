import type { Csr } from './csr';

/** How many rows hold each column: the distinct users of an item when rows are users. */
export function columnCounts(matrix: Csr): Int32Array<ArrayBuffer> {
  const counts = new Int32Array(matrix.nCols);
  for (let p = 0; p < matrix.indices.length; p++) counts[matrix.indices[p]]++;
  return counts;
}
