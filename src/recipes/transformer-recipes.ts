import type { StoredModel } from '../domain/model';
import type { RecipeName } from '../domain/recipe-catalogue';
import type { Model, Recipe } from './recipe';
import { hrnnModel } from './hrnn/hrnn-model';
import { readHrnn } from './hrnn/stored-model';
import { loadNetworks } from './sequence/averaged-networks';
import { loadWithPrecedents } from './sequence/with-precedents';
import { trainedInWorker } from './train-in-worker';
import { loadTransformer } from './transformer/transformer-model';
import { flopsARow, planFor } from './transformer/transformer-plan';
import { transformerTrainer } from './transformer/transformer-trainer';

/** A recipe of the transformer; both that there are differ in how they are asked alone. */
function transformerRecipe(name: RecipeName): Recipe {
  const loadOne = (one: StoredModel): Model => loadTransformer(one, name);
  const loadBeside = (one: StoredModel): Model =>
    one.header.recipe === name ? loadOne(one) : hrnnModel(readHrnn(one, 'aws-hrnn'));
  return {
    ...trainedInWorker(
      name,
      (stored) => loadWithPrecedents(stored, (networks) => loadNetworks(networks, loadOne, loadBeside)),
      (data, config, only) => transformerTrainer(name, data, config, only),
      loadBeside,
    ),
    hyperparameters: [],
    featureTransformations: [
      { name: 'apply_recency_bias', kind: 'bool', defaultValue: 'true', tunable: false },
    ],
    estimateFlops: ({ users, items, interactions }, budget) => {
      const rows = Math.max(0, interactions - users);
      const { epochs, rowsAnEpoch, shape, networks } = planFor(rows, items, budget);
      return networks * epochs * rowsAnEpoch * flopsARow(shape);
    },
  };
}

export const userPersonalizationV2 = transformerRecipe('aws-user-personalization-v2');

/**
 * The same model, to put a given list in order. Logits are of the whole catalogue; the softmax over the given items
 * alone is taken where the list is ranked.
 */
export const personalizedRankingV2 = transformerRecipe('aws-personalized-ranking-v2');
