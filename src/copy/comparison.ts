import type { PairedResult } from '../domain/comparison';
import { counted, significant } from '../domain/numbers';

/** Fewer people who differ can show nothing, whatever they say: the p-value of a clean sweep is 2 ÷ 2⁵ = .06. */
const FEWEST_WHO_DIFFER = 6;

/** The verdict of a paired test. The starred words carry the point. @param metric as a label, e.g. `nDCG@10`. */
export function comparisonSentence(
  first: string,
  second: string,
  metric: string,
  result: PairedResult,
): string {
  const { n, difference, low, high, better } = result;
  const people = counted(n, 'person', 'people');
  const differ = result.first + result.second;
  if (differ === 0) return `${first} and ${second} do *exactly the same* for all ${people}.`;
  const between = (from: number, to: number): string => `95\u00a0% between ${signed(from)} and ${signed(to)}`;
  if (better === 'first')
    return `*${first} is better* than ${second}: ${signed(difference)} ${metric}, ${between(low, high)}, on ${people}.`;
  if (better === 'second')
    return `*${second} is better* than ${first}: ${signed(-difference)} ${metric}, ${between(-high, -low)}, on ${people}.`;
  if (differ < FEWEST_WHO_DIFFER)
    return `*Too few to tell*: only ${differ} of ${people} are served any better by one than by the other.`;
  return `*No difference that these ${people} could show*: ${signed(difference)} ${metric}, ${between(low, high)}.`;
}

/** What the people say one by one, and how often luck alone would say as much. */
export function comparisonCounts(first: string, second: string, result: PairedResult): string {
  const { pValue, equal } = result;
  const luck = pValue < 0.001 ? 'less than 0.1' : significant(100 * pValue, 2);
  return `${first} does better for ${result.first}, ${second} for ${result.second}, and ${equal} see no difference. Luck alone would show as much in ${luck}\u00a0% of such comparisons.`;
}

function signed(value: number): string {
  const shown = Math.abs(value) >= 0.01 ? Number(value.toFixed(3)) : value;
  const text = significant(shown, Math.abs(value) >= 0.01 ? 3 : 2);
  return value > 0 ? `+${text}` : text;
}
