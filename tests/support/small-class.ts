import type { Liking } from '../../src/domain/class-code';
import { Rng } from '../../src/kernels/rng';

/** A class in which people of a few kinds like the same things, some more clearly than others. @param told 0 … 1. */
export function smallClass(seed: number, people: number, things: number, told: number): Liking[][] {
  const rng = new Rng(seed, 'small-class');
  const KINDS = 3;
  const good = Array.from({ length: things }, () => rng.normal());
  const draws = Array.from({ length: KINDS }, () => Array.from({ length: things }, () => rng.normal()));
  return Array.from({ length: people }, (_, person) =>
    Array.from({ length: things }, (_, thing): Liking => {
      if (rng.uniform() < 0.1) return 0;
      const liked = 0.5 * good[thing] + told * draws[person % KINDS][thing] + (1 - told) * rng.normal();
      return liked > 0.8 ? 4 : liked > 0.1 ? 3 : liked > -0.6 ? 2 : 1;
    }),
  );
}
