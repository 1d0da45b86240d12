import { AppError, isAppError, isCancelled, type JsonObject } from '../domain/errors';
import type { MetricKey } from '../domain/metrics';
import type { RecipeName, RecipeType } from '../domain/resources';
import { checkParameters } from '../recipes/parameters';
import type { Recipe } from '../recipes/recipe';
import { runTrial, type Trial } from './trial';
import { better, judgingOf, splitBeforeTarget, tune } from './tune';
import type { HpoConfig, TuneTask, TuneTools } from './tune';

/** The parts of CreateSolution that AutoML reads, and the recipe that it must not have. */
export interface AutoMlRequest {
  readonly recipe?: string;
  readonly autoMLConfig?: { readonly metricName?: string; readonly recipeList?: readonly string[] };
}

export interface AutoMlTask extends Pick<TuneTask, 'data' | 'seed' | 'budget' | 'exclude'> {
  readonly request: AutoMlRequest;
  /** Every recipe that can be trained here. */
  readonly recipes: ReadonlyMap<RecipeName, Recipe>;
  /** Trials a candidate gets; the service's own default of HPO where absent. */
  readonly hpoResourceConfig?: HpoConfig['hpoResourceConfig'];
}

/** A recipe of the list: what its trials brought, or why it has none. */
export type Candidate =
  | {
      readonly recipe: RecipeName;
      readonly recipeArn: string;
      readonly best: Trial;
      readonly trials: readonly Trial[];
    }
  | {
      readonly recipe: RecipeName;
      readonly recipeArn: string;
      readonly skipped: { readonly code: string; readonly details: JsonObject };
    };

export interface AutoMlResult {
  readonly metricName: MetricKey;
  readonly autoMLResult: { readonly bestRecipeArn: string };
  readonly best: { readonly recipe: RecipeName; readonly trial: Trial };
  /** In the order of the list. */
  readonly candidates: readonly Candidate[];
}

const DEFAULT_LIST: readonly RecipeName[] = [
  'aws-hrnn',
  'aws-hrnn-metadata',
  'aws-user-personalization',
  'aws-popularity-count',
];
const MAX_LIST = 100;
const ARN_PREFIX = 'arn:aws:personalize:::recipe/';

/** Types of all recipes of the service, trainable here or not. */
const TYPES: { readonly [name in RecipeName]: RecipeType } = {
  'aws-popularity-count': 'USER_PERSONALIZATION',
  'aws-trending-now': 'POPULAR_ITEMS',
  'aws-sims': 'RELATED_ITEMS',
  'aws-similar-items': 'RELATED_ITEMS',
  'aws-hrnn': 'USER_PERSONALIZATION',
  'aws-hrnn-metadata': 'USER_PERSONALIZATION',
  'aws-hrnn-coldstart': 'USER_PERSONALIZATION',
  'aws-user-personalization': 'USER_PERSONALIZATION',
  'aws-user-personalization-v2': 'USER_PERSONALIZATION',
  'aws-personalized-ranking': 'PERSONALIZED_RANKING',
  'aws-personalized-ranking-v2': 'PERSONALIZED_RANKING',
  'aws-item-affinity': 'USER_SEGMENTATION',
  'aws-item-attribute-affinity': 'USER_SEGMENTATION',
};

/**
 * Tunes every candidate recipe and names the best by its best trial; ties go to the earlier one. All are judged on
 * the same rows, every user's row before the target. A recipe without anything to tune is tried with its defaults.
 *
 * @throws AppError P07 for a request with a recipe, P01 for an unknown one in the list, P04 for one of another type,
 *   INVALID_INPUT for a list or metric that does not fit, T02 when nobody has a row to be judged on, NOT_FOUND when no
 *   candidate could be trained, CANCELLED through the job.
 */
export async function automl(
  task: AutoMlTask,
  tools: Omit<TuneTools, 'onTrial'> & { onCandidate?: (candidate: Candidate) => void },
): Promise<AutoMlResult> {
  const { request } = task;
  if (request.recipe !== undefined) throw new AppError('P07', { recipe: request.recipe });
  const names = candidateNames(request.autoMLConfig?.recipeList ?? DEFAULT_LIST);
  const objective = { metricName: request.autoMLConfig?.metricName };
  const judging = judgingOf(objective, splitBeforeTarget(task.data), task.exclude);
  const candidates: Candidate[] = [];
  let best: AutoMlResult['best'] | null = null;
  for (const [i, name] of names.entries()) {
    await tools.job.checkpoint('automl', i, names.length);
    const candidate = await tryRecipe(name, task, tools);
    candidates.push(candidate);
    tools.onCandidate?.(candidate);
    if ('best' in candidate && better(candidate.best, best?.trial ?? null, judging)) {
      best = { recipe: name, trial: candidate.best };
    }
  }
  if (best === null) throw new AppError('NOT_FOUND', { type: 'recipe', tried: [...names] });
  const { metricName } = judging;
  return { metricName, autoMLResult: { bestRecipeArn: ARN_PREFIX + best.recipe }, best, candidates };
}

function candidateNames(list: readonly string[]): RecipeName[] {
  if (list.length === 0 || list.length > MAX_LIST) {
    throw new AppError('INVALID_INPUT', { field: 'recipeList', value: list.length, min: 1, max: MAX_LIST });
  }
  const known = Object.keys(TYPES) as RecipeName[];
  const names = list.map((given) => {
    const bare = given.startsWith(ARN_PREFIX) ? given.slice(ARN_PREFIX.length) : given;
    const name = known.find((one) => one === bare.trim().replaceAll(' ', '-'));
    if (name === undefined) throw new AppError('P01', { recipe: given, known });
    if (TYPES[name] !== 'USER_PERSONALIZATION') {
      throw new AppError('P04', { recipe: name, type: TYPES[name], needed: 'USER_PERSONALIZATION' });
    }
    return name;
  });
  return [...new Set(names)];
}

async function tryRecipe(name: RecipeName, task: AutoMlTask, tools: TuneTools): Promise<Candidate> {
  const recipeArn = ARN_PREFIX + name;
  const recipe = task.recipes.get(name);
  if (recipe === undefined)
    return { recipe: name, recipeArn, skipped: { code: 'NOT_FOUND', details: { type: 'recipe', name } } };
  try {
    const trials = await trialsOf(recipe, task, tools);
    return { recipe: name, recipeArn, ...trials };
  } catch (error) {
    if (!isAppError(error) || isCancelled(error)) throw error;
    return { recipe: name, recipeArn, skipped: { code: error.code, details: error.details } };
  }
}

async function trialsOf(
  recipe: Recipe,
  task: AutoMlTask,
  tools: TuneTools,
): Promise<{ best: Trial; trials: readonly Trial[] }> {
  const { data, seed, budget, exclude, hpoResourceConfig } = task;
  const hpoObjective = { metricName: task.request.autoMLConfig?.metricName };
  if (recipe.hyperparameters.some((spec) => spec.tunable)) {
    const given = { algorithmHyperParameters: {}, featureTransformationParameters: {} };
    const hpoConfig = { hpoResourceConfig, hpoObjective };
    return tune({ recipe, data, seed, budget, exclude, hpoConfig, ...given }, tools);
  }
  const config = { parameters: checkParameters(recipe, {}, {}), seed, budget };
  const judging = judgingOf(hpoObjective, splitBeforeTarget(data), exclude);
  const trial = await runTrial(1, recipe, config, judging, null, tools);
  if (trial.error !== null) throw trial.error;
  return { best: trial, trials: [trial] };
}
