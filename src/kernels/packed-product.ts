import { strided, type MatrixPart, type Strided } from './matrix-part';

/** Inner steps that one pass works on, and columns of C at so many: the strip of B that belongs to them stays in the caches. */
const SIDE = 64;
const DEPTH = 128;
/** Numbers of a matrix that is held, at most. */
const MOST_HELD = 128 * DEPTH;

/**
 * Strips of A (4 rows) and B (64 rows, or more that are short), copied together. Arrays of the module are known to the engine when it
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
  const [left, right] = [strided(a.values, a.at, a.stride), strided(b.values, b.at, b.stride)];
  subtractWhole(c.values, c.at, c.stride, left, 1, right, m, n, depth);
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
  subtractWhole(c, cAt, n, strided(a, aAt, 1, m), -1, strided(b, bAt, 1, n), m, n, rows);
}

/**
 * C += A·Bᵀ, each operand at its own strides, so that a transpose costs nothing: C[i, j] += Σ_k A[i, k]·B[j, k].
 * C must lie row by row (column stride 1) and overlap neither operand.
 *
 * @param m, n, depth rows of A, rows of B, and the inner length.
 *
 * 2·m·n·depth floating-point operations in tiles of 4 × 4; the order of summation depends on the shape alone.
 */
export function addStrided(c: Strided, a: Strided, b: Strided, m: number, n: number, depth: number): void {
  const rows = m - (m % 4);
  const columns = n - (n % 4);
  subtractWhole(c.values, c.at, c.row, a, -1, b, rows, columns, depth);
  for (let k = 0; k < depth; k += DEPTH) {
    const length = Math.min(DEPTH, depth - k);
    if (columns < n) addRest(c, 0, rows, columns, n, a, b, k, length);
    if (rows < m) addRest(c, rows, m, 0, n, a, b, k, length);
  }
}

/** C −= sign · A·Bᵀ for whole tiles; the strip of A has the sign, so that one loop serves all. */
function subtractWhole(
  c: Float64Array,
  cAt: number,
  cRow: number,
  a: Strided,
  sign: number,
  b: Strided,
  m: number,
  n: number,
  depth: number,
): void {
  if (m === 0) return;
  for (let k = 0; k < depth; k += DEPTH) {
    const length = Math.min(DEPTH, depth - k);
    const side = 4 * Math.floor((SIDE * DEPTH) / (4 * length));
    for (let from = 0; from < n; from += side) {
      const columns = Math.min(side, n - from);
      pack(panel, length, b, b.at + from * b.row + k * b.column, columns, length, 1);
      for (let i = 0; i < m; i += 4) {
        pack(strip, DEPTH, a, a.at + i * a.row + k * a.column, 4, length, sign);
        const row = cAt + i * cRow + from;
        for (let j = 0; j < columns; j += 4) tile(c, row + j, cRow, j * length, length, length);
      }
    }
  }
}

/** Rows i0 … i1 and columns j0 … j1, number by number. */
function addRest(
  c: Strided,
  i0: number,
  i1: number,
  j0: number,
  j1: number,
  a: Strided,
  b: Strided,
  k0: number,
  length: number,
): void {
  for (let i = i0; i < i1; i++) {
    for (let j = j0; j < j1; j++) {
      let sum = 0;
      let p = a.at + i * a.row + k0 * a.column;
      let q = b.at + j * b.row + k0 * b.column;
      for (let k = 0; k < length; k++, p += a.column, q += b.column) sum += a.values[p] * b.values[q];
      c.values[c.at + i * c.row + j] += sum;
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
  pack(strip, DEPTH, strided(a, aAt, depth), aAt, 4, depth, 1);
  for (let j = 0; j < n; j += 4) tile(c, cAt + j, n, HELD + j * depth, depth, depth);
}

/** Copies rows of a part, times `sign`, to every `outRow` numbers; whichever of its strides is the shorter is followed inside. */
function pack(
  out: Float64Array,
  outRow: number,
  { values, row, column }: Strided,
  at: number,
  rows: number,
  length: number,
  sign: number,
): void {
  if (column <= row) {
    for (let r = 0; r < rows; r++) {
      const [from, to] = [at + r * row, r * outRow];
      for (let k = 0; k < length; k++) out[to + k] = sign * values[from + k * column];
    }
    return;
  }
  for (let k = 0; k < length; k++) {
    const from = at + k * column;
    for (let r = 0; r < rows; r++) out[r * outRow + k] = sign * values[from + r * row];
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
