import type { MetricBucket, MetricKey } from './metrics';
import type { Arn } from './arn';

/** What people show of a difference between two means: first minus second. */
export interface MeanDifference {
  readonly n: number;
  readonly difference: number;
  /** Ends of its 95 % bootstrap interval. */
  readonly low: number;
  readonly high: number;
  /** Two-sided: how often luck alone would show as much. */
  readonly pValue: number;
  /** `none` unless the p-value is below .05 and the interval leaves 0 out. */
  readonly better: 'first' | 'second' | 'none';
}

/** What paired differences of the same people show; `n` are those with a value on both sides. */
export interface PairedResult extends MeanDifference {
  /** People for whom the first did better, the second did, and neither. */
  readonly first: number;
  readonly second: number;
  readonly equal: number;
}

/**
 * What different people show, in groups: of the group with the highest mean less the one with the lowest. As it is luck as
 * well that picks those two, the interval holds for every two of the groups at once, and the p-value is of the spread of
 * all of them.
 */
export interface GroupComparison extends MeanDifference {
  /** At least two, each with people enough for a finding. */
  readonly groups: readonly MetricBucket[];
  /** Places among the groups. */
  readonly best: number;
  readonly worst: number;
}

/** What is said of a difference: that it is there, that it looks so but may be luck, or that nothing shows it. */
export type Verdict = 'is' | 'looks' | 'none';

/** One rule for all comparisons. A verdict asks for more than an interval without 0, and never speaks against its own. */
export function verdictOf({ better, low, high }: MeanDifference): Verdict {
  if (better !== 'none') return 'is';
  return low > 0 || high < 0 ? 'looks' : 'none';
}

/** (1.96 + 0.84) ÷ 1.96, squared: what an interval that just leaves 0 out must shrink by to do so four times in five. */
const FOUR_IN_FIVE = 2.04;

/**
 * By how many people a difference that was not shown would be shown four times in five, if it were just as large as it
 * came out; by the width of its interval, which shrinks with the root of their number. null where it was shown, or there
 * is none.
 */
export function peopleToShow(result: MeanDifference): number | null {
  const { n, difference, low, high } = result;
  if (verdictOf(result) === 'is' || difference === 0) return null;
  const needed = n * FOUR_IN_FIVE * ((high - low) / 2 / difference) ** 2;
  return needed > n ? needed : null;
}

/** Two solution versions on the people that both were measured on. */
export interface VersionComparison extends PairedResult {
  readonly versions: readonly [Arn, Arn];
  readonly metric: MetricKey;
  /** Means of the metric, in the order of `versions`. */
  readonly values: readonly [number, number];
}
