import type { TrainingData } from '../../src/domain/histories';
import { Rng } from '../../src/kernels/rng';
import { trainingDataOf } from './checkerboard';

const STAPLES = 20;
const PAIRS = 40;
export const VISITS = 6;
const WEEK_SEC = 7 * 86_400;

/** The item that is always taken right after another one. */
export function partnerOf(item: number): number {
  return item + PAIRS;
}

/** The two that somebody begins visits with. */
export function staplesOf(person: number): readonly [number, number] {
  return [person % STAPLES, (person * 7 + 3) % STAPLES];
}

/**
 * A shop to which people come back every week: first for one of their two staples, then, within minutes, for something
 * and for what always goes with it.
 */
export function returningShop(people = 120): TrainingData {
  const rng = new Rng(3, 'shop');
  const histories = Array.from({ length: people }, (_, person) =>
    Array.from({ length: VISITS }, () => {
      const something = STAPLES + rng.below(PAIRS);
      return [staplesOf(person)[rng.below(2)], something, partnerOf(something)];
    }).flat(),
  );
  const data = trainingDataOf(histories, STAPLES + 2 * PAIRS);
  const timestampSec = data.timestampSec.map((_, p) => {
    const row = p % (3 * VISITS);
    return Math.floor(row / 3) * WEEK_SEC + (row % 3) * 120;
  });
  return { ...data, timestampSec };
}
