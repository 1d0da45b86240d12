import type { Recipe } from './recipe';
import { sequenceHyperparameters, sequenceTransformations } from './sequence-parameters';
import { loadEnsemble, NAME } from './ensemble/ensemble-model';
import type { EnsembleTrainer } from './ensemble/ensemble-trainer';
import { type Route, networkFlops } from './ensemble/ensemble-plan';
import { updateEnsemble } from './ensemble/ensemble-update';

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

/** Loaded when something is trained: lists are answered without it. */
function begins(route: Route): Recipe['trainer'] {
  return async (data, config, pool, others): Promise<EnsembleTrainer> => {
    const { EnsembleTrainer: Ensemble } = await import('./ensemble/ensemble-trainer');
    return Ensemble.begin(data, config, pool, route, others);
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
  trainer: begins('by-counts'),
  update: (model, data, _config, job) => updateEnsemble(model, data, job),
  load: loadEnsemble,
};

/** The same by the way that large catalogues take, whatever the counts: for tests and measurements. */
export const sparseUserPersonalization: Recipe = {
  ...userPersonalization,
  trainer: begins('sparse'),
};
