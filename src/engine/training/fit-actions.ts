import { AppError } from '../../domain/errors';
import type { TrainingData } from '../../domain/histories';
import type { MetricSet } from '../../domain/metrics';
import type { Job, Pool } from '../../domain/ports';
import type { Model, Recipe, RecipeConfig } from '../../recipes/recipe';
import { measureActions, splitActions } from '../measuring/measure-actions';

export interface FittedActions {
  readonly model: Model;
  /** Of a model that has not seen the people it was measured on; null where nothing could be measured. */
  readonly metrics: MetricSet | null;
  readonly baseline: MetricSet | null;
}

/**
 * Trains a recipe of actions on everybody, and, to measure it, on all but a tenth of the people.
 *
 * @param people ids of those in `data.actionHistories`. @throws AppError T09 without actions, CANCELLED.
 */
export async function fitActions(
  recipe: Recipe,
  config: RecipeConfig,
  data: TrainingData,
  people: readonly string[],
  { pool, job }: { readonly pool: Pool; readonly job: Job },
): Promise<FittedActions> {
  recipe.requireData?.(data, config);
  const { actionHistories } = data;
  if (actionHistories === undefined) throw new AppError('T09', { dataset: 'ACTIONS', status: 'missing' });
  const trained = async (of: TrainingData): Promise<Model> => {
    const trainer = await recipe.trainer(of, config, pool);
    await trainer.trainEpoch(job);
    return trainer.model();
  };
  const split = splitActions(actionHistories, people, config.seed);
  const measured =
    split && measureActions(await trained({ ...data, actionHistories: split.train }), data, split);
  const model = await trained(data);
  return { model, metrics: measured?.metrics ?? null, baseline: measured?.baseline ?? null };
}
