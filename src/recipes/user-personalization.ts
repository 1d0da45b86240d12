import type { Recipe } from './recipe';
import { loadEnsemble, NAME } from './ensemble/model';
import { EnsembleTrainer } from './ensemble/trainer';

export const userPersonalization: Recipe = {
  name: NAME,
  type: 'USER_PERSONALIZATION',
  hyperparameters: [
    { name: 'hidden_dimension', kind: 'int', defaultValue: '149', min: 32, max: 256, tunable: true },
    { name: 'bptt', kind: 'int', defaultValue: '32', min: 2, max: 32, tunable: true },
    { name: 'recency_mask', kind: 'bool', defaultValue: 'true', tunable: true },
  ],
  featureTransformations: [
    {
      name: 'min_user_history_length_percentile',
      kind: 'float',
      defaultValue: '0.0',
      min: 0,
      max: 1,
      tunable: false,
    },
    {
      name: 'max_user_history_length_percentile',
      kind: 'float',
      defaultValue: '0.99',
      min: 0,
      max: 1,
      tunable: false,
    },
  ],
  estimateFlops: ({ users, items, interactions }) => {
    const side = Math.min(users, items, 1500);
    return 4 * side * side * side + 2000 * interactions;
  },
  trainer: async (data, config) => new EnsembleTrainer(data, config),
  load: loadEnsemble,
};
