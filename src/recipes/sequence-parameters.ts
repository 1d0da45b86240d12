import { percentile } from './history-percentiles';
import type { ParameterSpec } from './recipe';

/** Hyperparameters of every recipe that reads histories in order; only the default width differs between them. */
export function sequenceHyperparameters(defaultWidth: number): readonly ParameterSpec[] {
  return [
    {
      name: 'hidden_dimension',
      kind: 'int',
      defaultValue: String(defaultWidth),
      min: 32,
      max: 256,
      tunable: true,
    },
    { name: 'bptt', kind: 'int', defaultValue: '32', min: 2, max: 32, tunable: true },
    { name: 'recency_mask', kind: 'bool', defaultValue: 'true', tunable: true },
  ];
}

/** Their feature transformations: the percentiles of history length that take part. */
export const sequenceTransformations: readonly ParameterSpec[] = [
  percentile('min_user_history_length_percentile', '0.0'),
  percentile('max_user_history_length_percentile', '0.99'),
];
