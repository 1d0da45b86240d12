import type { Standing } from '../domain/simulation';
import { count, percent } from './numbers';

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
  const between = `a difference of ${signed(difference.low)} to ${signed(difference.high)} points`;
  if (decided !== null) {
    const { better, visit } = decided;
    const [high, low] = better === 0 ? [a, b] : [b, a];
    const toWinner =
      better === 0
        ? `${signed(difference.low)} to ${signed(difference.high)}`
        : `${signed(-difference.high)} to ${signed(-difference.low)}`;
    return `People follow *${names[better]} more often*: ${high} of its lists against ${low}, a difference of ${toWinner} points. That was shown after ${count(visit)} visits.`;
  }
  if (Math.min(...people) < FEWEST_EACH)
    return `*Too early to say*: ${count(people[0])} people have seen ${names[0]} and ${count(people[1])} ${names[1]}; a verdict needs ${FEWEST_EACH} of each.`;
  if (isOver)
    return `*No difference that ${count(planned)} people could show*: ${names[0]} ${a}, ${names[1]} ${b}, ${between}.`;
  return `*Not decided yet*: ${names[0]} ${a}, ${names[1]} ${b}, ${between}.`;
}

/** Percentage points with their sign. */
function signed(difference: number): string {
  const value = Math.abs(100 * difference).toFixed(1);
  if (Number(value) === 0) return '0';
  return `${difference < 0 ? '−' : '+'}${value}`;
}
