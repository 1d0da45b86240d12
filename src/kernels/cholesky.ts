import { inside, part } from './matrix-part';
import { subtractProductTransposed } from './product';
import { awaitCount, countsLength, ownCounts, raiseCount, runTiles, type TileStage } from './tiles';
import { factorBlock, solveForward, subtractOwnProduct } from './triangular';

/** Side of the square blocks that factorisation and inversion walk in. */
export const BLOCK = 64;
/** Block rows that one tile of a factorisation takes. */
const ROWS = 2;
/** Rows of a product between two yields. */
const STRETCH = 512;

/** Block rows of an n × n matrix: what a factorisation counts, one number each. */
export function blockRows(n: number): number {
  return Math.ceil(n / BLOCK);
}

/**
 * Factors a symmetric positive definite matrix in place: afterwards its lower triangle, diagonal included, holds L
 * with L·Lᵀ = the matrix. The upper triangle outside of the diagonal blocks is left as it was.
 *
 * @param matrix row-major, n × n; only the lower triangle is read.
 * @throws RangeError when a pivot is not positive.
 * Yields the finished share. n³/3 operations; the order of summation depends on n alone.
 */
export function* factorCholesky(matrix: Float64Array, n: number): Generator<number, void> {
  const counts = new Int32Array(countsLength(blockRows(n)));
  yield* runTiles([choleskyStage(matrix, n, ownCounts(counts))], counts);
}

/**
 * The factorisation in tiles, column of blocks by column of blocks. The first tile of a column also factors the
 * diagonal block of the next one, so that no thread ever has to wait for a column to end.
 *
 * @param done a number for each block row, zeros at first: how many of its blocks are final.
 */
export function choleskyStage(matrix: Float64Array, n: number, done: Int32Array): TileStage {
  const blocks = blockRows(n);
  const tiles: { readonly k: number; readonly from: number; readonly to: number }[] = [
    { k: -1, from: 0, to: 0 },
  ];
  for (let k = 0; k + 1 < blocks; k++) {
    tiles.push({ k, from: k + 1, to: k + 2 });
    for (let from = k + 2; from < blocks; from += ROWS)
      tiles.push({ k, from, to: Math.min(blocks, from + ROWS) });
  }
  const diagonal = (i: number): void => {
    const at = i * BLOCK;
    const size = Math.min(BLOCK, n - at);
    const block = part(matrix, at * n + at, n);
    subtractOwnProduct(block, part(matrix, at * n, n), size, at);
    factorBlock(block, size);
    raiseCount(done, i, i + 1);
  };
  const run = (t: number): readonly [] => {
    const { k, from, to } = tiles[t];
    if (k < 0) diagonal(0);
    else {
      awaitCount(done, k, k + 1);
      for (let i = from; i < to; i++) awaitCount(done, i, k);
      const column = k * BLOCK;
      const own = part(matrix, from * BLOCK * n, n);
      const rows = Math.min(to * BLOCK, n) - from * BLOCK;
      const l = part(matrix, column * n, n);
      const below = inside(own, 0, column);
      subtractProductTransposed(below, own, l, rows, BLOCK, column);
      solveForward(below, rows, inside(l, 0, column), BLOCK);
      for (let i = from; i < to; i++) raiseCount(done, i, k + 1);
      if (from === k + 1) diagonal(from);
    }
    return [];
  };
  return { count: n === 0 ? 0 : tiles.length, run };
}

/** How many numbers of scratch `inverseStages` shares among its threads. */
export function cornersLength(n: number): number {
  return n * BLOCK;
}

/**
 * The inverse from the factor, in tiles and in its place: `matrix` holds L at first and the whole inverse at last. In
 * between, L⁻ᵀ lies above the diagonal, where L has nothing; only the blocks on the diagonal, which both need, lie
 * elsewhere. So a large inverse takes its own memory and hardly more.
 *
 * @param corners `cornersLength(n)` numbers, whatever they are, that all threads see.
 */
