import type { TrainingData } from '../domain/histories';
import type { Recipe, RecipeConfig, Trainer } from './recipe';
import { sequenceHyperparameters, sequenceTransformations } from './sequence-parameters';
import { cutHistories } from './ensemble/cut-histories';
import { loadEnsemble, NAME } from './ensemble/ensemble-model';
import { type Plan, networkFlops } from './ensemble/ensemble-plan';
import { updateEnsemble } from './ensemble/ensemble-update';
import { areSessions, isOfSessions } from './sessions/sessions-of';

/**
 * Operations of a training before and by the row, fitted to measured times on two cores: parts come and go by the
 * counts, which no formula of one of them follows. The network comes besides.
 */
const WORK = {
  instant: { fixed: 1.2e10, aRow: 1e4 },
  standard: { fixed: 2e10, aRow: 8e4 },
  thorough: { fixed: 6e10, aRow: 2.4e5 },
} as const;
/** And by the item: a million of them, each with one row, take 24.5 s of two cores. */
const WORK_AN_ITEM = 2.7e4;

/** Loaded when something is trained: lists are answered without it. @param changed as of `ensembleTrainer`. */
function ensemble(changed?: (plan: Plan) => Plan): Recipe['trainer'] {
  return async (data, config, pool, others) => {
    const { ensembleTrainer } = await import('./ensemble/ensemble-trainer');
    return ensembleTrainer(data, config, pool, others, changed);
  };
}

export const userPersonalization: Recipe = {
  name: NAME,
  hyperparameters: sequenceHyperparameters(149),
  featureTransformations: sequenceTransformations,
  estimateFlops: ({ users, items, interactions }, budget) =>
    WORK[budget].fixed +
    WORK[budget].aRow * interactions +
    WORK_AN_ITEM * items +
    networkFlops(interactions, users, budget),
  async trainer(data, config, pool, others) {
    if (!areSessions(data) || config.parameters.recency_mask === 'false')
      return ensemble()(data, config, pool, others);
    const { sessionTrainer } = await import('./sessions/session-trainer');
    // Strangers are asked for at any moment of a visit, not at its end alone.
    const ofStrangers = ensemble((plan) => ({ ...plan, asksAnywhere: true }));
    const rival = (own: TrainingData, by: RecipeConfig): Promise<Trainer> =>
      ofStrangers(own, by, pool, others);
    return sessionTrainer(cutHistories(data, config), config, pool, rival);
  },
  async update(model, data, _config, job) {
    if (!isOfSessions(model.store())) return updateEnsemble(model, data, job);
    return (await import('./sessions/load-sessions')).updateSessions(model, data);
  },
  load: loadEnsemble,
};
