import { loadHrnn, NAME } from './hrnn/model';
import { flopsARow, planFor } from './hrnn/plan';
import { HrnnTrainer } from './hrnn/trainer';
import type { Recipe } from './recipe';

const DEFAULT_WIDTH = 43;

export const hrnn: Recipe = {
  name: NAME,
  type: 'USER_PERSONALIZATION',
  hyperparameters: [
    {
      name: 'hidden_dimension',
      kind: 'int',
      defaultValue: String(DEFAULT_WIDTH),
      min: 32,
      max: 256,
      tunable: true,
    },
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
  estimateFlops: ({ users, items, interactions }, budget) => {
    const { epochs, rowsAnEpoch } = planFor(
      Math.max(0, interactions - users),
      items,
      DEFAULT_WIDTH,
      32,
      budget,
    );
    return epochs * rowsAnEpoch * flopsARow(DEFAULT_WIDTH);
  },
  trainer: async (data, config) => new HrnnTrainer(data, config),
  load: loadHrnn,
};
