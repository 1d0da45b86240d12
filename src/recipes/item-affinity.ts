import type { RecipeName } from '../domain/recipe-catalogue';
import type { ParameterSpec, Recipe } from './recipe';
import { loadSegmentModel } from './segments/segment-model';
import { segmentTrainer } from './segments/segment-trainer';

const hyperparameters: readonly ParameterSpec[] = [
  { name: 'hidden_dimension', kind: 'int', defaultValue: '149', min: 32, max: 256, tunable: false },
];

function segmentRecipe(name: RecipeName & ('aws-item-affinity' | 'aws-item-attribute-affinity')): Recipe {
  return {
    name,
    hyperparameters,
    featureTransformations: [],
    // Two factorisations of about a dozen passes, and a few hundred questions to all users.
    estimateFlops: ({ users, items, interactions }) =>
      6000 * interactions + 12 * 149 * 149 * Math.min(users, items) + 2e5 * users,
    trainer: async (data, config, pool) => segmentTrainer(name, data, config, pool),
    load: (stored) => loadSegmentModel(stored, name),
  };
}

/** Who is most likely to take to an item. */
export const itemAffinity = segmentRecipe('aws-item-affinity');

/** Who is most likely to take to items with given attributes. */
export const itemAttributeAffinity = segmentRecipe('aws-item-attribute-affinity');
