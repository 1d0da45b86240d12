import type { TrainingData } from '../../src/domain/histories';
import { Rng } from '../../src/kernels/rng';

/** Histories by user as training data without metadata: row k of a user happens at second `stepSec`·k. */
export function trainingDataOf(
  histories: readonly (readonly number[])[],
  nItems: number,
  stepSec = 60,
): TrainingData {
  const userPtr = new Int32Array(histories.length + 1);
  histories.forEach((items, u) => {
    userPtr[u + 1] = userPtr[u] + items.length;
  });
  const items = Int32Array.from(histories.flat());
  return {
    nUsers: histories.length,
    nItems,
    userPtr,
    items,
    timestampSec: Float64Array.from(histories.flatMap((own) => own.map((_, k) => k * stepSec))),
    eventType: new Uint16Array(items.length).fill(0xffff),
    itemRank: Int32Array.from({ length: nItems }, (_, i) => i),
    itemColumns: [],
    userColumns: [],
  };
}

/**
 * A board of n users and n items: user u has, in random order, every item of the colour of u but item u. What is
 * missing on the diagonal is what should be recommended.
 */
export function checkerboard(n: number): TrainingData {
  const rng = new Rng(11, 'checkerboard');
  const histories = Array.from({ length: n }, (_, u) => {
    const own = Array.from({ length: n }, (_unused, i) => i).filter((i) => i % 2 === u % 2 && i !== u);
    return rng.shuffle(own);
  });
  return trainingDataOf(histories, n);
}
