import { bareRecipeName } from '../../domain/names';
import { AppError } from '../../domain/errors';
import { AUTOML_LIST, RECIPE_NAMES, recipeFacts, type RecipeName } from '../../domain/recipe-catalogue';
import type { HpoConfig, Objective, Settings } from '../../domain/tuning';
import { LIMITS } from '../../domain/limits';
import { METRICS_OF_ONE_TARGET } from '../../kernels/metrics/target-metrics';
import { bareParameter, checkParameters } from '../../recipes/parameters';
import type { Recipe } from '../../recipes/recipe';
import { requireChoice } from './ranges';
import { searchSpace, type SearchSpace } from './search-space';

/** What a solution says of its tuning. */
export interface TuningRequest {
  readonly recipe: Recipe;
  readonly hpoConfig?: HpoConfig;
  /** Values that every trial keeps. */
  readonly algorithmHyperParameters: Settings;
  readonly featureTransformationParameters: Settings;
}

/** The same, read. */
export interface TuningChecks {
  readonly fixed: Settings;
  readonly space: SearchSpace;
  /** Trials in all. */
  readonly wanted: number;
  readonly parallel: number;
  readonly objective: Objective;
}

const MAX_LIST = 100;

/** The checks of a request to tune that need no data. @throws AppError P02–P05, INVALID_INPUT. */
export function checkTuning(task: TuningRequest): TuningChecks {
  const { recipe, hpoConfig } = task;
  const fixed = bareNames(task.algorithmHyperParameters);
  checkParameters(recipe, fixed, task.featureTransformationParameters);
  const { maxNumberOfTrainingJobs: jobs, maxParallelTrainingJobs: parallel } =
    hpoConfig?.hpoResourceConfig ?? {};
  return {
    fixed,
    space: searchSpace(recipe, hpoConfig?.algorithmHyperParameterRanges, fixed),
    wanted: jobCount('maxNumberOfTrainingJobs', jobs ?? '10', LIMITS.trials),
    parallel: jobCount('maxParallelTrainingJobs', parallel ?? '2', LIMITS.parallelTrials),
    objective: objectiveOf(hpoConfig?.hpoObjective),
  };
}

/** @throws AppError INVALID_INPUT for a metric or direction that is none. */
export function objectiveOf(objective: HpoConfig['hpoObjective']): Objective {
  const { metricName = 'normalized_discounted_cumulative_gain_at_25', type = 'Maximize' } = objective ?? {};
  const direction = requireChoice('type', type, ['Maximize', 'Minimize']);
  return { metricName: requireChoice('metricName', metricName, METRICS_OF_ONE_TARGET), type: direction };
}

function jobCount(field: string, value: string, max: number): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1 || count > max) {
    throw new AppError('INVALID_INPUT', { field, value, min: 1, max });
  }
  return count;
}

function bareNames(given: Settings): Settings {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [bareParameter(name), value]));
}

/** The recipes of a list, by any of their names, each once. @throws AppError P01, P04, INVALID_INPUT. */
export function candidateNames(list: readonly string[] = AUTOML_LIST): RecipeName[] {
  if (list.length === 0 || list.length > MAX_LIST) {
    throw new AppError('INVALID_INPUT', { field: 'recipeList', value: list.length, min: 1, max: MAX_LIST });
  }
  const names = list.map((given) => {
    const bare = bareRecipeName(given);
    const name = RECIPE_NAMES.find((one) => one === bare);
    if (name === undefined) throw new AppError('P01', { recipe: given, known: [...RECIPE_NAMES] });
    if (recipeFacts(name).type !== 'USER_PERSONALIZATION') {
      throw new AppError('P04', { name });
    }
    return name;
  });
  return [...new Set(names)];
}
