import { BLOCK, blockRows } from './cholesky';
import type { TileStage } from './tiles';

/** Rows of places in a square matrix, ascending in each row, with one value each. */
export interface PlacedRows {
  readonly ptr: Int32Array;
  readonly places: Int32Array;
  readonly values: Float32Array;
}

/** Rows between two yields. */
const ROWS_A_STEP = 4096;

/**
 * XᵀX + λI of sparse rows, its lower triangle, in tiles of 64 rows of the result: a pair of places adds the product of
 * their values, row after row in every cell.
 *
 * @param matrix n × n, zeros at first.
 */
export function gramStage(rows: PlacedRows, matrix: Float64Array, n: number, lambda: number): TileStage {
  return { count: blockRows(n), run: (tile) => addRows(rows, matrix, n, lambda, tile * BLOCK) };
}

function* addRows(
  { ptr, places, values }: PlacedRows,
  matrix: Float64Array,
  n: number,
  lambda: number,
  from: number,
): Generator<void> {
  const to = Math.min(n, from + BLOCK);
  for (let r = 0; r + 1 < ptr.length; r++) {
    const end = ptr[r + 1];
    for (let a = firstFrom(places, ptr[r], end, from); a < end && places[a] < to; a++) {
      const row = places[a] * n;
      const value = values[a];
      for (let b = ptr[r]; b <= a; b++) matrix[row + places[b]] += value * values[b];
    }
    if (r % ROWS_A_STEP === ROWS_A_STEP - 1) yield;
  }
  for (let i = from; i < to; i++) matrix[i * n + i] += lambda;
}

/** The first position from `low` to `high` whose place is not below `least`. */
function firstFrom(places: Int32Array, low: number, high: number, least: number): number {
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle] < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
