import type { TrainingData } from '../../domain/histories';
import { uncancelled, type Pool } from '../../domain/ports';
import type { Model, Recipe, RecipeConfig } from '../../recipes/recipe';

/** Trains all epochs, and tells of each on standard error. */
export async function trainModel(
  { recipe, config }: { readonly recipe: Recipe; readonly config: RecipeConfig },
  data: TrainingData,
  pool: Pool,
): Promise<Model> {
  const trainer = await recipe.trainer(data, config, pool);
  for (let epoch = 0; epoch < trainer.epochs; epoch++) {
    const { label } = await trainer.trainEpoch(uncancelled);
    process.stderr.write(`${label} (${epoch + 1} of ${trainer.epochs})\n`);
  }
  return trainer.model();
}
