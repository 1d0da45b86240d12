import { hrnn } from './hrnn';
import type { Recipe } from './recipe';
import { sequenceHyperparameters, sequenceTransformations } from './sequence-parameters';
import { loadEnsemble, NAME } from './ensemble/model';
import { EnsembleTrainer } from './ensemble/trainer';

export const userPersonalization: Recipe = {
  name: NAME,
  type: 'USER_PERSONALIZATION',
  hyperparameters: sequenceHyperparameters(149),
  featureTransformations: sequenceTransformations,
  estimateFlops: ({ users, items, interactions }, budget) => {
    const side = Math.min(users, items, 4000);
    const network = budget === 'thorough' ? hrnn.estimateFlops({ users, items, interactions }, budget) : 0;
    return 4 * side * side * side + 2000 * interactions + network;
  },
  trainer: async (data, config, pool) => new EnsembleTrainer(data, config, pool, 'by-counts'),
  load: loadEnsemble,
};

/** The same by the way that large catalogues take, whatever the counts: for tests and measurements. */
export const sparseUserPersonalization: Recipe = {
  ...userPersonalization,
  trainer: async (data, config, pool) => new EnsembleTrainer(data, config, pool, 'sparse'),
};
