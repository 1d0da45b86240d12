import type { RecipeName, RecipeType } from '../../domain/recipe-catalogue';
import type { Recipe } from '../recipe';
import { loadTransformer } from './model';
import { flopsARow, planFor } from './plan';
import { TransformerTrainer } from './trainer';

/** A recipe of the transformer; both that there are differ in how they are asked alone. */
export function transformerRecipe(name: RecipeName, type: RecipeType): Recipe {
  return {
    name,
    type,
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
