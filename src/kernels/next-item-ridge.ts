import { BLOCK, blockRows, choleskyStage, mirrorStage } from './cholesky';
import { solveStage } from './solve-factored';
import { countsLength, ownCounts, type Memory, type TileStage } from './tiles';

/** Histories that a ridge is fitted on: rows by user, oldest first. */
export interface RidgeRows {
  readonly userPtr: Int32Array;
  readonly items: Int32Array;
  /** How much each row counts as something that came next; null = all 1. */
  readonly rowWeight: Float32Array | null;
}

export interface RidgeShape {
  /** Weight of the k-th newest item of a context is decay^k. */
  readonly decay: number;
  readonly lambda: number;
}

/** Shares of a context under this are left out. */
const SMALLEST = 1e-3;
/** Rows between two yields. */
const ROWS_A_STEP = 4096;

/** A ridge laid out for one thread or several. What comes out is `weights`. */
export interface RidgeWork {
  /** Place of each row's item among those that take part; −1 = none. */
  readonly places: Int32Array;
  /** First row of each row's user. */
  readonly starts: Int32Array;
  /** Sum over all contexts that end with the row or later, as `layOutRidge` says; and the weight of what follows. */
  readonly gains: Float64Array;
  readonly nextWeights: Float32Array;
  /** Rows that something follows, by the block of 64 places of their own item, and by that of the next. */
  readonly newestPtr: Int32Array;
  readonly newestRows: Int32Array;
  readonly nextPtr: Int32Array;
  readonly nextRows: Int32Array;
  /** decay^k while it counts. */
  readonly powers: Float64Array;
  /** A, then its factor; and Cᵀ, a row per next item, then the solution. */
  readonly matrix: Float64Array;
  readonly sides: Float64Array;
  readonly weights: Float32Array;
  readonly counts: Int32Array;
}

/**
 * Ridge regression of the next item on the decayed bag of the items before it: W = (A + λI)⁻¹·C with A = Σ x·xᵀ and
 * C = Σ x·yᵀ over all rows that have one before them, as `ridgeStages` fit it.
 *
 * A pair of places a ≤ b of one history adds decay^(b − a)·g_b to A, where g_b = w_(b+1) + decay²·g_(b+1) sums over
 * all the contexts that hold both; so a row costs one pass over its context and not over its square.
 *
 * @param items that take part, ascending. Items² numbers in double precision, twice, and once in single. What comes out
 *   is n × n, row-major: row = item of the history, column = next item. n³/3 + 2n³ operations and the pass over the rows.
 */
export function layOutRidge(
  { userPtr, items: rowItems, rowWeight }: RidgeRows,
  items: Int32Array,
  nItems: number,
  decay: number,
  memory: Memory,
): RidgeWork {
  const n = items.length;
  const nRows = rowItems.length;
  const place = new Int32Array(nItems).fill(-1);
  items.forEach((item, at) => {
    place[item] = at;
  });
  const [places, starts, gains] = [memory.int32(nRows), memory.int32(nRows), memory.float64(nRows)];
  const nextWeights = memory.float32(nRows);
  const newest = new Blocks(n, nRows);
  const next = new Blocks(n, nRows);
  for (let u = 0; u + 1 < userPtr.length; u++) {
    for (let p = userPtr[u]; p < userPtr[u + 1]; p++) {
      places[p] = place[rowItems[p]];
      starts[p] = userPtr[u];
    }
    let gain = 0;
    for (let p = userPtr[u + 1] - 2; p >= userPtr[u]; p--) {
      nextWeights[p] = rowWeight === null ? 1 : rowWeight[p + 1];
      gain = nextWeights[p] + decay * decay * gain;
      gains[p] = gain;
    }
    for (let p = userPtr[u]; p + 1 < userPtr[u + 1]; p++) {
      newest.count(p, places[p]);
      next.count(p, places[p + 1]);
    }
  }
  const powers = [1];
  while (powers[powers.length - 1] * decay >= SMALLEST && powers.length < 1000)
    powers.push(powers[powers.length - 1] * decay);
  const byNewest = newest.sorted(memory);
  const byNext = next.sorted(memory);
  const reach = memory.float64(powers.length);
  reach.set(powers);
  return {
    ...{ places, starts, gains, nextWeights, powers: reach },
    ...{ newestPtr: byNewest.ptr, newestRows: byNewest.rows, nextPtr: byNext.ptr, nextRows: byNext.rows },
    ...{ matrix: memory.float64(n * n), sides: memory.float64(n * n), weights: memory.float32(n * n) },
    counts: memory.int32(countsLength(blockRows(n))),
  };
}

