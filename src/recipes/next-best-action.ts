import { AppError } from '../domain/errors';
import { loadActionModel } from './actions/action-model';
import { actionTrainer } from './actions/action-trainer';
import type { Recipe } from './recipe';

/**
 * How likely each person is to take each action within the optimization period: a logistic regression over what is known
 * of the person, their events with items and their answers so far, with levels and weights for all actions, for those
 * of a kind and for each alone, the finer pulled towards the coarser; calibrated on people it has not learned from.
 */
export const nextBestAction: Recipe = {
  name: 'aws-next-best-action',
  hyperparameters: [],
  featureTransformations: [
    {
      name: 'action_optimization_period',
      kind: 'int',
      defaultValue: '14',
      min: 7,
      max: 28,
      tunable: false,
    },
  ],
  requireData({ actionHistories }) {
    if (actionHistories === undefined || actionHistories.nActions === 0)
      throw new AppError('T09', { dataset: 'ACTIONS', status: 'missing' });
  },
  estimateFlops: ({ interactions }) => 2000 * interactions,
  trainer: async (data, config) => actionTrainer(data, config),
  load: loadActionModel,
};