export function inverseStages(matrix: Float64Array, corners: Float64Array, n: number): TileStage[] {
  const blocks = blockRows(n);
  // The products over rows in the middle take longest: first come those, so that the last tiles are short.
  const order = Array.from({ length: blocks }, (_, i) => i);
  order.sort((x, y) => (y + 1) * (blocks - y) - (x + 1) * (blocks - x) || x - y);
  // What one thread works in, tile after tile.
  let own: Float64Array | null = null;
  const scratch = (): Float64Array => (own ??= new Float64Array(BLOCK * Math.max(n, STRETCH)));
  return [
    { count: blocks, run: (i) => invertFactorRows(matrix, corners, scratch(), n, i) },
    { count: blocks, run: (t) => multiplyRows(matrix, corners, scratch(), n, order[t]) },
    mirrorStage(matrix, n),
  ];
}

/** Block row i of L⁻ᵀ, from its diagonal on: its first block goes to `corners`, the others above the diagonal. */
function* invertFactorRows(
  matrix: Float64Array,
  corners: Float64Array,
  rows: Float64Array,
  n: number,
  i: number,
): Generator<void> {
  const first = i * BLOCK;
  const count = Math.min(BLOCK, n - first);
  rows.fill(0, 0, count * n);
  for (let r = 0; r < count; r++) rows[r * n + r] = 1;
  for (let k = first; k < n; k += BLOCK) {
    const size = Math.min(BLOCK, n - k);
    const x = part(rows, k - first, n);
    const l = part(matrix, k * n, n);
    subtractProductTransposed(x, part(rows, 0, n), inside(l, 0, first), count, size, k - first);
    solveForward(x, count, inside(l, 0, k), size);
    yield;
  }
  for (let r = 0; r < count; r++) {
    const row = rows.subarray(r * n, r * n + n - first);
    corners.set(row.subarray(0, count), first * BLOCK + r * BLOCK);
    matrix.set(row.subarray(count), (first + r) * n + first + count);
  }
}

/** The inverse's rows of block i up to their diagonal, where nothing of L is needed any more. */
function* multiplyRows(
  matrix: Float64Array,
  corners: Float64Array,
  products: Float64Array,
  n: number,
  i: number,
): Generator<void> {
  const first = i * BLOCK;
  const width = Math.min(BLOCK, n - first);
  const end = first + width;
  for (let r = 0; r < width; r++) {
    const from = first * BLOCK + r * BLOCK;
    matrix.set(corners.subarray(from, from + width), (first + r) * n + first);
  }
  const own = part(matrix, first * n + first, n);
  for (let from = 0; from < end; from += STRETCH) {
    const to = Math.min(end, from + STRETCH);
    products.fill(0, 0, (to - from) * width);
    const rows = part(matrix, from * n + first, n);
    subtractProductTransposed(part(products, 0, width), rows, own, to - from, width, n - first);
    for (let c = first; c < end; c++) {
      for (let r = from; r < Math.min(to, c + 1); r++)
        matrix[c * n + r] = -products[(r - from) * width + c - first];
    }
    yield;
  }
}

/** Copies the lower triangle of a square matrix into the upper one, block row by block row. */
export function mirrorStage(matrix: Float64Array, n: number): TileStage {
  const run = (tile: number): readonly [] => {
    const [from, to] = [tile * BLOCK, Math.min(n, (tile + 1) * BLOCK)];
    // Along the rows that are read: there are many more of them.
    for (let j = from + 1; j < n; j++)
      for (let i = from; i < Math.min(to, j); i++) matrix[i * n + j] = matrix[j * n + i];
    return [];
  };
  return { count: blockRows(n), run };
}

/** Solves A·x = b for a small symmetric positive definite A (n below about 64), which is overwritten. */
export function solveSmall(matrix: Float64Array, b: Float64Array, n: number): Float64Array<ArrayBuffer> {
  factorBlock(part(matrix, 0, n), n);
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
