/** A matrix inside a larger array: element (i, j) is values[at + i·row + j·column]. */
export interface Strided {
  readonly values: Float64Array;
  at: number;
  row: number;
  column: number;
}

export function strided(values: Float64Array, at: number, row: number, column = 1): Strided {
  return { values, at, row, column };
}

/** Inner steps worked on at once, so that the strips of both operands stay in the first cache. */
const DEPTH = 128;

/**
 * C += A·Bᵀ, each operand at its own strides, so that a transpose costs nothing: C[i, j] += Σ_k A[i, k]·B[j, k].
 * C must lie row by row (column stride 1) and overlap neither operand.
 *
 * @param m, n, depth rows of A, rows of B, and the inner length.
 *
 * 2·m·n·depth floating-point operations in tiles of 4 × 4; the order of summation depends on the shape alone.
 */
export function addStrided(c: Strided, a: Strided, b: Strided, m: number, n: number, depth: number): void {
  const whole = n - (n % 4);
  for (let k = 0; k < depth; k += DEPTH) {
    const length = Math.min(DEPTH, depth - k);
    const aAt = a.at + k * a.column;
    const bAt = b.at + k * b.column;
    let i = 0;
    for (; i + 4 <= m; i += 4) {
      const aRow = aAt + i * a.row;
      const cRow = c.at + i * c.row;
      for (let j = 0; j < whole; j += 4) {
        tile(
          c.values,
          cRow + j,
          c.row,
          a.values,
          aRow,
          a.row,
          a.column,
          b.values,
          bAt + j * b.row,
          b.row,
          b.column,
          length,
        );
      }
      if (whole < n) rest(c, i, i + 4, whole, n, a, aAt, b, bAt, length);
    }
    if (i < m) rest(c, i, m, 0, n, a, aAt, b, bAt, length);
  }
}

/** Written out on purpose, as `tile4x4` of product.ts, and apart from it: a second stride in that loop makes it slower. */
function tile(
  c: Float64Array,
  cAt: number,
  cRow: number,
  a: Float64Array,
  aAt: number,
  aRow: number,
  aStep: number,
  b: Float64Array,
  bAt: number,
  bRow: number,
  bStep: number,
  length: number,
): void {
  const [aRow2, aRow3] = [2 * aRow, 3 * aRow];
  const [bRow2, bRow3] = [2 * bRow, 3 * bRow];
  let s00 = 0,
    s01 = 0,
    s02 = 0,
    s03 = 0;
  let s10 = 0,
    s11 = 0,
    s12 = 0,
    s13 = 0;
  let s20 = 0,
    s21 = 0,
    s22 = 0,
    s23 = 0;
  let s30 = 0,
    s31 = 0,
    s32 = 0,
    s33 = 0;
  for (let k = 0, p = aAt, q = bAt; k < length; k++, p += aStep, q += bStep) {
    const x0 = a[p];
    const x1 = a[p + aRow];
    const x2 = a[p + aRow2];
    const x3 = a[p + aRow3];
    let y = b[q];
    s00 += x0 * y;
    s10 += x1 * y;
    s20 += x2 * y;
    s30 += x3 * y;
    y = b[q + bRow];
    s01 += x0 * y;
    s11 += x1 * y;
    s21 += x2 * y;
    s31 += x3 * y;
    y = b[q + bRow2];
    s02 += x0 * y;
    s12 += x1 * y;
    s22 += x2 * y;
    s32 += x3 * y;
    y = b[q + bRow3];
    s03 += x0 * y;
    s13 += x1 * y;
    s23 += x2 * y;
    s33 += x3 * y;
  }
  c[cAt] += s00;
  c[cAt + 1] += s01;
  c[cAt + 2] += s02;
  c[cAt + 3] += s03;
  const c1 = cAt + cRow;
  c[c1] += s10;
  c[c1 + 1] += s11;
  c[c1 + 2] += s12;
  c[c1 + 3] += s13;
  const c2 = c1 + cRow;
  c[c2] += s20;
  c[c2 + 1] += s21;
  c[c2 + 2] += s22;
  c[c2 + 3] += s23;
  const c3 = c2 + cRow;
  c[c3] += s30;
  c[c3 + 1] += s31;
  c[c3 + 2] += s32;
  c[c3 + 3] += s33;
}

/** Rows i0 … i1 and columns j0 … j1, number by number. */
function rest(
  c: Strided,
  i0: number,
  i1: number,
  j0: number,
  j1: number,
  a: Strided,
  aAt: number,
  b: Strided,
  bAt: number,
  length: number,
): void {
  for (let i = i0; i < i1; i++) {
    for (let j = j0; j < j1; j++) {
      let sum = 0;
      let p = aAt + i * a.row;
      let q = bAt + j * b.row;
      for (let k = 0; k < length; k++, p += a.column, q += b.column) sum += a.values[p] * b.values[q];
      c.values[c.at + i * c.row + j] += sum;
    }
  }
}
