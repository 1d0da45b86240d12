import { subtractProductTransposed } from './product';

/** Side of the square blocks that factorisation and inversion walk in; one block row is one step of progress. */
const BLOCK = 64;

/**
 * Factors a symmetric positive definite matrix in place: afterwards its lower triangle, diagonal included, holds L
 * with L·Lᵀ = the matrix. The upper triangle is left as it was.
 *
 * @param matrix row-major, n × n; only the lower triangle is read.
 * @throws RangeError when a pivot is not positive.
 * Yields the finished share after each block row, so that callers can look up at least every few milliseconds.
 * n³/3 operations; the order of summation depends on n alone.
 */
export function* factorCholesky(matrix: Float64Array, n: number): Generator<number, void> {
  for (let k = 0; k < n; k += BLOCK) {
    const size = Math.min(BLOCK, n - k);
    for (let i = k; i < n; i += BLOCK) {
      const rows = Math.min(BLOCK, n - i);
      subtractProductTransposed(matrix, i * n + k, n, matrix, i * n, n, matrix, k * n, n, rows, size, k);
      if (i === k) factorBlock(matrix, n, k, size);
      else solveBlock(matrix, i * n + k, n, rows, matrix, k * n + k, n, size);
    }
    yield share(k + size, n);
  }
}

function share(done: number, all: number): number {
  return 1 - powerOfThree(1 - done / all);
}

function powerOfThree(x: number): number {
  return x * x * x;
}

function factorBlock(l: Float64Array, n: number, at: number, size: number): void {
  for (let j = at; j < at + size; j++) {
    let pivot = l[j * n + j];
    for (let k = at; k < j; k++) pivot -= l[j * n + k] * l[j * n + k];
    if (!(pivot > 0)) throw new RangeError(`matrix is not positive definite at row ${j}`);
    const root = Math.sqrt(pivot);
    l[j * n + j] = root;
    for (let i = j + 1; i < at + size; i++) {
      let sum = l[i * n + j];
      for (let k = at; k < j; k++) sum -= l[i * n + k] * l[j * n + k];
      l[i * n + j] = sum / root;
    }
  }
}

/** X·Lᵀ = B for one lower triangular block: every row of B (rows × size) is replaced by its solution. */
function solveBlock(
  b: Float64Array,
  bAt: number,
  bStride: number,
  rows: number,
  l: Float64Array,
  lAt: number,
  lStride: number,
  size: number,
): void {
  for (let i = 0; i < rows; i++) {
    const row = bAt + i * bStride;
    for (let j = 0; j < size; j++) {
      let sum = b[row + j];
      const lRow = lAt + j * lStride;
      for (let k = 0; k < j; k++) sum -= b[row + k] * l[lRow + k];
      b[row + j] = sum / l[lRow + j];
    }
  }
}

/**
 * Inverse of a symmetric positive definite matrix, both triangles filled.
 *
 * @param matrix row-major, n × n; overwritten with its factor.
 * @returns a fresh matrix. @throws RangeError when it is not positive definite.
 * About n³ multiply-adds in all.
 */
export function* invertPositive(
  matrix: Float64Array,
  n: number,
): Generator<number, Float64Array<ArrayBuffer>> {
  for (const done of factorCholesky(matrix, n)) yield done / 3;
  // Row i of `rows` becomes column i of L⁻¹, zero before place i.
  const rows = new Float64Array(n * n);
  for (let i = 0; i < n; i++) rows[i * n + i] = 1;
  for (let k = 0; k < n; k += BLOCK) {
    const size = Math.min(BLOCK, n - k);
    for (let i = 0; i <= k; i += BLOCK) {
      const count = Math.min(BLOCK, n - i);
      subtractProductTransposed(
        rows,
        i * n + k,
        n,
        rows,
        i * n + i,
        n,
        matrix,
        k * n + i,
        n,
        count,
        size,
        k - i,
      );
      solveBlock(rows, i * n + k, n, count, matrix, k * n + k, n, size);
    }
    yield (1 + (k + size) / n) / 3;
  }
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i += BLOCK) {
    const height = Math.min(BLOCK, n - i);
    for (let j = 0; j <= i; j += BLOCK) {
      const width = Math.min(BLOCK, n - j);
      subtractProductTransposed(
        inverse,
        i * n + j,
        n,
        rows,
        i * n + i,
        n,
        rows,
        j * n + i,
        n,
        height,
        width,
        n - i,
      );
    }
    yield (2 + (i + height) / n) / 3;
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const value = -inverse[i * n + j];
      inverse[i * n + j] = value;
      inverse[j * n + i] = value;
    }
  }
  return inverse;
}

/** Solves A·x = b for a small symmetric positive definite A (n below about 64), which is overwritten. */
export function solveSmall(matrix: Float64Array, b: Float64Array, n: number): Float64Array<ArrayBuffer> {
  factorBlock(matrix, n, 0, n);
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] -= matrix[i * n + k] * x[k];
    x[i] /= matrix[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= matrix[k * n + i] * x[k];
    x[i] /= matrix[i * n + i];
  }
  return x;
}
