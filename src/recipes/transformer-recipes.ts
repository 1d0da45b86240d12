import type { RecipeName } from '../domain/recipe-catalogue';
import type { Recipe } from './recipe';
import { loadTransformer } from './transformer/transformer-model';
import { flopsARow, planFor } from './transformer/transformer-plan';
import { TransformerTrainer } from './transformer/transformer-trainer';

/** A recipe of the transformer; both that there are differ in how they are asked alone. */
function transformerRecipe(name: RecipeName): Recipe {
  return {
    name,
    hyperparameters: [],
    featureTransformations: [
      { name: 'apply_recency_bias', kind: 'bool', defaultValue: 'true', tunable: false },
    ],
    estimateFlops: ({ users, items, interactions }, budget) => {
      const { epochs, rowsAnEpoch, shape } = planFor(Math.max(0, interactions - users), items, budget);
      return epochs * rowsAnEpoch * flopsARow(shape);
    },
    trainer: async (data, config) => new TransformerTrainer(name, data, config),
    load: (stored) => loadTransformer(stored, name),
  };
}

export const userPersonalizationV2 = transformerRecipe('aws-user-personalization-v2');

/**
 * The same model, to put a given list in order. Logits are of the whole catalogue; the softmax over the given items
 * alone is taken where the list is ranked.
 */
export const personalizedRankingV2 = transformerRecipe('aws-personalized-ranking-v2');
