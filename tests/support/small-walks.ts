import type { TrainingData } from '../../src/domain/histories';
import type { Recipe, RecipeConfig } from '../../src/recipes/recipe';
import { trainingDataOf } from './checkerboard';
import { configOf } from './recipe-contract';

/** A hundred people who each walk on by seven of sixty items: enough for a network in the ensemble of thorough. */
export function smallWalks(): TrainingData {
  const walks = Array.from({ length: 100 }, (_, u) =>
    Array.from({ length: 6 }, (_event, k) => (u + 7 * k) % 60),
  );
  return trainingDataOf(walks, 60);
}

/** A budget with a network, as narrow as there is. */
export function withNetwork(recipe: Recipe): RecipeConfig {
  const config = configOf(recipe);
  return { ...config, parameters: { ...config.parameters, hidden_dimension: '32' }, budget: 'thorough' };
}
