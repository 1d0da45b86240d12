import type { TrainingData } from '../../domain/histories';
import type { Job, Pool } from '../../domain/ports';
import type { RecipeName } from '../../domain/recipe-catalogue';
import { checkParameters } from '../../recipes/parameters';
import type { Model } from '../../recipes/recipe';
import { findRecipe } from '../../recipes/registry';

/** A model to play with: the recipe's defaults with the least budget, of data that are no project's. */
export async function trainAtOnce(
  name: RecipeName,
  data: TrainingData,
  seed: number,
  pool: Pool,
  job: Job,
): Promise<Model> {
  const recipe = findRecipe(name);
  const config = { parameters: checkParameters(recipe, {}, {}), seed, budget: 'instant' as const };
  const trainer = await recipe.trainer(data, config, pool);
  for (let epoch = 0; epoch < trainer.epochs; epoch++) await trainer.trainEpoch(job);
  return trainer.model();
}
