import { AppError, errorOf } from '../../domain/errors';
import type { TrainingData } from '../../domain/histories';
import type { Budget } from '../../domain/resources';
import type { Objective, RecipeSearch, Settings, Trial } from '../../domain/tuning';
import { chooseTrial } from './choose-trial';
import { emptySearch, runTrials, type TuneTools, type TuningPlan } from './recipe-tuning';
import { checkTuning, type TuningRequest } from '../resources/tuning-config';
import { type Split, splitLeaveOneOut } from '../measuring/split';

export interface TuneTask extends TuningRequest {
  readonly data: TrainingData;
  readonly seed: number;
  readonly budget: Budget;
  /** Take the user's own past items out of the lists, as in leave-one-out with repeats excluded. */
  readonly exclude: boolean;
}

export interface Tuned {
  readonly objective: Objective;
  readonly tunedHPOParams: { readonly algorithmHyperParameters: Settings };
  readonly best: Trial;
  /** With every trial, in the order of their numbers; the first has the defaults. */
  readonly search: RecipeSearch;
  /** Every setting there is was tried, before the trials ran out. */
  readonly exhausted: boolean;
}

/**
 * Hyperparameter optimisation: the defaults first, then a seeded search without repeats. Each trial trains on every
 * user's rows but the last two and is judged on the second last, so that the last stays unseen by the choice. The
 * defaults stay unless another setting is shown to be better (see `chooseTrial`).
 *
 * @throws AppError P02–P05 and INVALID_INPUT for a request that does not fit the recipe, T02 when nobody has a row to
 *   be judged on, CANCELLED through the job, and the first trial's error when every trial failed.
 */
export async function tune(task: TuneTask, tools: TuneTools): Promise<Tuned> {
  const plan = planTuning(task, splitBeforeTarget(task.data));
  const search = conclude(plan, await runTrials(plan, emptySearch(plan), plan.wanted, tools));
  const best = search.trials.find(({ number }) => number === search.chosen);
  if (best === undefined) throw failureOf(search);
  const { metricName, type } = plan.judging;
  return {
    objective: { metricName, type },
    tunedHPOParams: { algorithmHyperParameters: best.algorithmHyperParameters },
    best,
    search,
    exhausted: search.trials.length >= (plan.space?.size ?? 1),
  };
}

/**
 * Checks a request to tune. @param split everybody's row to be found, from `splitBeforeTarget`.
 *
 * @throws AppError P02–P05, INVALID_INPUT.
 */
export function planTuning(task: Omit<TuneTask, 'data'>, split: Split): TuningPlan {
  const { objective, ...checked } = checkTuning(task);
  return { ...task, ...checked, judging: { split, exclude: task.exclude, ...objective } };
}

/** The search with its choice; null where no trial was completed. */
export function conclude(plan: Pick<TuningPlan, 'judging'>, search: RecipeSearch): RecipeSearch {
  return { ...search, chosen: chooseTrial(search.trials, plan.judging.type)?.number ?? null };
}

/** Why no trial was completed: what the first one failed of. */
export function failureOf({ trials }: RecipeSearch): AppError {
  const failure = trials.at(0)?.failure ?? null;
  return failure === null ? new AppError('INTERNAL') : errorOf(failure);
}

/** Everybody with three rows is judged on the second last; the last is cut away. @throws AppError T02. */
export function splitBeforeTarget(data: TrainingData): Split {
  const split = splitLeaveOneOut(data, 1);
  if (split.tests.length === 0) throw new AppError('T02', { count: 0, needed: 1 });
  return split;
}
