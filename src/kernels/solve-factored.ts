import { BLOCK } from './cholesky';
import { inside, part } from './matrix-part';
import { subtractProductTransposed } from './product';
import type { TileStage } from './tiles';
import { solveBackward, solveForward } from './triangular';

/** Right-hand sides that are solved together. */
const SIDES = 128;
/** Blocks between two yields. */
const STEPS = 3;

/**
 * Solves X·(L·Lᵀ) = B for many right-hand sides, in tiles of some each, once `mirrorStage` has copied L as `choleskyStage`
 * leaves it above the diagonal: every row of `b` (m × n) is replaced by its solution.
 * 2·m·n² operations.
 */
export function solveStage(factor: Float64Array, n: number, b: Float64Array, m: number): TileStage {
  return {
    count: Math.ceil(m / SIDES),
    run: (tile) => solveSides(factor, n, b, tile * SIDES, Math.min(SIDES, m - tile * SIDES)),
  };
}

function* solveSides(
  factor: Float64Array,
  n: number,
  sides: Float64Array,
  from: number,
  count: number,
): Generator<void> {
  const [l, b] = [part(factor, 0, n), part(sides, from * n, n)];
  for (let k = 0; k < n; k += BLOCK) {
    const size = Math.min(BLOCK, n - k);
    const x = inside(b, 0, k);
    subtractProductTransposed(x, b, inside(l, k), count, size, k);
    solveForward(x, count, inside(l, k, k), size);
    if (k % (STEPS * BLOCK) === 0) yield;
  }
  for (let k = BLOCK * Math.floor((n - 1) / BLOCK); k >= 0; k -= BLOCK) {
    const size = Math.min(BLOCK, n - k);
    const after = k + size;
    const x = inside(b, 0, k);
    subtractProductTransposed(x, inside(b, 0, after), inside(l, k, after), count, size, n - after);
    solveBackward(x, count, inside(l, k, k), size);
    if (k % (STEPS * BLOCK) === 0) yield;
  }
}
