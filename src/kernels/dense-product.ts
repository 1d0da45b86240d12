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
  subtractProductTransposed(c, cAt, n, a, aAt, depth, negB, 0, depth, m, n, depth);
}

/** C += Aᵀ·B with A rows × m and B rows × n, both from their beginning; C m × n from `cAt`. Copies both operands. */
export function addTransposedProduct(
  c: Float64Array,
  cAt: number,
  a: Float64Array,
  b: Float64Array,
  rows: number,
  m: number,
  n: number,
): void {
  if (rows === 0) return;
  const aT = new Float64Array(m * rows);
  for (let i = 0; i < rows; i++) for (let j = 0; j < m; j++) aT[j * rows + i] = a[i * m + j];
  const bT = new Float64Array(n * rows);
  negatedTranspose(b, 0, rows, n, bT);
  subtractProductTransposed(c, cAt, n, aT, 0, rows, bT, 0, rows, m, n, rows);
}
