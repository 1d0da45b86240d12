import type { MetricKey } from '../../domain/metrics';
import * as say from '../messages/metrics';
import { TERMS, type TermName } from './terms';

export interface MetricWords {
  readonly key: MetricKey;
  readonly label: string;
  /** Two sentences. */
  readonly note: string;
}

/** Metrics in reading order; keys that are not here are shown by their own name. */
const METRICS: readonly {
  readonly key: MetricKey;
  readonly label: () => string;
  readonly term: TermName;
}[] = [
  { key: 'normalized_discounted_cumulative_gain_at_10', label: say.ndcg10, term: 'ndcg' },
  { key: 'normalized_discounted_cumulative_gain_at_5', label: say.ndcg5, term: 'ndcg' },
  { key: 'normalized_discounted_cumulative_gain_at_25', label: say.ndcg25, term: 'ndcg' },
  { key: 'mean_reciprocal_rank_at_25', label: say.mrr25, term: 'mrr' },
  { key: 'precision_at_5', label: say.precision5, term: 'precision at k' },
  { key: 'precision_at_10', label: say.precision10, term: 'precision at k' },
  { key: 'precision_at_25', label: say.precision25, term: 'precision at k' },
  { key: 'recall_at_1_percent', label: say.recallAtOnePercent, term: 'recall at 1 %' },
  { key: 'hits_at_1_percent', label: say.hitsAtOnePercent, term: 'hits at 1 %' },
  { key: 'average_rewards_at_k', label: say.averageRewards, term: 'average rewards' },
  { key: 'trend_prediction_accuracy', label: say.trendAccuracy, term: 'trend accuracy' },
  { key: 'area_under_curve', label: say.areaUnderCurve, term: 'area under the curve' },
  { key: 'coverage', label: say.coverage, term: 'coverage' },
];

/** The metrics present in a set, in reading order. */
export function metricWords(values: { readonly [key in MetricKey]?: number }): readonly MetricWords[] {
  const known = METRICS.filter(({ key }) => values[key] !== undefined).map(({ key, label, term }) => {
    return { key, label: label(), note: TERMS[term] };
  });
  const others = (Object.keys(values) as MetricKey[])
    .filter((key) => values[key] !== undefined && !METRICS.some((metric) => metric.key === key))
    .map((key) => ({ key, label: key, note: say.ofTheService() }));
  return [...known, ...others];
}
