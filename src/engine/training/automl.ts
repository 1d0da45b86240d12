import { AppError } from '../../domain/errors';
import type { MetricKey } from '../../domain/metrics';
import { AUTOML_LIST, type RecipeName } from '../../domain/recipe-catalogue';
import { recipeArn } from '../../domain/names';
import { candidateNames, objectiveOf } from '../resources/tuning-config';
import type {
  AutoMlConfig,
  AutoMlResult,
  HpoConfig,
  RecipeSearch,
  Trial,
  TuningRecord,
} from '../../domain/tuning';
import type { Recipe } from '../../recipes/recipe';
import { bestOf, isBetter } from './choose-trial';
import { unpackRanks } from './packed-ranks';
import { emptySearch, runTrials, type TuneTools, type TuningPlan } from './recipe-tuning';
import { conclude, planTuning, splitBeforeTarget, type TuneTask } from './tune';
import { gain } from './trial';

export interface AutoMlTask extends Pick<TuneTask, 'data' | 'seed' | 'budget' | 'exclude'> {
  /** Must not be there: AutoML chooses it. */
  readonly recipe?: string;
  readonly autoMLConfig?: AutoMlConfig;
  /** Every recipe that can be trained here. */
  readonly recipes: ReadonlyMap<RecipeName, Recipe>;
  /** Trials a candidate gets; the service's own default of HPO where absent. */
  readonly hpoResourceConfig?: HpoConfig['hpoResourceConfig'];
}

export interface AutoMlChoice {
  readonly metricName: MetricKey;
  readonly autoMLResult: AutoMlResult;
  readonly best: Trial;
  /** One search a candidate, in the order of the list; those that cannot be trained say why. */
  readonly record: TuningRecord;
}

/** What settings may make up: a candidate with a smaller share of the best's value is not tuned. */
const IN_REACH = 0.75;

/**
 * Tries every candidate recipe with its defaults, tunes those that are not far behind, and names the best by
 * its chosen trial; ties go to the earlier one. All are judged on the same rows, every user's row before the target.
 *
 * @param resumed what an interrupted run had found, as `onRecord` told it; it goes on from there.
 * @throws AppError P07 for a request with a recipe, P01 for an unknown one in the list, P04 for one of another type, INVALID_INPUT for a list or
 *   metric that does not fit, T02 when nobody has a row to be judged on, NOT_FOUND when no candidate could be trained,
 *   CANCELLED through the job.
 */
export async function automl(
  task: AutoMlTask,
  tools: Omit<TuneTools, 'onSearch'> & { onRecord?: (record: TuningRecord) => Promise<void> | void },
  resumed: TuningRecord | null = null,
): Promise<AutoMlChoice> {
  if (task.recipe !== undefined) throw new AppError('P07', { recipe: task.recipe });
  const names = candidateNames(task.autoMLConfig?.recipeList ?? AUTOML_LIST);
  const objective = objectiveOf({ metricName: task.autoMLConfig?.metricName });
  const split = splitBeforeTarget(task.data);
  const plans = names.map((name) => planOf(name, task, split));
  let searches = plans.map(({ search }, c) => resumed?.searches.at(c) ?? search);
  const keep = async (search: RecipeSearch): Promise<void> => {
    searches = searches.map((other) => (other.recipe === search.recipe ? search : other));
    await tools.onRecord?.({ objective, searches });
  };
  const run = async (c: number, last: number): Promise<RecipeSearch> => {
    const { plan } = plans[c];
    if (plan === null) return searches[c];
    const onSearch = (search: RecipeSearch): Promise<void> => keep(search);
    return runTrials(plan, searches[c], last, {
      ...tools,
      job: counted(tools.job, () => searches),
      onSearch,
    });
  };
  await tools.onRecord?.({ objective, searches });
  for (const c of names.keys()) await keep(withoutHope(await run(c, 1)));
  const contenders = await unbeaten(searches, objective, task.seed, tools.job);
  for (const [c, { plan }] of plans.entries()) {
    if (plan === null || searches[c].skipped !== undefined) continue;
    const search = contenders.has(searches[c].recipe) ? await run(c, plan.wanted) : searches[c];
    await keep({ ...conclude(plan, search), planned: search.trials.length });
  }
  let best: Trial | null = null;
  for (const { chosen, trials } of searches) {
    const trial = trials.find(({ number }) => number === chosen);
    if (trial !== undefined && isBetter(trial, best, objective.type)) best = trial;
  }
  if (best === null) throw new AppError('NOT_FOUND', { what: 'recipe', id: names.join(', ') });
  return {
    metricName: objective.metricName,
    autoMLResult: { bestRecipeArn: recipeArn(best.recipe) },
    best,
    record: { objective, searches },
  };
}

