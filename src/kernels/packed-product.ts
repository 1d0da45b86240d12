import type { MatrixPart } from './matrix-part';

/** Columns of C that one pass works on, and inner steps: the strip of B that belongs to them stays in the caches. */
const SIDE = 64;
const DEPTH = 128;
/** Numbers of a matrix that is held, at most. */
const MOST_HELD = 128 * DEPTH;

/**
 * Strips of A (4 rows) and B (64 rows), copied together. Arrays of the module are known to the engine when it
 * translates the loop below, which makes it a seventh faster than the same loop over arrays it is handed.
 */
const strip = new Float64Array(4 * DEPTH);
const panel = new Float64Array(SIDE * DEPTH + MOST_HELD);
/** From here on the panel has the matrix that is held. */
const HELD = SIDE * DEPTH;

/**
 * C −= A·Bᵀ as `subtractProductTransposed` does, for whole tiles: m and n are multiples of four. Worth the copies from
 * a few dozen rows of A on.
 */
export function subtractPacked(
  c: MatrixPart,
  a: MatrixPart,
  b: MatrixPart,
  m: number,
  n: number,
  depth: number,
): void {
  for (let k = 0; k < depth; k += DEPTH) {
    const length = Math.min(DEPTH, depth - k);
    for (let from = 0; from < n; from += SIDE) {
      const columns = Math.min(SIDE, n - from);
      pack(panel, b.values, b.at + from * b.stride + k, b.stride, columns, length);
      for (let i = 0; i < m; i += 4) {
        pack(strip, a.values, a.at + i * a.stride + k, a.stride, 4, length);
        const row = c.at + i * c.stride + from;
        for (let j = 0; j < columns; j += 4) tile(c.values, row + j, c.stride, j * DEPTH, DEPTH, length);
      }
    }
  }
}

/** Whether `hold` takes a matrix of this form. */
export function canBeHeld(n: number, depth: number): boolean {
  return n % 4 === 0 && depth <= DEPTH && n * depth <= MOST_HELD;
}

/** Copies a dense B to where `subtractHeld` reads it, until another is held. */
export function hold(b: Float64Array): void {
  panel.set(b, HELD);
}

/** C −= A·Bᵀ for four dense rows of A and C, and the B that is held: the bits of `subtractPacked`. */
export function subtractHeld(
  c: Float64Array,
  cAt: number,
  a: Float64Array,
  aAt: number,
  n: number,
  depth: number,
): void {
  pack(strip, a, aAt, depth, 4, depth);
  for (let j = 0; j < n; j += 4) tile(c, cAt + j, n, HELD + j * depth, depth, depth);
}

/**
 * C += Aᵀ·B for row-major A (rows × m) and B (rows × n); m and n are multiples of four. C is dense, m × n.
 */
export function addPackedTransposed(
  c: Float64Array,
  cAt: number,
  a: Float64Array,
  aAt: number,
  b: Float64Array,
  bAt: number,
  rows: number,
  m: number,
  n: number,
): void {
  for (let k = 0; k < rows; k += DEPTH) {
    const length = Math.min(DEPTH, rows - k);
    for (let from = 0; from < n; from += SIDE) {
      const columns = Math.min(SIDE, n - from);
      packColumns(panel, b, bAt + k * n + from, n, columns, length, 1);
      for (let i = 0; i < m; i += 4) {
        // The tile subtracts, so that one loop serves both.
        packColumns(strip, a, aAt + k * m + i, m, 4, length, -1);
        for (let j = 0; j < columns; j += 4) tile(c, cAt + i * n + from + j, n, j * DEPTH, DEPTH, length);
      }
    }
  }
}

function pack(
  out: Float64Array,
  source: Float64Array,
  at: number,
  stride: number,
  rows: number,
  length: number,
): void {
  for (let r = 0; r < rows; r++) {
    const from = at + r * stride;
    const to = r * DEPTH;
    for (let k = 0; k < length; k++) out[to + k] = source[from + k];
  }
}

/** Columns of the source become rows. */
function packColumns(
  out: Float64Array,
  source: Float64Array,
  at: number,
  stride: number,
  columns: number,
  length: number,
  sign: number,
): void {
  for (let k = 0; k < length; k++) {
    const from = at + k * stride;
    for (let j = 0; j < columns; j++) out[j * DEPTH + k] = sign * source[from + j];
  }
}

/**
 * Subtracts the products of the strip's four rows with four of the panel from a tile of C. Written out on purpose, as
 * `tile4x4` of product.ts.
 */
function tile(
  c: Float64Array,
  cAt: number,
  cStride: number,
  b0: number,
  bStride: number,
  length: number,
): void {
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
    const x0 = strip[k];
    const x1 = strip[DEPTH + k];
    const x2 = strip[2 * DEPTH + k];
    const x3 = strip[3 * DEPTH + k];
    let y = panel[b0 + k];
    s00 += x0 * y;
    s10 += x1 * y;
    s20 += x2 * y;
    s30 += x3 * y;
    y = panel[b1 + k];
    s01 += x0 * y;
    s11 += x1 * y;
    s21 += x2 * y;
    s31 += x3 * y;
    y = panel[b2 + k];
    s02 += x0 * y;
    s12 += x1 * y;
    s22 += x2 * y;
    s32 += x3 * y;
    y = panel[b3 + k];
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
