import { addPackedTransposed } from './packed-product';
import { part } from './matrix-part';
import { subtractProductTransposed } from './product';

/** −A of as many numbers as `out` holds, from `at` on. */
export function negated(a: Float64Array, at: number, out: Float64Array): void {
  for (let k = 0; k < out.length; k++) out[k] = -a[at + k];
}

/** −Aᵀ of a row-major rows × columns matrix that begins at `at`. */
export function negatedTranspose(
  a: Float64Array,
  at: number,
  rows: number,
  columns: number,
  out: Float64Array,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out[j * rows + i] = -a[at + i * columns + j];
  }
}

/** C += A·Bᵀ with A m × depth, and −B n × depth given instead of B; all dense row-major. */
export function addProduct(
  c: Float64Array,
  cAt: number,
  a: Float64Array,
  aAt: number,
  negB: Float64Array,
  m: number,
  n: number,
  depth: number,
): void {
  const tiled = m - (m % 4);
  subtractProductTransposed(part(c, cAt, n), part(a, aAt, depth), part(negB, 0, depth), tiled, n, depth);
  for (let i = tiled; i < m; i++) subtractRow(c, cAt + i * n, a, aAt + i * depth, negB, n, depth);
}

/** c −= B·a for one row: four sums at a time, so that none waits for the one before. */
function subtractRow(
  c: Float64Array,
  cAt: number,
  a: Float64Array,
  aAt: number,
  b: Float64Array,
  n: number,
  depth: number,
): void {
  let j = 0;
  for (; j + 4 <= n; j += 4) {
    const b0 = j * depth;
    const b1 = b0 + depth;
    const b2 = b1 + depth;
    const b3 = b2 + depth;
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    for (let k = 0; k < depth; k++) {
      const x = a[aAt + k];
      s0 += x * b[b0 + k];
      s1 += x * b[b1 + k];
      s2 += x * b[b2 + k];
      s3 += x * b[b3 + k];
    }
    c[cAt + j] -= s0;
    c[cAt + j + 1] -= s1;
    c[cAt + j + 2] -= s2;
    c[cAt + j + 3] -= s3;
  }
  for (; j < n; j++) {
    let sum = 0;
    for (let k = 0; k < depth; k++) sum += a[aAt + k] * b[j * depth + k];
    c[cAt + j] -= sum;
  }
}

/** Rows of both operands that one pass reads, so that a strip of each stays in the first cache. */
const STRIP = 64;

/** Rows from which on copying strips of both operands together pays, where all tiles are whole. */
const PACK_ROWS = 32;

/** C += Aᵀ·B with A rows × m and B rows × n, from `aAt` and `bAt`; C m × n from `cAt`. Copies nothing. */
export function addTransposedProduct(
  c: Float64Array,
  cAt: number,
  a: Float64Array,
  b: Float64Array,
  rows: number,
  m: number,
  n: number,
  aAt = 0,
  bAt = 0,
): void {
  if (rows >= PACK_ROWS && m % 4 === 0 && n % 4 === 0) {
    addPackedTransposed(c, cAt, a, aAt, b, bAt, rows, m, n);
    return;
  }
  for (let from = 0; from < rows; from += STRIP) {
    const length = Math.min(STRIP, rows - from);
    const a0 = aAt + from * m;
    const b0 = bAt + from * n;
    let i = 0;
    for (; i + 4 <= m; i += 4) {
      let j = 0;
      for (; j + 4 <= n; j += 4) outerTile(c, cAt + i * n + j, a, a0 + i, b, b0 + j, length, m, n);
      for (; j < n; j++) for (let r = 0; r < 4; r++) outerCell(c, cAt, a, a0, b, b0, length, m, n, i + r, j);
    }
    for (; i < m; i++) for (let j = 0; j < n; j++) outerCell(c, cAt, a, a0, b, b0, length, m, n, i, j);
  }
}

function outerCell(
  c: Float64Array,
  cAt: number,
  a: Float64Array,
  aAt: number,
  b: Float64Array,
  bAt: number,
  length: number,
  m: number,
  n: number,
  i: number,
  j: number,
): void {
  let sum = 0;
  for (let r = 0; r < length; r++) sum += a[aAt + r * m + i] * b[bAt + r * n + j];
  c[cAt + i * n + j] += sum;
}

/** Written out on purpose, as `tile4x4` of product.ts. */
function outerTile(
  c: Float64Array,
  cAt: number,
  a: Float64Array,
  aAt: number,
  b: Float64Array,
  bAt: number,
  length: number,
  m: number,
  n: number,
): void {
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
  for (let r = 0; r < length; r++) {
    const y0 = b[bAt];
    const y1 = b[bAt + 1];
    const y2 = b[bAt + 2];
    const y3 = b[bAt + 3];
    let x = a[aAt];
    s00 += x * y0;
    s01 += x * y1;
    s02 += x * y2;
    s03 += x * y3;
    x = a[aAt + 1];
    s10 += x * y0;
    s11 += x * y1;
    s12 += x * y2;
    s13 += x * y3;
    x = a[aAt + 2];
    s20 += x * y0;
    s21 += x * y1;
    s22 += x * y2;
    s23 += x * y3;
    x = a[aAt + 3];
    s30 += x * y0;
    s31 += x * y1;
    s32 += x * y2;
    s33 += x * y3;
    aAt += m;
    bAt += n;
  }
  c[cAt] += s00;
  c[cAt + 1] += s01;
  c[cAt + 2] += s02;
  c[cAt + 3] += s03;
  const c1 = cAt + n;
  c[c1] += s10;
  c[c1 + 1] += s11;
  c[c1 + 2] += s12;
  c[c1 + 3] += s13;
  const c2 = c1 + n;
  c[c2] += s20;
  c[c2 + 1] += s21;
  c[c2 + 2] += s22;
  c[c2 + 3] += s23;
  const c3 = c2 + n;
  c[c3] += s30;
  c[c3 + 1] += s31;
  c[c3 + 2] += s32;
  c[c3 + 3] += s33;
}
