import { BLOCK, blockRows, choleskyStage, cornersLength, inverseStages } from './cholesky';
import { transposeWeighed, type WeighedRows } from './ease';
import { gramStage, type PlacedRows } from './gram-tiles';
import { countsLength, ownCounts, type Memory, type TileStage } from './tiles';

/** A solve over items, laid out for one thread or several. */
export interface EaseWork extends PlacedRows {
  readonly matrix: Float64Array;
  readonly corners: Float64Array;
  /** What comes out, square over the items. */
  readonly weights: Float32Array;
  readonly counts: Int32Array;
}

/** @param items that take part, ascending. Items² numbers in double precision and as many in single. */
export function layOutEase(userItems: WeighedRows, items: Int32Array, memory: Memory): EaseWork {
  const n = items.length;
  const place = new Int32Array(userItems.nCols).fill(-1);
  items.forEach((item, at) => {
    place[item] = at;
  });
  const ptr = memory.int32(userItems.nRows + 1);
  for (let u = 0; u < userItems.nRows; u++) {
    ptr[u + 1] = ptr[u];
    for (let e = userItems.indptr[u]; e < userItems.indptr[u + 1]; e++)
      if (place[userItems.indices[e]] >= 0) ptr[u + 1]++;
  }
  const places = memory.int32(ptr[userItems.nRows]);
  const values = memory.float32(places.length);
  for (let e = 0, to = 0; e < userItems.indices.length; e++) {
    const at = place[userItems.indices[e]];
    if (at < 0) continue;
    places[to] = at;
    values[to++] = userItems.values[e];
  }
  const [matrix, corners] = [memory.float64(n * n), memory.float64(cornersLength(n))];
  const counts = memory.int32(countsLength(blockRows(n)));
  return { ptr, places, values, matrix, corners, weights: memory.float32(n * n), counts };
}

export function easeStages(work: EaseWork, lambda: number): TileStage[] {
  const { matrix, corners, weights, counts } = work;
  const n = Math.sqrt(weights.length);
  const weigh = (tile: number): readonly [] => {
    for (let i = tile * BLOCK; i < Math.min(n, (tile + 1) * BLOCK); i++)
      for (let j = 0; j < n; j++) weights[i * n + j] = i === j ? 0 : -matrix[i * n + j] / matrix[j * n + j];
    return [];
  };
  return [
    gramStage(work, matrix, n, lambda),
    choleskyStage(matrix, n, ownCounts(counts)),
    ...inverseStages(matrix, corners, n),
    { count: blockRows(n), run: weigh },
  ];
}

/** A solve over users, laid out for one thread or several. */
export interface DualEaseWork extends PlacedRows {
  /** Users × users; the inverse at last. */
  readonly matrix: Float64Array;
  readonly corners: Float64Array;
  /** What comes out, besides: the diagonal of P, per item. */
  readonly diagonal: Float64Array;
  readonly counts: Int32Array;
}

export function layOutDualEase(userItems: WeighedRows, memory: Memory): DualEaseWork {
  const n = userItems.nRows;
  const itemUsers = transposeWeighed(userItems);
  const [ptr, places] = [memory.int32(itemUsers.nRows + 1), memory.int32(itemUsers.indices.length)];
  const values = memory.float32(places.length);
  ptr.set(itemUsers.indptr);
  places.set(itemUsers.indices);
  values.set(itemUsers.values);
  const [matrix, corners] = [memory.float64(n * n), memory.float64(cornersLength(n))];
  const counts = memory.int32(countsLength(blockRows(n)));
  return { ptr, places, values, matrix, corners, diagonal: memory.float64(userItems.nCols), counts };
}

/** Items whose diagonal one tile computes. */
const ITEMS = 256;

export function dualEaseStages(work: DualEaseWork, lambda: number): TileStage[] {
  const { matrix, corners, diagonal, counts } = work;
  const n = Math.sqrt(matrix.length);
  const diagonals = (tile: number): readonly [] => {
    const to = Math.min(diagonal.length, (tile + 1) * ITEMS);
    for (let i = tile * ITEMS; i < to; i++) diagonal[i] = (1 - ownSum(work, n, i)) / lambda;
    return [];
  };
  return [
    gramStage(work, matrix, n, lambda),
    choleskyStage(matrix, n, ownCounts(counts)),
    ...inverseStages(matrix, corners, n),
    { count: Math.ceil(diagonal.length / ITEMS), run: diagonals },
  ];
}

/** xᵀ·(XXᵀ + λI)⁻¹·x of one item's column x. */
function ownSum({ ptr, places, values, matrix }: DualEaseWork, n: number, item: number): number {
  let sum = 0;
  for (let p = ptr[item]; p < ptr[item + 1]; p++) {
    const row = places[p] * n;
    for (let q = ptr[item]; q < ptr[item + 1]; q++) sum += values[p] * values[q] * matrix[row + places[q]];
  }
  return sum;
}