/** Rows by blocks of 64 places, in their order within each. */
class Blocks {
  private readonly blockOf: Int32Array;
  private readonly sizes: Int32Array;

  constructor(n: number, nRows: number) {
    this.blockOf = new Int32Array(nRows).fill(-1);
    this.sizes = new Int32Array(blockRows(n) + 1);
  }

  count(row: number, place: number): void {
    if (place < 0) return;
    const block = Math.floor(place / BLOCK);
    this.blockOf[row] = block;
    this.sizes[block + 1]++;
  }

  sorted(memory: Memory): { readonly ptr: Int32Array; readonly rows: Int32Array } {
    const ptr = memory.int32(this.sizes.length);
    for (let block = 1; block < ptr.length; block++) ptr[block] = ptr[block - 1] + this.sizes[block];
    const rows = memory.int32(ptr[ptr.length - 1]);
    const to = ptr.slice();
    this.blockOf.forEach((block, row) => {
      if (block >= 0) rows[to[block]++] = row;
    });
    return { ptr, rows };
  }
}

export function ridgeStages(work: RidgeWork, lambda: number): TileStage[] {
  const { matrix, sides, weights, counts } = work;
  const n = Math.sqrt(weights.length);
  const count = blockRows(n);
  const fold = (tile: number): readonly [] => {
    for (let i = tile * BLOCK; i < Math.min(n, (tile + 1) * BLOCK); i++) {
      for (let j = 0; j < i; j++) matrix[i * n + j] += matrix[j * n + i];
      matrix[i * n + i] += lambda;
    }
    return [];
  };
  const turn = (tile: number): readonly [] => {
    for (let i = tile * BLOCK; i < Math.min(n, (tile + 1) * BLOCK); i++)
      for (let j = 0; j < n; j++) weights[i * n + j] = sides[j * n + i];
    return [];
  };
  return [
    { count, run: (tile) => addRows(work, n, tile) },
    { count, run: fold },
    choleskyStage(matrix, n, ownCounts(counts)),
    mirrorStage(matrix, n),
    solveStage(matrix, n, sides, n),
    { count, run: turn },
  ];
}

/** What all rows add to 64 rows of A, by newest item and older one, and to as many of Cᵀ. */
function* addRows(work: RidgeWork, n: number, tile: number): Generator<void> {
  const { places, starts, gains, nextWeights, powers, matrix, sides } = work;
  const { newestPtr, newestRows, nextPtr, nextRows } = work;
  for (let at = newestPtr[tile]; at < newestPtr[tile + 1]; at++) {
    const p = newestRows[at];
    const own = places[p];
    const row = own * n;
    const gain = gains[p];
    matrix[row + own] += gain;
    for (let s = p - 1, from = Math.max(starts[p], p - powers.length + 1); s >= from; s--) {
      const older = places[s];
      // An item that comes twice makes two ordered pairs of one place.
      if (older >= 0) matrix[row + older] += (older === own ? 2 : 1) * powers[p - s] * gain;
    }
    if (at % ROWS_A_STEP === 0) yield;
  }
  for (let at = nextPtr[tile]; at < nextPtr[tile + 1]; at++) {
    const p = nextRows[at];
    const row = places[p + 1] * n;
    const weight = nextWeights[p];
    for (let s = p, from = Math.max(starts[p], p - powers.length + 1); s >= from; s--) {
      if (places[s] >= 0) sides[row + places[s]] += weight * powers[p - s];
    }
    if (at % ROWS_A_STEP === 0) yield;
  }
}
