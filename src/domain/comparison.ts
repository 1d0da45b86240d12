import type { MetricKey } from './metrics';
import type { Arn } from './arn';

/** What paired differences of the same people show. All differences are first minus second. */
export interface PairedResult {
  /** People with a value on both sides. */
  readonly n: number;
  readonly difference: number;
  /** Ends of the 95 % bootstrap interval of the mean difference. */
  readonly low: number;
  readonly high: number;
  /** Two-sided, from flipping signs: how often luck alone would show as much. */
  readonly pValue: number;
  /** People for whom the first did better, the second did, and neither. */
  readonly first: number;
  readonly second: number;
  readonly equal: number;
  /** `none` unless the p-value is below .05 and the interval leaves 0 out. */
  readonly better: 'first' | 'second' | 'none';
}

/** Two solution versions on the people that both were measured on. */
export interface VersionComparison extends PairedResult {
  readonly versions: readonly [Arn, Arn];
  readonly metric: MetricKey;
  /** Means of the metric, in the order of `versions`. */
  readonly values: readonly [number, number];
}