/** How a candidate is searched, or why it is not. */
function planOf(
  name: RecipeName,
  task: AutoMlTask,
  split: TuningPlan['judging']['split'],
): { readonly plan: TuningPlan | null; readonly search: RecipeSearch } {
  const recipe = task.recipes.get(name);
  if (recipe === undefined) {
    const skipped = { code: 'NOT_FOUND', details: { what: 'recipe', id: name } } as const;
    return {
      plan: null,
      search: { recipe: name, planned: 0, trials: [], defaultRanks: null, chosen: null, skipped },
    };
  }
  const { seed, budget, exclude, hpoResourceConfig } = task;
  const hpoObjective = { metricName: task.autoMLConfig?.metricName };
  const given = { algorithmHyperParameters: {}, featureTransformationParameters: {} };
  const asked = { recipe, seed, budget, exclude, hpoConfig: { hpoResourceConfig, hpoObjective }, ...given };
  const tunable = recipe.hyperparameters.some((spec) => spec.tunable);
  const plan = tunable
    ? planTuning(asked, split)
    : {
        ...asked,
        fixed: {},
        space: null,
        wanted: 1,
        parallel: 1,
        judging: { split, exclude, ...objectiveOf(hpoObjective) },
      };
  return { plan, search: emptySearch(plan) };
}

/** A candidate whose defaults cannot be trained here is skipped, with the reason. */
function withoutHope(search: RecipeSearch): RecipeSearch {
  const failure = search.trials.at(0)?.failure ?? null;
  return failure === null ? search : { ...search, trials: [], planned: 0, skipped: failure };
}

/**
 * Recipes that may still win: all but those whose defaults are shown to be beaten by another's on the same people, and
 * far behind. Settings move a recipe less than that.
 */
async function unbeaten(
  searches: readonly RecipeSearch[],
  objective: TuningRecord['objective'],
  seed: number,
  job: TuneTools['job'],
): Promise<ReadonlySet<RecipeName>> {
  const first = searches.flatMap(({ trials }) => trials.filter(({ number }) => number === 1));
  const top = bestOf(first, objective.type);
  const ranksOf = (recipe: RecipeName): Float64Array =>
    unpackRanks(searches.find((search) => search.recipe === recipe)?.defaultRanks ?? '');
  const left = new Set<RecipeName>();
  const near = (value: number | null, best: number | null): boolean =>
    objective.type === 'Minimize' || (value ?? 0) >= IN_REACH * (best ?? 0);
  for (const { recipe, value } of first) {
    if (top === null || recipe === top.recipe) left.add(recipe);
    else {
      const test = await gain(ranksOf(top.recipe), ranksOf(recipe), objective, seed, job);
      if (test.better !== 'first' || near(value, top.value)) left.add(recipe);
    }
  }
  return left;
}

/** The job as one candidate's trials see it: they report the trials of all. */
function counted(job: TuneTools['job'], searches: () => readonly RecipeSearch[]): TuneTools['job'] {
  return {
    get stopped() {
      return job.stopped;
    },
    get searchEnded() {
      return job.searchEnded;
    },
    checkpoint: (phase) => {
      const all = searches();
      const done = all.reduce((sum, { trials }) => sum + trials.length, 0);
      const planned = all.reduce((sum, search) => sum + search.planned, 0);
      return job.checkpoint(phase, done, planned);
    },
  };
}
