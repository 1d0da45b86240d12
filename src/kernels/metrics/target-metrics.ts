import type { MetricKey, MetricSet } from '../../domain/metrics';
import { discount } from './ndcg';

/** Each metric as a function of the one target's rank, from 1; ties at their average place. */
const gains: ReadonlyMap<MetricKey, (rank: number) => number> = new Map<MetricKey, (rank: number) => number>([
  ['normalized_discounted_cumulative_gain_at_25', (rank) => within(rank, 25) * discount(rank)],
  ['normalized_discounted_cumulative_gain_at_10', (rank) => within(rank, 10) * discount(rank)],
  ['normalized_discounted_cumulative_gain_at_5', (rank) => within(rank, 5) * discount(rank)],
  ['mean_reciprocal_rank_at_25', (rank) => within(rank, 25) / rank],
  ['precision_at_25', (rank) => within(rank, 25) / 25],
  ['precision_at_10', (rank) => within(rank, 10) / 10],
  ['precision_at_5', (rank) => within(rank, 5) / 5],
  ['hit_rate_at_10', (rank) => within(rank, 10)],
  ['hit_rate_at_20', (rank) => within(rank, 20)],
  ['recall_at_20', (rank) => within(rank, 20)],
  ['mean_reciprocal_rank_at_20', (rank) => within(rank, 20) / rank],
  ['normalized_discounted_cumulative_gain_at_20', (rank) => within(rank, 20) * discount(rank)],
]);

/** Metrics that can be told of one target each. */
export const METRICS_OF_ONE_TARGET: readonly MetricKey[] = [...gains.keys()];

/** Tied items share a place between two, so a list of k reaches to just below k + 1. */
function within(rank: number, k: number): 0 | 1 {
  return rank < k + 1 ? 1 : 0;
}

/** The metric of every single target; NaN where it was taken out with the own items. */
export function valuesOfRanks(ranks: ArrayLike<number>, key: MetricKey): Float64Array {
  const gain = gains.get(key);
  if (gain === undefined) throw new RangeError(`${key} is no metric of one target`);
  return Float64Array.from(ranks, (rank) => (Number.isNaN(rank) ? NaN : gain(rank)));
}

/** Means over everybody who has a target; a rank of NaN means that the target was taken out with the own items. */
export function metricsOfRanks(ranks: ArrayLike<number>): MetricSet {
  const counted = Array.from(ranks).filter((rank) => !Number.isNaN(rank));
  const values = [...gains].map(([key, gain]) => [
    key,
    counted.reduce((sum, rank) => sum + gain(rank), 0) / counted.length,
  ]);
  return { n: counted.length, values: Object.fromEntries(values) as MetricSet['values'] };
}
