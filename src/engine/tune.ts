import { AppError } from '../domain/errors';
import type { TrainingData } from '../domain/histories';
import type { MetricKey } from '../domain/metrics';
import type { Clock, Job, Pool } from '../domain/ports';
import type { Budget } from '../domain/resources';
import { Rng } from '../kernels/rng';
import { checkParameters } from '../recipes/parameters';
import type { Recipe } from '../recipes/recipe';
import { defaultsIn, drawSettings, searchSpace } from './search-space';
import type { ParameterRanges, SearchSpace, Settings } from './search-space';
import type { Split } from './split';
import { splitLeaveOneOut } from './split';
import { objectiveKey } from './target-metrics';
import { runTrial, type Judging, type Trial } from './trial';

/** The service's HPOConfig; numbers of jobs travel as strings. Absent parts take their defaults. */
export interface HpoConfig {
  readonly algorithmHyperParameterRanges?: ParameterRanges;
  readonly hpoResourceConfig?: {
    readonly maxNumberOfTrainingJobs?: string;
    readonly maxParallelTrainingJobs?: string;
  };
  readonly hpoObjective?: {
    readonly metricName?: string;
    readonly type?: string;
    /** Stored by the service and by us, used by neither. */
    readonly metricRegex?: string;
  };
}

export interface TuneTask {
  readonly recipe: Recipe;
  readonly data: TrainingData;
  readonly hpoConfig?: HpoConfig;
  /** Values that every trial keeps. */
  readonly algorithmHyperParameters: Settings;
  readonly featureTransformationParameters: Settings;
  readonly seed: number;
  readonly budget: Budget;
  /** Take the user's own past items out of the lists, as in leave-one-out with repeats excluded. */
  readonly exclude: boolean;
}

/** What trials need of their surroundings. */
export interface TuneTools {
  readonly pool: Pool;
  readonly job: Job;
  readonly clock: Clock;
  /** The leaderboard so far, in order of the trials, after each one. */
  readonly onTrial?: (trials: readonly Trial[]) => void;
}

export interface Tuned {
  readonly objective: { readonly metricName: MetricKey; readonly type: 'Maximize' | 'Minimize' };
  readonly tunedHPOParams: { readonly algorithmHyperParameters: Settings };
  readonly best: Trial;
  /** In the order they ran; the first has the defaults. */
  readonly trials: readonly Trial[];
  /** Every setting there is was tried, before the trials ran out. */
  readonly exhausted: boolean;
}

/** Draws in a row that bring nothing new, after which a space counts as exhausted. */
const MAX_REPEATS = 10_000;

/**
 * Hyperparameter optimisation: the defaults first, then a seeded random search without repeats. Each trial trains on
 * every user's rows but the last two and is judged on the second last, so that the last stays unseen by the choice.
 * Ties go to the earlier trial. One trial runs at a time with the whole pool: which setting wins, and which is given
 * up, then depends on no number of workers; `maxParallelTrainingJobs` is checked and changes nothing.
 *
 * @throws AppError P02–P05 and INVALID_INPUT for a request that does not fit the recipe, T02 when nobody has a row to
 *   be judged on, CANCELLED through the job, and the first trial's error when every trial failed.
 */
export async function tune(task: TuneTask, tools: TuneTools): Promise<Tuned> {
  const { recipe, hpoConfig, seed } = task;
  const fixed = bareNames(task.algorithmHyperParameters);
  checkParameters(recipe, fixed, task.featureTransformationParameters);
  const space = searchSpace(recipe, hpoConfig?.algorithmHyperParameterRanges, fixed);
  const { maxNumberOfTrainingJobs: jobs, maxParallelTrainingJobs: parallel } =
    hpoConfig?.hpoResourceConfig ?? {};
  const wanted = jobCount('maxNumberOfTrainingJobs', jobs ?? '10', 40);
  jobCount('maxParallelTrainingJobs', parallel ?? '2', 10);
  const judging = judgingOf(hpoConfig?.hpoObjective, splitBeforeTarget(task.data), task.exclude);
  const settings = trialSettings(space, recipe, wanted, seed);
  const trials: Trial[] = [];
  let best: Trial | null = null;
  for (const [i, tried] of settings.entries()) {
    await tools.job.checkpoint('tune', i, settings.length);
    const parameters = checkParameters(recipe, { ...fixed, ...tried }, task.featureTransformationParameters);
    const config = { parameters, seed, budget: task.budget };
    const trial = await runTrial(i + 1, recipe, config, judging, best, tools);
    trials.push(trial);
    if (better(trial, best, judging)) best = trial;
    tools.onTrial?.([...trials]);
  }
  if (best === null) throw trials[0].error ?? new AppError('INTERNAL');
  return {
    objective: { metricName: judging.metricName, type: judging.type },
    tunedHPOParams: { algorithmHyperParameters: best.algorithmHyperParameters },
    best,
    trials,
    exhausted: settings.length >= space.size,
  };
}

/** Everybody with three rows is judged on the second last; the last is cut away. @throws AppError T02. */
export function splitBeforeTarget(data: TrainingData): Split {
  const split = splitLeaveOneOut(data, 1);
  if (split.tests.length === 0) throw new AppError('T02', { count: 0, needed: 1 });
  return split;
}

/** @throws AppError INVALID_INPUT for a metric or direction that is none. */
export function judgingOf(objective: HpoConfig['hpoObjective'], split: Split, exclude: boolean): Judging {
  const { metricName = 'normalized_discounted_cumulative_gain_at_25', type = 'Maximize' } = objective ?? {};
  if (type !== 'Maximize' && type !== 'Minimize') {
    throw new AppError('INVALID_INPUT', { field: 'type', value: type, allowed: ['Maximize', 'Minimize'] });
  }
  return { split, exclude, metricName: objectiveKey(metricName), type };
}

/** Whether `trial` beats the best so far; a trial given up or failed never does. */
export function better(trial: Trial, best: Trial | null, judging: Pick<Judging, 'type'>): boolean {
  if (trial.status !== 'COMPLETED' || trial.value === null) return false;
  if (best === null || best.value === null) return true;
  return judging.type === 'Maximize' ? trial.value > best.value : trial.value < best.value;
}

/** The settings of all trials: known before the first runs, whatever the trials bring. */
function trialSettings(space: SearchSpace, recipe: Recipe, wanted: number, seed: number): Settings[] {
  const settings = [defaultsIn(space, recipe)];
  const keyOf = (one: Settings): string => space.dimensions.map(({ name }) => one[name]).join('|');
  const seen = new Set(settings.map(keyOf));
  const rng = new Rng(seed, 'hpo');
  for (let repeats = 0; settings.length < Math.min(wanted, space.size) && repeats < MAX_REPEATS;) {
    const drawn = drawSettings(space, rng);
    if (seen.has(keyOf(drawn))) {
      repeats++;
      continue;
    }
    repeats = 0;
    seen.add(keyOf(drawn));
    settings.push(drawn);
  }
  return settings;
}

function jobCount(field: string, value: string, max: number): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1 || count > max) {
    throw new AppError('INVALID_INPUT', { field, value, min: 1, max });
  }
  return count;
}

function bareNames(given: Settings): Settings {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name.slice(name.lastIndexOf('.') + 1), value]),
  );
}
