import {
  blockRows,
  choleskyStage,
  cornersLength,
  inverseStages,
  mirrorStage,
} from '../../src/kernels/cholesky';
import type { DenseEase, DualEase, WeighedRows } from '../../src/kernels/ease';
import { dualEaseStages, easeStages, layOutDualEase, layOutEase } from '../../src/kernels/fit-ease';
import { solveStage } from '../../src/kernels/solve-factored';
import { countsLength, ownCounts, plainMemory, runTiles } from '../../src/kernels/tiles';
import { layOutRidge, ridgeStages, type RidgeRows, type RidgeShape } from '../../src/kernels/next-item-ridge';

/** Runs work to its end. */
export function run<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** Solves over items in this thread. `items` says which take part, ascending. Yields the finished share. */
export function* fitEase(
  userItems: WeighedRows,
  items: Int32Array,
  lambda: number,
): Generator<number, DenseEase> {
  const work = layOutEase(userItems, items, plainMemory);
  yield* runTiles(easeStages(work, lambda), work.counts);
  return { items, weights: work.weights };
}

/** Solves over users in this thread. */
export function* fitDualEase(userItems: WeighedRows, lambda: number): Generator<number, DualEase> {
  const work = layOutDualEase(userItems, plainMemory);
  yield* runTiles(dualEaseStages(work, lambda), work.counts);
  return { inverse: work.matrix, diagonal: work.diagonal, lambda };
}

/** Fits the next item on the bag of those before it, in this thread. */
export function* fitNextItemRidge(
  rows: RidgeRows,
  items: Int32Array,
  nItems: number,
  { decay, lambda }: RidgeShape,
): Generator<number, Float32Array> {
  const work = layOutRidge(rows, items, nItems, decay, plainMemory);
  yield* runTiles(ridgeStages(work, lambda), work.counts);
  return work.weights;
}

/** Inverse of a symmetric positive definite matrix, in its place, both triangles filled; only the lower one is read. */
export function* invertPositive(matrix: Float64Array, n: number): Generator<number, void> {
  const counts = new Int32Array(countsLength(blockRows(n)));
  const stages = [
    choleskyStage(matrix, n, ownCounts(counts)),
    ...inverseStages(matrix, new Float64Array(cornersLength(n)), n),
  ];
  yield* runTiles(stages, counts);
}

/** Solves X·(L·Lᵀ) = B: every row of `b` (m × n) is replaced by its solution. The factor's upper triangle is overwritten. */
export function* solveFactored(
  factor: Float64Array,
  n: number,
  b: Float64Array,
  m: number,
): Generator<number, void> {
  yield* runTiles([mirrorStage(factor, n), solveStage(factor, n, b, m)], new Int32Array(countsLength(0)));
}
