import { log } from '../../kernels/math';

/** By how much evidence raises a logit above that of an item that nothing speaks for; 0 where it does not. */
export function liftOf(evidence: number, floor: number): number {
  return evidence > 0 ? log(evidence + floor) - log(floor) : 0;
}

/**
 * Hands out the lift of evidence that is a sum over past items: what speaks for the item and what speaks against it
 * are two players whose Shapley values it is (each the mean of what it changes when it comes first and when it comes
 * last), and each is divided in proportion. The logarithm is steepest at the floor, so that anything proportional to
 * the whole sum would give huge bars that cancel wherever pros and cons nearly do.
 */
export function shareLift(
  shares: ReadonlyMap<number, number>,
  floor: number,
  give: (held: number, lift: number) => void,
): void {
  let [pros, cons] = [0, 0];
  for (const share of shares.values()) {
    if (share > 0) pros += share;
    else cons -= share;
  }
  const whole = liftOf(pros - cons, floor);
  const ofPros = (liftOf(pros, floor) + whole) / 2;
  for (const [held, share] of shares) {
    if (share > 0) give(held, (ofPros * share) / pros);
    else if (share < 0) give(held, ((ofPros - whole) * share) / cons);
  }
}
