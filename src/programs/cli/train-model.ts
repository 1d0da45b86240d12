import type { TrainingData } from '../../domain/histories';
import type { Job, Pool } from '../../domain/ports';
import type { Model, Recipe, RecipeConfig } from '../../recipes/recipe';

/** Between two words of how far a stage is. */
const PAUSE_MS = 5000;

/** Trains all epochs, and tells of each on standard error; within one that takes long, of the step it is at. */
export async function trainModel(
  { recipe, config }: { readonly recipe: Recipe; readonly config: RecipeConfig },
  data: TrainingData,
  pool: Pool,
): Promise<Model> {
  const trainer = await recipe.trainer(data, config, pool);
  for (let epoch = 0; epoch < trainer.epochs; epoch++) {
    const { label } = await trainer.trainEpoch(telling());
    process.stderr.write(`${label} (${epoch + 1} of ${trainer.epochs})\n`);
  }
  return trainer.model();
}

/** A job that says now and then where it is: a network inside an ensemble counts its own epochs. */
function telling(): Job {
  let toldMs = performance.now();
  return {
    stopped: false,
    checkpoint: async (phase, done, total) => {
      if (performance.now() - toldMs < PAUSE_MS) return;
      toldMs = performance.now();
      const place =
        total > 1 && phase === 'network' ? `${Math.floor(done) + 1} of ${total}` : share(done, total);
      process.stderr.write(`  ${phase}: ${place}\n`);
    },
  };
}

function share(done: number, total: number): string {
  return `${Math.floor((100 * done) / Math.max(1, total))} %`;
}
