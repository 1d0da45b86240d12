import type { Objective, Settings, Trial } from '../../domain/tuning';
import { Rng } from '../../kernels/rng';
import { bestOf } from './choose-trial';
import { drawNear, drawSettings, type SearchSpace } from '../resources/search-space';

/** Draws in a row that bring nothing new, after which a space counts as exhausted. */
const MAX_REPEATS = 10_000;
/** How far a step from the best goes, as a share of a range: it shrinks as trials are spent. */
const FIRST_STEP = 0.5;
const SMALLEST_STEP = 0.05;

/**
 * The next settings to try, without repeats: by turns a step in one dimension away from the best so far, and a draw
 * from anywhere. Steps find the near optimum of a smooth recipe, draws keep one bad start from deciding.
 *
 * @param before trials of all earlier waves, in order. @returns at most `count`; fewer when every setting was tried.
 */
export function nextSettings(
  space: SearchSpace,
  before: readonly Trial[],
  count: number,
  seed: number,
  type: Objective['type'],
): readonly Settings[] {
  const keyOf = (one: Settings): string => space.dimensions.map(({ name }) => one[name]).join('|');
  const seen = new Set(before.map(({ algorithmHyperParameters }) => keyOf(algorithmHyperParameters)));
  const best = bestOf(before, type)?.algorithmHyperParameters ?? null;
  const found: Settings[] = [];
  for (let k = 0; k < count && seen.size < space.size; k++) {
    const number = before.length + k + 1;
    const rng = new Rng(seed, `hpo|trial ${number}`);
    const step = Math.max(SMALLEST_STEP, FIRST_STEP / (1 + before.length / 4));
    for (let repeats = 0; repeats < MAX_REPEATS; repeats++) {
      const near = best !== null && number % 2 === 0 && repeats < MAX_REPEATS / 2;
      const drawn = near ? drawNear(space, best, step, rng) : drawSettings(space, rng);
      if (seen.has(keyOf(drawn))) continue;
      seen.add(keyOf(drawn));
      found.push(drawn);
      break;
    }
  }
  return found;
}
