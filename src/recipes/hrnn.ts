import { loadHrnn, NAME } from './hrnn/model';
import { flopsARow, planFor } from './hrnn/plan';
import { HrnnTrainer } from './hrnn/trainer';
import type { Recipe } from './recipe';
import { sequenceHyperparameters, sequenceTransformations } from './sequence-parameters';

const DEFAULT_WIDTH = 43;

export const hrnn: Recipe = {
  name: NAME,
  type: 'USER_PERSONALIZATION',
  hyperparameters: sequenceHyperparameters(DEFAULT_WIDTH),
  featureTransformations: sequenceTransformations,
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
