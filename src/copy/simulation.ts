import type { Standing } from '../domain/simulation';
import { count, percent, points } from '../domain/numbers';

/** Before so many people were given to each campaign nothing is said of them. */
export const FEWEST_EACH = 25;

/** How an A/B test stands, in one sentence with its point in stars. @param standing null before the first visit. */
export function testVerdict(
  names: readonly [string, string],
  standing: Standing | null,
  planned: number,
  isOver: boolean,
): string {
  if (standing === null) return 'Nobody has come by yet.';
  const { people, rates, difference, decided } = standing;
  const [a, b] = rates.map(({ estimate }) => percent(estimate));
  const between = `a difference of ${points(difference.low)} to ${points(difference.high)} points`;
  if (decided !== null) {
    const { better, visit } = decided;
    const [high, low] = better === 0 ? [a, b] : [b, a];
    const toWinner =
      better === 0
        ? `${points(difference.low)} to ${points(difference.high)}`
        : `${points(-difference.high)} to ${points(-difference.low)}`;
    return `People follow *${names[better]} more often*: ${high} of its lists against ${low}, a difference of ${toWinner} points. That was shown after ${count(visit)} visits.`;
  }
  if (Math.min(...people) < FEWEST_EACH)
    return `*Too early to say*: ${count(people[0])} people have seen ${names[0]} and ${count(people[1])} ${names[1]}; a verdict needs ${FEWEST_EACH} of each.`;
  if (isOver)
    return `*No difference that ${count(planned)} people could show*: ${names[0]} ${a}, ${names[1]} ${b}, ${between}.`;
  return `*Not decided yet*: ${names[0]} ${a}, ${names[1]} ${b}, ${between}.`;
}
