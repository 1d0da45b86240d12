import { BLOCK, blockRows } from './cholesky';
import { subtractProductTransposed } from './product';
import { countsLength, runTiles, type TileStage } from './tiles';
import { solveBackward, solveForward } from './triangular';

/** Right-hand sides that are solved together. */
const SIDES = 128;
/** Blocks between two yields. */
const STEPS = 3;

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
  yield* runTiles([mirrorStage(factor, n), solveStage(factor, n, b, m)], new Int32Array(countsLength(0)));
}

/** Copies the lower triangle into the upper one, block row by block row. */
export function mirrorStage(matrix: Float64Array, n: number): TileStage {
  const run = (tile: number): readonly [] => {
    const [from, to] = [tile * BLOCK, Math.min(n, (tile + 1) * BLOCK)];
    for (let i = from; i < to; i++) for (let j = i + 1; j < n; j++) matrix[i * n + j] = matrix[j * n + i];
    return [];
  };
  return { count: blockRows(n), run };
}

/** The solutions in tiles of some right-hand sides each, once the factor is mirrored. */
export function solveStage(factor: Float64Array, n: number, b: Float64Array, m: number): TileStage {
  return {
    count: Math.ceil(m / SIDES),
    run: (tile) => solveSides(factor, n, b, tile * SIDES, Math.min(SIDES, m - tile * SIDES)),
  };
}

function* solveSides(
  l: Float64Array,
  n: number,
  b: Float64Array,
  from: number,
  count: number,
): Generator<void> {
  const at = from * n;
  for (let k = 0; k < n; k += BLOCK) {
    const size = Math.min(BLOCK, n - k);
    subtractProductTransposed(b, at + k, n, b, at, n, l, k * n, n, count, size, k);
    solveForward(b, at + k, n, count, l, k * n + k, n, size);
    if (k % (STEPS * BLOCK) === 0) yield;
  }
  for (let k = BLOCK * Math.floor((n - 1) / BLOCK); k >= 0; k -= BLOCK) {
    const size = Math.min(BLOCK, n - k);
    const after = k + size;
    const row = k * n + after;
    subtractProductTransposed(b, at + k, n, b, at + after, n, l, row, n, count, size, n - after);
    solveBackward(b, at + k, n, count, l, k * n + k, n, size);
    if (k % (STEPS * BLOCK) === 0) yield;
  }
}
