import type { TrainingData } from '../../src/domain/histories';
import { Rng } from '../../src/kernels/rng';
import { trainingDataOf } from './checkerboard';

export const RHYMING_ITEMS = 40;

/** Who has been at a and then at b goes on to where the next of a stands: what follows depends on two steps. */
export function rhymes(nUsers: number): TrainingData {
  const rng = new Rng(5, 'rhymes');
  const histories = Array.from({ length: nUsers }, () => {
    const path = [rng.below(RHYMING_ITEMS), rng.below(RHYMING_ITEMS)];
    while (path.length < 12)
      path.push(
        rng.uniform() < 0.7 ? (7 * path[path.length - 2] + 3) % RHYMING_ITEMS : rng.below(RHYMING_ITEMS),
      );
    return path;
  });
  return trainingDataOf(histories, RHYMING_ITEMS);
}
