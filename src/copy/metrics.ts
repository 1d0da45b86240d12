import type { MetricKey } from '../domain/metrics';
import { TERMS, type TermName } from './terms';

export interface MetricWords {
  readonly key: MetricKey;
  readonly label: string;
  /** Two sentences. */
  readonly note: string;
}

const note = (name: TermName): string => TERMS[name];

/** Metrics in reading order; keys that are not here are shown by their own name. */
const METRICS: readonly MetricWords[] = [
  { key: 'normalized_discounted_cumulative_gain_at_10', label: 'nDCG@10', note: note('ndcg') },
  { key: 'normalized_discounted_cumulative_gain_at_5', label: 'nDCG@5', note: note('ndcg') },
  { key: 'normalized_discounted_cumulative_gain_at_25', label: 'nDCG@25', note: note('ndcg') },
  { key: 'mean_reciprocal_rank_at_25', label: 'MRR@25', note: note('mrr') },
  { key: 'precision_at_5', label: 'Precision@5', note: note('precision at k') },
  { key: 'precision_at_10', label: 'Precision@10', note: note('precision at k') },
  { key: 'precision_at_25', label: 'Precision@25', note: note('precision at k') },
  { key: 'recall_at_1_percent', label: 'Recall at 1 %', note: note('recall at 1 %') },
  { key: 'hits_at_1_percent', label: 'Hits at 1 %', note: note('hits at 1 %') },
  { key: 'average_rewards_at_k', label: 'Average rewards', note: note('average rewards') },
  { key: 'coverage', label: 'Coverage', note: note('coverage') },
];

/** The metrics present in a set, in reading order. */
export function metricWords(values: { readonly [key in MetricKey]?: number }): readonly MetricWords[] {
  const known = METRICS.filter((metric) => values[metric.key] !== undefined);
  const others = (Object.keys(values) as MetricKey[])
    .filter((key) => values[key] !== undefined && !METRICS.some((metric) => metric.key === key))
    .map((key) => ({
      key,
      label: key,
      note: 'A metric of the service, under its own name. Higher is better.',
    }));
  return [...known, ...others];
}
