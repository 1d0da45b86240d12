/** Sparse matrix by rows: row r owns indices[indptr[r] … indptr[r + 1]), ascending. Values live beside it. */
export interface Csr {
  readonly nRows: number;
  readonly nCols: number;
  readonly indptr: Int32Array;
  readonly indices: Int32Array;
}

/**
 * Rows of distinct columns from rows that may repeat them (a history becomes a set).
 * O(entries + nCols) time.
 */
export function distinctRows(ptr: Int32Array, columns: Int32Array, nCols: number): Csr {
  const nRows = ptr.length - 1;
  const last = new Int32Array(nCols).fill(-1);
  const indptr = new Int32Array(nRows + 1);
  const kept = new Int32Array(ptr[nRows] - ptr[0]);
  let n = 0;
  for (let r = 0; r < nRows; r++) {
    const from = n;
    for (let p = ptr[r]; p < ptr[r + 1]; p++) {
      const c = columns[p];
      if (last[c] === r) continue;
      last[c] = r;
      kept[n++] = c;
    }
    kept.subarray(from, n).sort();
    indptr[r + 1] = n;
  }
  return { nRows, nCols, indptr, indices: n === kept.length ? kept : kept.slice(0, n) };
}

/**
 * The largest value that each entry of `distinctRows(ptr, columns, nCols)` was given, one per entry of it.
 *
 * @param values one per place of `columns`, above 0.
 * O(entries + nCols) time.
 */
export function largestValues(
  matrix: Csr,
  ptr: Int32Array,
  columns: Int32Array,
  values: Float32Array,
): Float32Array<ArrayBuffer> {
  const place = new Int32Array(matrix.nCols);
  const largest = new Float32Array(matrix.indices.length);
  for (let r = 0; r < matrix.nRows; r++) {
    for (let e = matrix.indptr[r]; e < matrix.indptr[r + 1]; e++) place[matrix.indices[e]] = e;
    for (let p = ptr[r]; p < ptr[r + 1]; p++) {
      const e = place[columns[p]];
      if (values[p] > largest[e]) largest[e] = values[p];
    }
  }
  return largest;
}

/** The same entries by columns; within a row of the result the indices ascend. */
export function transpose(matrix: Csr): Csr {
  const { nRows, nCols, indptr, indices } = matrix;
  const out = new Int32Array(nCols + 1);
  for (let p = 0; p < indices.length; p++) out[indices[p] + 1]++;
  for (let c = 0; c < nCols; c++) out[c + 1] += out[c];
  const next = out.slice(0, nCols);
  const rows = new Int32Array(indices.length);
  for (let r = 0; r < nRows; r++) {
    for (let p = indptr[r]; p < indptr[r + 1]; p++) rows[next[indices[p]]++] = r;
  }
  return { nRows: nCols, nCols: nRows, indptr: out, indices: rows };
}
