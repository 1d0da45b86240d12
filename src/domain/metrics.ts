/** Amazon's metric keys and ours (docs/rules/metrics.md), with those that papers report. All in 0…1, higher is better. */
export type MetricKey =
  | 'coverage'
  | 'mean_reciprocal_rank_at_25'
  | 'normalized_discounted_cumulative_gain_at_5'
  | 'normalized_discounted_cumulative_gain_at_10'
  | 'normalized_discounted_cumulative_gain_at_25'
  | 'precision_at_5'
  | 'precision_at_10'
  | 'precision_at_25'
  | 'average_rewards_at_k'
  | 'trend_prediction_accuracy'
  | 'hits_at_1_percent'
  | 'recall_at_1_percent'
  | 'area_under_curve'
  | 'hit_rate_at_10'
  | 'hit_rate_at_20'
  | 'recall_at_20'
  | 'mean_reciprocal_rank_at_20'
  | 'normalized_discounted_cumulative_gain_at_20';

/** Means over people, one value each: by these two versions can be compared. All others are of lists. */
const OF_PEOPLE = [
  'mean_reciprocal_rank_at_25',
  'normalized_discounted_cumulative_gain_at_5',
  'normalized_discounted_cumulative_gain_at_10',
  'normalized_discounted_cumulative_gain_at_25',
  'precision_at_5',
  'precision_at_10',
  'precision_at_25',
] as const satisfies readonly MetricKey[];
export type MetricOfPeople = (typeof OF_PEOPLE)[number];
export const METRICS_OF_PEOPLE: readonly MetricOfPeople[] = OF_PEOPLE;

export interface MetricSet {
  readonly values: { readonly [key in MetricKey]?: number };
  /** Users (or queried items) the means are taken over. */
  readonly n: number;
}

/** A mean over the cases whose count lies in `from` … `to` (null: no end), and popularity's on the same cases. */
export interface MetricBucket {
  readonly from: number;
  readonly to: number | null;
  readonly n: number;
  readonly value: number;
  readonly baseline: number;
}

/** Buckets with fewer cases say little: one lucky hit moves them. */
export const ENOUGH_CASES = 30;

/** Held-out cases by how much was known of them. */
export interface MetricBuckets {
  /** nDCG@10 of people, by the rows the model saw of them. */
  readonly activity: readonly MetricBucket[];
  /** Share of held-out items within the first 25, by the people who chose the item in training. */
  readonly popularity: readonly MetricBucket[];
}
