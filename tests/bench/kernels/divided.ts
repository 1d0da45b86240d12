import { blockRows, choleskyStage, mirrorStage } from '../../../src/kernels/cholesky';
import { part } from '../../../src/kernels/matrix-part';
import { subtractProductTransposed } from '../../../src/kernels/product';
import { solveStage } from '../../../src/kernels/solve-factored';
import { countsLength, ownCounts, type TileStage } from '../../../src/kernels/tiles';
import { positive } from './dense';
import { filled } from './kernel';

/** Square matrices in memory that threads share, and the counts by which they divide the tiles. */
export interface Shared {
  readonly n: number;
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly counts: Int32Array;
}

const TILE = 64;

/** A kernel that threads do together. */
interface Divided {
  readonly flops: (n: number) => number;
  readonly fill: (shared: Shared) => void;
  readonly stages: (shared: Shared) => TileStage[];
}

/** Rows of C −= A·Aᵀ by tiles of 64; with `lower`, no further than the diagonal. */
function productStage({ n, a, b }: Shared, lower: boolean): TileStage {
  const run = (tile: number): readonly [] => {
    const from = tile * TILE;
    const rows = Math.min(TILE, n - from);
    const columns = lower ? from + rows : n;
    const [own, all] = [part(a, from * n, n), part(a, 0, n)];
    subtractProductTransposed(part(b, from * n, n), own, all, rows, columns, n);
    return [];
  };
  return { count: Math.ceil(n / TILE), run };
}

const fillDense = ({ a, b }: Shared): void => {
  a.set(filled(a.length));
  b.fill(0);
};
const fillPositive = ({ n, a, b }: Shared): void => {
  a.set(positive(n));
  b.set(filled(b.length));
};

export const divided: ReadonlyMap<string, Divided> = new Map<string, Divided>([
  [
    'product',
    { flops: (n) => 2 * n ** 3, fill: fillDense, stages: (shared) => [productStage(shared, false)] },
  ],
  ['gram', { flops: (n) => n ** 3, fill: fillDense, stages: (shared) => [productStage(shared, true)] }],
  [
    'cholesky',
    {
      flops: (n) => n ** 3 / 3,
      fill: fillPositive,
      stages: ({ n, a, counts }) => [choleskyStage(a, n, ownCounts(counts))],
    },
  ],
  [
    'solve',
    {
      flops: (n) => 2 * n ** 3,
      // The lower triangle of a matrix whose diagonal outweighs the rest serves as a factor.
      fill: fillPositive,
      stages: ({ n, a, b }) => [mirrorStage(a, n), solveStage(a, n, b, n)],
    },
  ],
]);

export function shareSquares(n: number): Shared {
  const square = () => new Float64Array(new SharedArrayBuffer(8 * n * n));
  const counts = new Int32Array(new SharedArrayBuffer(4 * countsLength(blockRows(n))));
  return { n, a: square(), b: square(), counts };
}
