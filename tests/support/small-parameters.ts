import { checkParameters } from '../../src/recipes/parameters';
import type { Recipe, RecipeConfig } from '../../src/recipes/recipe';

/** Settings that fit recipes to small data, where their defaults are too wide or refuse to train. */
const SMALLER: ReadonlyMap<string, { hyperparameters: Given; transformations: Given }> = new Map([
  [
    'aws-hrnn-coldstart',
    {
      hyperparameters: { hidden_dimension: '32' },
      transformations: { cold_start_max_duration: '2000', cold_start_max_interactions: '22' },
    },
  ],
]);

type Given = Readonly<Record<string, string>>;

/** A recipe's defaults, or what takes their place on a board or a small club. */
export function smallParameters(recipe: Recipe): RecipeConfig['parameters'] {
  const { hyperparameters = {}, transformations = {} } = SMALLER.get(recipe.name) ?? {};
  return checkParameters(recipe, hyperparameters, transformations);
}
