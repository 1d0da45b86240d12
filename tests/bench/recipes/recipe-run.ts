import type { TrainingData } from '../../../src/domain/histories';
import { uncancelled, type Pool } from '../../../src/domain/ports';
import type { RecipeName } from '../../../src/domain/recipe-catalogue';
import type { Budget } from '../../../src/domain/resources';
import { checkParameters } from '../../../src/recipes/parameters';
import type { Model, Recipe, RecipeConfig } from '../../../src/recipes/recipe';
import { findRecipe } from '../../../src/recipes/registry';
import { median } from '../figures/statistics';
import type { SyntheticOptions } from '../synthetic';
import { coldest } from './described-histories';

/** What is trained, on what, and how much of it. */
export interface RecipeRun {
  readonly recipe: RecipeName;
  readonly budget: Budget;
  readonly data: SyntheticOptions;
  readonly workers: number;
  /** Fewer epochs than the plan has, where only their time is of interest. */
  readonly mostEpochs?: number;
  /** Lists asked one by one, and users asked at once; 0 = not measured. */
  readonly requests: number;
  readonly batchUsers: number;
}

export interface Trained {
  readonly model: Model;
  readonly seconds: number;
  readonly epochs: { readonly done: number; readonly all: number };
}

/** One training, from the histories to the model. */
export async function trainOnce(
  { recipe: name, budget, mostEpochs = Infinity }: RecipeRun,
  data: TrainingData,
  pool: Pool,
): Promise<Trained> {
  const recipe = findRecipe(name);
  const started = performance.now();
  const trainer = await recipe.trainer(data, configOf(recipe, budget, data), pool);
  const done = Math.min(trainer.epochs, mostEpochs);
  for (let epoch = 0; epoch < done; epoch++) await trainer.trainEpoch(uncancelled);
  const model = trainer.model();
  const seconds = (performance.now() - started) / 1000;
  return { model, seconds, epochs: { done, all: trainer.epochs } };
}

/** Trainings shorter than this are repeated, and their middle counts; longer ones say enough in one run. */
const SHORT_SECONDS = 2;
const RUNS = 5;

/** Seconds of a training: those of `first`, or the median of five where they are few. */
export async function trainingSeconds(
  run: RecipeRun,
  data: TrainingData,
  pool: Pool,
  first: Trained,
): Promise<number> {
  const seconds = [first.seconds];
  if (first.seconds < SHORT_SECONDS)
    while (seconds.length < RUNS) seconds.push((await trainOnce(run, data, pool)).seconds);
  return median(seconds);
}

/** The defaults; cold items are those that these data have. */
function configOf(recipe: Recipe, budget: Budget, data: TrainingData): RecipeConfig {
  const transformations = recipe.name === 'aws-hrnn-coldstart' ? coldest(data) : {};
  return { parameters: checkParameters(recipe, {}, transformations), seed: 42, budget };
}

/** Bytes of a model's arrays, each buffer once. */
export function modelBytes(model: Model): number {
  const buffers = new Map(
    Object.values(model.store().arrays).map((array) => [array.buffer, array.byteLength]),
  );
  let sum = 0;
  for (const bytes of buffers.values()) sum += bytes;
  return sum;
}

/** Bytes of the columns as they are stored: user, item, time and event type of every row. */
export function columnBytes({ items }: TrainingData): number {
  return items.length * (4 + 4 + 8 + 2);
}
