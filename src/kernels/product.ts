import { type MatrixPart } from './matrix-part';
import { subtractPacked } from './packed-product';

/** Rows of A from which on copying strips of both operands together pays. */
const PACK_ROWS = 32;
/** Columns of the inner dimension worked on at once, so that a strip of both operands stays in the second cache. */
const DEPTH = 256;

/**
 * C −= A·Bᵀ on rectangles of row-major matrices: C[i, j] −= Σ_k A[i, k]·B[j, k].
 * A and B may be parts of C's own matrix as long as they do not overlap the rectangle that is written.
 *
 * @param m, n, depth rows of A, rows of B, and the inner length.
 *
 * 2·m·n·depth floating-point operations in tiles of 4 × 4; the order of summation depends on the shape alone.
 */
export function subtractProductTransposed(
  c: MatrixPart,
  a: MatrixPart,
  b: MatrixPart,
  m: number,
  n: number,
  depth: number,
): void {
  const rows = m - (m % 4);
  const columns = n - (n % 4);
  if (rows >= PACK_ROWS && columns > 4) subtractPacked(c, a, b, rows, columns, depth);
  else subtractTiles(c, a, b, rows, columns, depth);
  subtractRest(c, a, b, 0, rows, columns, n, depth);
  subtractRest(c, a, b, rows, m, 0, n, depth);
}

/** Rows and columns that are multiples of four. */
function subtractTiles(
  c: MatrixPart,
  a: MatrixPart,
  b: MatrixPart,
  rows: number,
  columns: number,
  depth: number,
): void {
  for (let k = 0; k < depth; k += DEPTH) {
    const length = Math.min(DEPTH, depth - k);
    for (let i = 0; i < rows; i += 4) {
      const cRow = c.at + i * c.stride;
      const aRow = a.at + i * a.stride + k;
      for (let j = 0; j < columns; j += 4) {
        const bRow = b.at + j * b.stride + k;
        tile4x4(c.values, cRow + j, c.stride, a.values, aRow, a.stride, b.values, bRow, b.stride, length);
      }
    }
  }
}

/** Rows i0 … i1 and columns j0 … j1, number by number. */
function subtractRest(
  c: MatrixPart,
  a: MatrixPart,
  b: MatrixPart,
  i0: number,
  i1: number,
  j0: number,
  j1: number,
  depth: number,
): void {
  for (let i = i0; i < i1; i++) {
    for (let j = j0; j < j1; j++) {
      const product = dot(a.values, a.at + i * a.stride, b.values, b.at + j * b.stride, depth);
      c.values[c.at + i * c.stride + j] -= product;
    }
  }
}

/** Written out on purpose: sixteen sums in registers; a loop over them is several times slower. */
function tile4x4(
  c: Float64Array,
  cAt: number,
  cStride: number,
  a: Float64Array,
  a0: number,
  aStride: number,
  b: Float64Array,
  b0: number,
  bStride: number,
  length: number,
): void {
  const a1 = a0 + aStride;
  const a2 = a1 + aStride;
  const a3 = a2 + aStride;
  const b1 = b0 + bStride;
  const b2 = b1 + bStride;
  const b3 = b2 + bStride;
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
  for (let k = 0; k < length; k++) {
    const x0 = a[a0 + k];
    const x1 = a[a1 + k];
    const x2 = a[a2 + k];
    const x3 = a[a3 + k];
    let y = b[b0 + k];
    s00 += x0 * y;
    s10 += x1 * y;
    s20 += x2 * y;
    s30 += x3 * y;
    y = b[b1 + k];
    s01 += x0 * y;
    s11 += x1 * y;
    s21 += x2 * y;
    s31 += x3 * y;
    y = b[b2 + k];
    s02 += x0 * y;
    s12 += x1 * y;
    s22 += x2 * y;
    s32 += x3 * y;
    y = b[b3 + k];
    s03 += x0 * y;
    s13 += x1 * y;
    s23 += x2 * y;
    s33 += x3 * y;
  }
  c[cAt] -= s00;
  c[cAt + 1] -= s01;
  c[cAt + 2] -= s02;
  c[cAt + 3] -= s03;
  const c1 = cAt + cStride;
  c[c1] -= s10;
  c[c1 + 1] -= s11;
  c[c1 + 2] -= s12;
  c[c1 + 3] -= s13;
  const c2 = c1 + cStride;
  c[c2] -= s20;
  c[c2 + 1] -= s21;
  c[c2 + 2] -= s22;
  c[c2 + 3] -= s23;
  const c3 = c2 + cStride;
  c[c3] -= s30;
  c[c3 + 1] -= s31;
  c[c3 + 2] -= s32;
  c[c3 + 3] -= s33;
}

function dot(a: Float64Array, aAt: number, b: Float64Array, bAt: number, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += a[aAt + k] * b[bAt + k];
  return sum;
}
