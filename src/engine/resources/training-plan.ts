import { AppError } from '../../domain/errors';
import { missingText } from '../../domain/item-texts';
import { LIMITS } from '../../domain/limits';
import { recipeFacts, type RecipeName } from '../../domain/recipe-catalogue';
import type { Arn, ProjectState, SolutionRequest, SolutionSpec } from '../../domain/resources';
import type { DatasetType } from '../../domain/schema';
import { checkParameters } from '../../recipes/parameters';
import type { Recipe, RecipeConfig } from '../../recipes/recipe';
import { findRecipe, recipes } from '../../recipes/registry';
import { candidateNames, checkTuning, objectiveOf } from './tuning-config';
import { columnsOf, excludedColumns } from './excluded-columns';
import { isAtWork } from '../../domain/at-work';
import { requireWhole } from './ranges';
import { checkName } from '../../domain/names';
import { namedSchema } from './item-name';
import { checkObjective, checkObjectiveColumn } from './objective-config';
import { checkTrainingFilter } from './training-filter';

const MAX_SEED = 2 ** 32 - 1;

/** A request that passed all checks that need no data. */
export interface Plan {
  readonly spec: SolutionSpec;
  readonly recipe: Recipe;
  readonly config: RecipeConfig;
  /** What is searched before the model is trained. */
  readonly search: 'hpo' | 'automl' | null;
  /** Whom the version is trained for, where it is no solution's. */
  readonly recommender?: Arn;
  /** What the version is called beside its id. */
  readonly versionName?: string;
  /** A schedule asks for it, nobody else. */
  readonly automatic?: true;
  /** The full version that an update is made from; absent for a training of mode FULL. */
  readonly updates?: Arn;
}

/**
 * @throws AppError P01–P08, T06, T07, T09, T10, LIMIT_EXCEEDED, INVALID_INPUT, RESOURCE_ALREADY_EXISTS for a name that is
 *   another recipe's, RESOURCE_IN_USE.
 * @param turn a training that is queued does not mind others before it.
 */
export function checkPlan(
  state: ProjectState,
  request: SolutionRequest,
  turn: 'now' | 'queued' = 'now',
): Plan {
  const plan = checkRequest(state, request);
  requireDatasets(state, plan.recipe.name);
  checkObjectiveColumn(state, plan.spec);
  if (turn === 'now') requireIdle(state);
  else requireNoImport(state);
  return plan;
}

/** @throws AppError T07, T09, T10 where what the recipe learns from is not there, LIMIT_EXCEEDED where it is too much. */
function requireDatasets(state: ProjectState, recipe: RecipeName): void {
  const active = (wanted: DatasetType) =>
    state.datasets.find(({ type, status }) => type === wanted && status === 'ACTIVE');
  if (recipeFacts(recipe).readsTexts === true) {
    const items = active('ITEMS');
    if (items === undefined) throw new AppError('T07', { recipe, dataset: 'ITEMS' });
    const mark = missingText(namedSchema(items, state).fields);
    if (mark !== null) throw new AppError('T10', { recipe, mark });
    if (state.profile === 'aws' && items.rows > LIMITS.readItems)
      throw new AppError('LIMIT_EXCEEDED', { kind: 'item', limit: LIMITS.readItems, status: 'ACTIVE' });
  } else if (active('INTERACTIONS') === undefined)
    throw new AppError('T09', { dataset: 'INTERACTIONS', status: 'missing' });
}

/** What can be said of a request before there are data. @throws AppError as `checkPlan`, but for T09 and RESOURCE_IN_USE. */
export function checkRequest(state: ProjectState, request: SolutionRequest): Plan {
  checkName(request.name);
  const spec = { ...request, recipe: recipeOf(request) };
  const recipe = findRecipe(spec.recipe);
  requireWhole('seed', spec.seed, 0, MAX_SEED);
  const { algorithmHyperParameters, featureTransformationParameters, seed, budget } = spec;
  const search = spec.performAutoML === true ? 'automl' : spec.performHPO === true ? 'hpo' : null;
  // Of AutoML's request only its own part is read.
  const given = search === 'automl' ? {} : algorithmHyperParameters;
  const parameters = checkParameters(
    recipe,
    given,
    search === 'automl' ? {} : featureTransformationParameters,
  );
  if (search === 'hpo') checkTuning({ ...spec, recipe });
  if (search === 'automl') objectiveOf({ metricName: spec.autoMLConfig?.metricName });
  checkTrainingFilter(spec);
  checkObjective(spec);
  excludedColumns(spec.trainingDataConfig, columnsOf(state));
  const clash = state.solutionVersions.find(
    (version) => version.solution === spec.name && !sameSolution(version.spec, spec),
  );
  if (clash !== undefined) {
    throw new AppError('RESOURCE_ALREADY_EXISTS', { kind: 'solution', name: spec.name });
  }
  return { spec, recipe, config: { parameters, seed, budget }, search };
}

/** The recipe that is asked for; with AutoML the first of its list that can be trained, until one is chosen. */
function recipeOf(request: SolutionRequest): RecipeName {
  if (request.performAutoML !== true) {
    if (request.recipe === undefined) throw new AppError('INVALID_INPUT', { field: 'recipe', value: null });
    return findRecipe(request.recipe).name;
  }
  if (request.recipe !== undefined) throw new AppError('P07', { recipe: request.recipe });
  const names = candidateNames(request.autoMLConfig?.recipeList);
  const first = names.find((name) => recipes.has(name));
  if (first === undefined) throw new AppError('NOT_FOUND', { what: 'recipe', id: names.join(', ') });
  return first;
}

/** Versions of one solution share a recipe, or leave it to AutoML. */
function sameSolution(one: SolutionSpec, other: SolutionSpec): boolean {
  const open = one.performAutoML === true;
  return open === (other.performAutoML === true) && (open || one.recipe === other.recipe);
}

/** @throws AppError T09 during an import, RESOURCE_IN_USE during another training. */
export function requireIdle(state: ProjectState): void {
  requireNoImport(state);
  if (state.solutionVersions.some(isAtWork)) {
    throw new AppError('RESOURCE_IN_USE', { by: null });
  }
}

export function requireNoImport({ importJobs }: ProjectState): void {
  const importing = importJobs.find(isAtWork);
  if (importing !== undefined)
    throw new AppError('T09', { dataset: 'INTERACTIONS', status: importing.status });
}
