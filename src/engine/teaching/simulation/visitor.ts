import { sigmoid } from '../../../kernels/math';
import type { Rng } from '../../../kernels/rng';

/** How strongly liking decides, as in the simulation of the sample's history. */
const DECISIVENESS = 1.35;
/** Reluctance: an item of average liking is followed in one of fifty-six times that it is looked at. */
const RELUCTANCE = 4;
/** Of what they know already, people take up again one in twenty of what they otherwise would. */
const AGAIN = 0.05;

/** What a visitor thinks of the items of a list. */
export interface Mind {
  /** How much the person enjoys the item, mean near 0; null where nobody knows. */
  likingOf(itemId: string): number | null;
  knows(itemId: string): boolean;
}

/**
 * The place in a list that a visitor follows, or −1. They go down the list, look at place k with a chance of 1 ÷ √k,
 * and follow the first that they look at and like; the chance rises with their liking. Two draws a place, whatever
 * comes of them, so that lists of one length leave the stream at the same point.
 */
export function follow(list: readonly string[], mind: Mind, rng: Rng): number {
  let followed = -1;
  for (let k = 0; k < list.length; k++) {
    const looks = rng.uniform() < 1 / Math.sqrt(k + 1);
    const draw = rng.uniform();
    if (followed >= 0 || !looks) continue;
    const liking = mind.likingOf(list[k]);
    if (liking === null) continue;
    const chance = sigmoid(DECISIVENESS * liking - RELUCTANCE) * (mind.knows(list[k]) ? AGAIN : 1);
    if (draw < chance) followed = k;
  }
  return followed;
}
