import { AppError } from '../domain/errors';
import type { ProjectState, SolutionSpec } from '../domain/resources';
import type { DatasetType } from '../domain/schema';
import { checkParameters } from '../recipes/parameters';
import type { Recipe, RecipeConfig } from '../recipes/recipe';
import { findRecipe } from '../recipes/registry';
import { excludedColumns } from './excluded-columns';
import { isRunning } from './lifecycle';
import { checkName } from './names';
import { checkTrainingFilter } from './training-filter';

const MAX_SEED = 2 ** 32 - 1;

/** A request that passed all checks that need no data. */
export interface Plan {
  readonly spec: SolutionSpec;
  readonly recipe: Recipe;
  readonly config: RecipeConfig;
}

/**
 * @throws AppError P01–P03, P06, T09, INVALID_INPUT, RESOURCE_ALREADY_EXISTS for a name that is another recipe's,
 *   RESOURCE_IN_USE.
 */
export function checkPlan(state: ProjectState, spec: SolutionSpec): Plan {
  checkName(spec.name);
  const recipe = findRecipe(spec.recipe);
  if (recipe.name !== spec.recipe) return checkPlan(state, { ...spec, recipe: recipe.name });
  if (!Number.isInteger(spec.seed) || spec.seed < 0 || spec.seed > MAX_SEED) {
    throw new AppError('INVALID_INPUT', { field: 'seed', value: spec.seed, min: 0, max: MAX_SEED });
  }
  const { algorithmHyperParameters, featureTransformationParameters, seed, budget } = spec;
  const parameters = checkParameters(recipe, algorithmHyperParameters, featureTransformationParameters);
  checkTrainingFilter(spec);
  excludedColumns(spec.trainingDataConfig, columnsOf(state));
  const clash = state.solutionVersions.find(
    (version) => version.solution === spec.name && version.spec.recipe !== spec.recipe,
  );
  if (clash !== undefined) {
    throw new AppError('RESOURCE_ALREADY_EXISTS', {
      name: spec.name,
      type: 'solution',
      recipe: clash.spec.recipe,
    });
  }
  if (!state.datasets.some(({ type, status }) => type === 'INTERACTIONS' && status === 'ACTIVE')) {
    throw new AppError('T09', { dataset: 'INTERACTIONS', status: 'missing' });
  }
  requireIdle(state);
  return { spec, recipe, config: { parameters, seed, budget } };
}

/** @throws AppError T09 during an import, RESOURCE_IN_USE during another training. */
export function requireIdle(state: ProjectState): void {
  const importing = state.importJobs.find((importJob) => isRunning(importJob.status));
  if (importing !== undefined)
    throw new AppError('T09', { dataset: 'INTERACTIONS', status: importing.status });
  if (state.solutionVersions.some((version) => isRunning(version.status))) {
    throw new AppError('RESOURCE_IN_USE', { by: 'training' });
  }
}

/** The columns of each dataset, keys included. */
function columnsOf(state: ProjectState): { [type in DatasetType]?: readonly string[] } {
  const columns: { [type in DatasetType]?: readonly string[] } = {};
  for (const { type, schema } of state.datasets) columns[type] = schema.fields.map(({ name }) => name);
  return columns;
}
