import { checkParameters } from '../../src/recipes/parameters';
import type { Recipe, RecipeConfig } from '../../src/recipes/recipe';

type Given = Readonly<Record<string, string>>;
interface Settings {
  readonly hyperparameters: Given;
  readonly transformations?: Given;
}

/** The narrowest network that a recipe takes: it learns in a tenth of the time, by the same products. */
const narrow: Settings = { hyperparameters: { hidden_dimension: '32' } };

/** Settings that fit recipes to small data, where their defaults are too wide or refuse to train. */
const SMALLER: ReadonlyMap<string, Settings> = new Map([
  [
    'aws-hrnn-coldstart',
    {
      ...narrow,
      transformations: { cold_start_max_duration: '2000', cold_start_max_interactions: '22' },
    },
  ],
]);

/** Where what is asked does not depend on the width of the network, and the short run need not wait for it. */
const NARROWER: ReadonlyMap<string, Settings> = new Map([
  ['aws-hrnn', narrow],
  ['aws-hrnn-metadata', narrow],
]);

/**
 * A recipe's defaults, or what takes their place on a board or a small club.
 *
 * @param full whether on as much as the full run
 */
export function smallParameters(recipe: Recipe, full: boolean): RecipeConfig['parameters'] {
  const settings = SMALLER.get(recipe.name) ?? (full ? undefined : NARROWER.get(recipe.name));
  return checkParameters(recipe, settings?.hyperparameters ?? {}, settings?.transformations ?? {});
}
