import { expect, it } from 'vitest';
import { metricWords } from '../../../../src/words/copy/metrics';
import { METRICS_OF_PEOPLE, type MetricKey } from '../../../../src/domain/metrics';

const OF_LISTS: readonly MetricKey[] = [
  'coverage',
  'average_rewards_at_k',
  'trend_prediction_accuracy',
  'hits_at_1_percent',
  'recall_at_1_percent',
  'area_under_curve',
];

it('has a name in words for every metric of the service', () => {
  const values = Object.fromEntries([...METRICS_OF_PEOPLE, ...OF_LISTS].map((key) => [key, 0.5]));
  expect(metricWords(values).map(({ label }) => label)).not.toContainEqual(expect.stringContaining('_'));
});
