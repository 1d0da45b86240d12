import { AppError, isCancelled } from '../../domain/errors';
import type { Clock, Job, Pool } from '../../domain/ports';
import type { Budget } from '../../domain/resources';
import type { RecipeSearch, Settings, Trial, Objective } from '../../domain/tuning';
import { checkParameters } from '../../recipes/parameters';
import type { Model, Recipe } from '../../recipes/recipe';
import { bestOf } from './choose-trial';
import { packRanks, unpackRanks } from './packed-ranks';
import { defaultsIn, type SearchSpace, drawNear, drawSettings } from '../resources/search-space';
import { runTrial, type Judging } from './trial';
import { Rng } from '../../kernels/rng';

/** Draws in a row that bring nothing new, after which a space counts as exhausted. */
const MAX_REPEATS = 10_000;
/** How far a step from the best goes, as a share of a range: it shrinks as trials are spent. */
const FIRST_STEP = 0.5;
const SMALLEST_STEP = 0.05;

/** A checked search of one recipe's settings. */
export interface TuningPlan {
  readonly recipe: Recipe;
  /** null where the recipe has nothing to tune: its defaults are tried alone. */
  readonly space: SearchSpace | null;
  /** Values that every trial keeps, by bare name. */
  readonly fixed: Settings;
  readonly featureTransformationParameters: Settings;
  /** Trials at most. */
  readonly wanted: number;
  /** Trials that may run side by side, and that are proposed together. */
  readonly parallel: number;
  readonly seed: number;
  readonly budget: Budget;
  readonly judging: Judging;
}

/** A job whose search can be ended on its own: what was found so far is then used. */
export interface SearchJob extends Job {
  readonly searchEnded?: boolean;
}

/** What trials need of their surroundings. */
export interface TuneTools {
  readonly pool: Pool;
  readonly job: SearchJob;
  readonly clock: Clock;
  /** The search so far, after each trial; the next ones wait until it has been taken in. */
  readonly onSearch?: (search: RecipeSearch) => Promise<void> | void;
  /** Hears of every trial that has a model, before `onSearch` does. */
  readonly onTrial?: (trial: Trial, model: Model) => void;
}

/** A search before its first trial. */
export function emptySearch(plan: TuningPlan): RecipeSearch {
  const planned = Math.min(plan.wanted, plan.space?.size ?? 1);
  return { recipe: plan.recipe.name, planned, trials: [], defaultRanks: null, chosen: null };
}

/**
 * Runs the trials of a search that are still missing, up to number `last`. The defaults go first and alone; the others
 * follow in waves of `parallel`, side by side where the pool has several workers. What a wave tries and which of its
 * trials are given up depends on the waves before it alone: on no number of workers, and not on where a search that
 * was cut off is taken up again.
 *
 * @param search what has been done, as `onSearch` told it or as `emptySearch` begins it.
 * @returns the search with those trials; fewer when every setting was tried, or when the search was ended.
 * @throws AppError CANCELLED through the job.
 */
export async function runTrials(
  plan: TuningPlan,
  search: RecipeSearch,
  last: number,
  tools: TuneTools,
): Promise<RecipeSearch> {
  let now = search;
  const ended = (): boolean => tools.job.searchEnded === true;
  const job: Job = {
    get stopped() {
      return tools.job.stopped || ended();
    },
    async checkpoint() {
      await tools.job.checkpoint('tune', now.trials.length, now.planned);
      if (ended()) throw new AppError('CANCELLED', { reason: 'search-ended' });
    },
  };
  const runOne = async (
    number: number,
    tried: Settings,
    before: readonly Trial[],
    others: number,
  ): Promise<void> => {
    const { fixed, featureTransformationParameters, seed, budget, judging } = plan;
    const parameters = checkParameters(plan.recipe, { ...fixed, ...tried }, featureTransformationParameters);
    const marks = {
      firstEpochValue: bestOf(before, judging.type)?.firstEpochValue ?? null,
      defaultRanks: now.defaultRanks === null ? null : unpackRanks(now.defaultRanks),
    };
    const config = { parameters, seed, budget };
    const { trial, ranks, model } = await runTrial(number, plan.recipe, config, judging, marks, {
      ...tools,
      job,
      others,
    });
    const trials = [...now.trials, trial].sort((a, b) => a.number - b.number);
    now = { ...now, trials };
    if (number === 1 && ranks !== null) now = { ...now, defaultRanks: packRanks(ranks) };
    if (model !== null) tools.onTrial?.(trial, model);
    await tools.onSearch?.(now);
  };
  try {
    for (let from = 1; from <= Math.min(last, now.planned);) {
      await job.checkpoint('tune', 0, 1);
      const before = now.trials.filter(({ number }) => number < from);
      const wave = proposals(plan, before, from, Math.min(last, now.planned));
      if (wave.length === 0) break;
      const missing = wave.flatMap((tried, k) =>
        now.trials.some(({ number }) => number === from + k)
          ? []
          : [(others: number) => runOne(from + k, tried, before, others)],
      );
      await (tools.pool.size > 1 ? allAtOnce(missing) : oneByOne(missing));
      from += wave.length;
    }
  } catch (error) {
    if (!isCancelled(error) || tools.job.stopped || !ended()) throw error;
  }
  return now;
}

/** The settings of the wave that begins with number `from`. */
function proposals(
  plan: TuningPlan,
  before: readonly Trial[],
  from: number,
  last: number,
): readonly Settings[] {
  if (plan.space === null) return [{}];
  if (from === 1) return [defaultsIn(plan.space, plan.recipe)];
  const count = Math.min(plan.parallel, last - from + 1);
  return nextSettings(plan.space, before, count, plan.seed, plan.judging.type);
}

/** One trial, told how many others run beside it. */
type Run = (others: number) => Promise<void>;

async function oneByOne(runs: readonly Run[]): Promise<void> {
  for (const run of runs) await run(0);
}

/** All at once, each to its end; the first fault counts. */
async function allAtOnce(runs: readonly Run[]): Promise<void> {
  const ends = await Promise.allSettled(runs.map((run) => run(runs.length - 1)));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

/**
 * The next settings to try, without repeats: by turns a step in one dimension away from the best so far, and a draw
 * from anywhere. Steps find the near optimum of a smooth recipe, draws keep one bad start from deciding.
 *
 * @param before trials of all earlier waves, in order. @returns at most `count`; fewer when every setting was tried.
 */
function nextSettings(
  space: SearchSpace,
  before: readonly Trial[],
  count: number,
  seed: number,
  type: Objective['type'],
): readonly Settings[] {
  const keyOf = (one: Settings): string => space.dimensions.map(({ name }) => one[name]).join('|');
  const seen = new Set(before.map(({ algorithmHyperParameters }) => keyOf(algorithmHyperParameters)));
  const best = bestOf(before, type)?.algorithmHyperParameters ?? null;
  const found: Settings[] = [];
  for (let k = 0; k < count && seen.size < space.size; k++) {
    const number = before.length + k + 1;
    const rng = new Rng(seed, `hpo|trial ${number}`);
    const step = Math.max(SMALLEST_STEP, FIRST_STEP / (1 + before.length / 4));
    for (let repeats = 0; repeats < MAX_REPEATS; repeats++) {
      const near = best !== null && number % 2 === 0 && repeats < MAX_REPEATS / 2;
      const drawn = near ? drawNear(space, best, step, rng) : drawSettings(space, rng);
      if (seen.has(keyOf(drawn))) continue;
      seen.add(keyOf(drawn));
      found.push(drawn);
      break;
    }
  }
  return found;
}
