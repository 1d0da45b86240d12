import type { Standing } from '../../domain/simulation';
import { count, percent, points } from '../../domain/numbers';
import * as say from '../messages/verdicts';

/** Before so many people were given to each campaign nothing is said of them. */
export const FEWEST_EACH = 25;

/** How an A/B test stands, in one sentence with its point in stars. @param standing null before the first visit. */
export function testVerdict(
  names: readonly [string, string],
  standing: Standing | null,
  planned: number,
  isOver: boolean,
): string {
  if (standing === null) return say.nobodyYet();
  const { people, rates, difference, decided } = standing;
  const [a, b] = names;
  const [rateA, rateB] = rates.map(({ estimate }) => percent(estimate));
  if (decided !== null) {
    const { better, visit } = decided;
    const [high, low] = better === 0 ? [rateA, rateB] : [rateB, rateA];
    const [from, to] = better === 0 ? [difference.low, difference.high] : [-difference.high, -difference.low];
    const facts = {
      better: names[better],
      high,
      low,
      from: points(from),
      to: points(to),
      visits: count(visit),
    };
    // It was shown once, which holds; the interval of now may have zero in it again.
    return from > 0 ? say.followMore(facts) : say.followedMore(facts);
  }
  if (Math.min(...people) < FEWEST_EACH) {
    const [peopleA, peopleB] = people.map((each) => count(each));
    return say.tooEarly({ peopleA, peopleB, a, b, needed: FEWEST_EACH });
  }
  const facts = { a, b, rateA, rateB, from: points(difference.low), to: points(difference.high) };
  return isOver ? say.noDifference({ ...facts, planned }) : say.notDecided(facts);
}
