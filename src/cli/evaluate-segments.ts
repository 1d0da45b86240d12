import type { JsonObject } from '../domain/errors';
import type { TrainingData } from '../domain/histories';
import type { Pool } from '../domain/ports';
import { measureMostActive, measureSegments } from '../engine/measuring/measure-segments';
import { splitSegments } from '../engine/measuring/segment-split';
import type { Model, Recipe, RecipeConfig } from '../recipes/recipe';
import { secondsSince, uncancelled } from './options';

interface Task {
  readonly recipe: Recipe;
  readonly config: RecipeConfig;
  readonly data: TrainingData;
  readonly userRank: Int32Array;
  readonly pool: Pool;
  readonly train: (task: Task, data: TrainingData, pool: Pool) => Promise<Model>;
}

/** Segments are measured on everybody's newest fifth, beside the users with the most rows. */
export async function evaluateSegments(task: Task): Promise<JsonObject> {
  const { recipe, config, data, userRank, pool } = task;
  const split = { ...splitSegments(data, recipe.name, config.seed), userRank };
  const trainStarted = performance.now();
  const model = await task.train(task, split.train, pool);
  const train = secondsSince(trainStarted);
  const measureStarted = performance.now();
  const { n, values } = await measureSegments(model, split, { pool, job: uncancelled });
  return {
    recipe: recipe.name,
    protocol: 'amazon',
    users: data.nUsers,
    items: data.nItems,
    rows: data.items.length,
    queries: n,
    metrics: { ...values },
    mostActive: { ...measureMostActive(split).values },
    seconds: { train, evaluate: secondsSince(measureStarted) },
    workers: pool.size,
  };
}
