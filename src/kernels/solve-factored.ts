import { subtractProductTransposed } from './product';

/** Side of the blocks, and right-hand sides that are solved together. */
const BLOCK = 64;
const SIDES = 256;

/**
 * Solves X·(L·Lᵀ) = B for many right-hand sides: every row of `b` (m × n) is replaced by its solution.
 *
 * @param factor n × n, lower triangle as `factorCholesky` leaves it; the upper triangle is overwritten.
 * Yields the finished share. 2·m·n² operations.
 */
export function* solveFactored(
  factor: Float64Array,
  n: number,
  b: Float64Array,
  m: number,
): Generator<number, void> {
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) factor[j * n + i] = factor[i * n + j];
  yield 0;
  for (let from = 0; from < m; from += SIDES) {
    const count = Math.min(SIDES, m - from);
    const at = from * n;
    for (let k = 0; k < n; k += BLOCK) {
      const size = Math.min(BLOCK, n - k);
      subtractProductTransposed(b, at + k, n, b, at, n, factor, k * n, n, count, size, k);
      forward(factor, n, k, size, b, at, count);
    }
    yield (from + count / 2) / m;
    for (let k = BLOCK * Math.floor((n - 1) / BLOCK); k >= 0; k -= BLOCK) {
      const size = Math.min(BLOCK, n - k);
      const after = k + size;
      subtractProductTransposed(
        b,
        at + k,
        n,
        b,
        at + after,
        n,
        factor,
        k * n + after,
        n,
        count,
        size,
        n - after,
      );
      backward(factor, n, k, size, b, at, count);
    }
    yield (from + count) / m;
  }
}

/** X·Lᵀ = B within one diagonal block. */
function forward(
  l: Float64Array,
  n: number,
  k: number,
  size: number,
  b: Float64Array,
  at: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const row = at + i * n;
    for (let j = k; j < k + size; j++) {
      let sum = b[row + j];
      for (let e = k; e < j; e++) sum -= b[row + e] * l[j * n + e];
      b[row + j] = sum / l[j * n + j];
    }
  }
}

/** X·L = B within one diagonal block, L read from its mirror image. */
function backward(
  l: Float64Array,
  n: number,
  k: number,
  size: number,
  b: Float64Array,
  at: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const row = at + i * n;
    for (let j = k + size - 1; j >= k; j--) {
      let sum = b[row + j];
      for (let e = j + 1; e < k + size; e++) sum -= b[row + e] * l[j * n + e];
      b[row + j] = sum / l[j * n + j];
    }
  }
}
