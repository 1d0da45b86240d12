import type { RecipeName } from '../domain/recipe-catalogue';
import { loadBesideTransformer, loadTransformers } from './load-networks';
import type { Recipe } from './recipe';
import { trainedInWorker } from './train-in-worker';
import { flopsARow, planFor } from './transformer/transformer-plan';
import { transformerTrainer } from './transformer/transformer-trainer';

/** A recipe of the transformer; both that there are differ in how they are asked alone. */
function transformerRecipe(name: RecipeName): Recipe {
  return {
    ...trainedInWorker(
      name,
      (stored) => loadTransformers(stored, name),
      (data, config, only) => transformerTrainer(name, data, config, only),
      (one) => loadBesideTransformer(one, name),
    ),
    hyperparameters: [],
    featureTransformations: [
      { name: 'apply_recency_bias', kind: 'bool', defaultValue: 'true', tunable: false },
    ],
    estimateFlops: ({ users, items, interactions }, budget) => {
      const rows = Math.max(0, interactions - users);
      const { epochs, rowsAnEpoch, shape, pace, networks } = planFor(rows, items, budget);
      return networks * epochs * rowsAnEpoch * flopsARow(shape, pace.negatives);
    },
  };
}

export const userPersonalizationV2 = transformerRecipe('aws-user-personalization-v2');

/**
 * The same model, to put a given list in order. Logits are of the whole catalogue; the softmax over the given items
 * alone is taken where the list is ranked.
 */
export const personalizedRankingV2 = transformerRecipe('aws-personalized-ranking-v2');
