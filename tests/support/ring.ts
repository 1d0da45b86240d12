import { Rng } from '../../src/kernels/rng';
import { topK } from '../../src/kernels/top-k';
import type { Model } from '../../src/recipes/recipe';
import { trainingDataOf } from './checkerboard';
import { historyOf } from '../../src/domain/queries';

/** Everybody walks a ring of 12 items, and on: what comes next is in the order alone, not in which items were there. */
export const ring = trainingDataOf(
  Array.from({ length: 100 }, (_, u) => Array.from({ length: 15 }, (_unused, k) => (u * 7 + k) % 12)),
  12,
);

/** For how many on the ring the first of the list is what comes next, after their histories or shuffled ones. */
export function hitsAtOne(model: Model, shuffled: boolean): number {
  const rng = new Rng(4, 'shuffle');
  const out = new Float64Array(12);
  let hits = 0;
  for (let u = 0; u < ring.nUsers; u++) {
    const query = historyOf(ring, u);
    const items = query.items.slice();
    model.scoreUser({ ...query, items: shuffled ? rng.shuffle(items) : items }, out);
    if (topK(out, ring.itemRank, 1)[0] === (query.items[14] + 1) % 12) hits++;
  }
  return hits;
}
