import { peopleToShow, verdictOf, type PairedResult } from '../../domain/comparison';
import { percent, rounded, significant } from '../../domain/numbers';
import * as say from '../messages/verdicts';

/** Fewer people who differ can show nothing, whatever they say: the p-value of a clean sweep is 2 ÷ 2⁵ = .06. */
const FEWEST_WHO_DIFFER = 6;

/** A difference that takes more people to show is none that anybody would notice. */
const MOST_NEEDED = 100_000;

/** The verdict of a paired test. The starred words carry the point. @param metric as a label, e.g. `nDCG@10`. */
export function comparisonSentence(
  first: string,
  second: string,
  metric: string,
  result: PairedResult,
): string {
  const { n, difference, low, high, better } = result;
  const differ = result.first + result.second;
  if (differ === 0) return say.sameForAll({ first, second, count: n });
  if (better === 'none' && differ < FEWEST_WHO_DIFFER) return say.tooFew({ differ, count: n });
  const verdict = verdictOf(result);
  if (verdict !== 'none') {
    const [winner, loser, sign] = low > 0 ? ([first, second, 1] as const) : ([second, first, -1] as const);
    const bounds = sign === 1 ? [low, high] : [-high, -low];
    const facts = {
      better: winner,
      worse: loser,
      difference: signed(sign * difference),
      metric,
      low: signed(bounds[0]),
      high: signed(bounds[1]),
      count: n,
    };
    return verdict === 'looks' ? say.looksBetter(facts) : say.isBetter(facts);
  }
  return say.noneShown({
    first,
    second,
    count: n,
    difference: signed(difference),
    metric,
    low: signed(low),
    high: signed(high),
  });
}

/** The same verdict without its numbers. */
export function comparisonPlain(first: string, second: string, result: PairedResult): string {
  const { n, better } = result;
  const differ = result.first + result.second;
  if (differ === 0) return say.sameForAll({ first, second, count: n });
  if (better !== 'none') return say.isBetterPlain({ better: better === 'first' ? first : second });
  if (differ < FEWEST_WHO_DIFFER) return say.tooFew({ differ, count: n });
  if (verdictOf(result) === 'looks')
    return say.looksBetterPlain({ better: result.low > 0 ? first : second, count: n });
  return say.noneShownPlain({ count: n });
}

/** The verdict by how many people it serves better, where most of those who differ say the same as the mean. */
export function comparisonOfPeople(first: string, second: string, result: PairedResult): string {
  const [better, people, others] =
    result.low > 0 ? [first, result.first, result.second] : [second, result.second, result.first];
  if (verdictOf(result) !== 'is' || people <= others) return comparisonPlain(first, second, result);
  return say.betterForPeople({ better, people, count: result.n });
}

/** What the people say one by one, and how often luck alone would say as much. */
export function comparisonCounts(first: string, second: string, result: PairedResult): string {
  const { pValue, equal } = result;
  const counts = say.counts({
    first,
    second,
    firstBetter: result.first,
    secondBetter: result.second,
    equal,
    luck: luckShare(pValue),
  });
  const needed = peopleToShow(result);
  if (needed === null || needed > MOST_NEEDED) return counts;
  return `${counts} ${say.wouldShow({ people: rounded(needed) })}`;
}

/** How often luck alone would show as much. */
export function luckShare(pValue: number): string {
  return pValue < 0.001 ? say.lessThanTenth() : percent(pValue);
}

function signed(value: number): string {
  const text = significant(value);
  return value > 0 ? `+${text}` : text;
}
