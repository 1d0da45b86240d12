import { AppError, type JsonObject } from '../../domain/errors';
import type { SolutionRequest } from '../../domain/resources';
import type { Solution } from '../../domain/service';
import type { AutoMlConfig, HpoConfig } from '../../domain/tuning';
import { recipeArn } from '../names';
import { datasetGroupOf } from '../service/datasets';
import { findByArn } from '../service/service-resources';
import { createSolution, deleteSolution, solutionsOf } from '../service/solutions';
import { findRecipe } from '../../recipes/registry';
import { dated } from './dated';
import { groupAt, requireGroup } from './dataset-groups';
import type { ApiContext, Operations } from './operation';
import { page } from './page';
import { optionalFlag, optionalObject, optionalText, text, textMap } from './read-input';

/** What Foretaste adds to a solution, where the request says nothing of it. */
const SEED = 42;
const BUDGET = 'standard';

/** CreateSolution's JSON as a request. Members that only an account has (roles, tags) are passed over. */
export function readSolution(input: JsonObject): SolutionRequest {
  const config = optionalObject(input, 'solutionConfig') ?? {};
  const recipe = optionalText(input, 'recipeArn');
  const eventType = optionalText(input, 'eventType');
  const eventValueThreshold = optionalText(config, 'eventValueThreshold');
  const excluded = optionalObject(config, 'trainingDataConfig');
  return {
    name: text(input, 'name'),
    ...(recipe === undefined ? {} : { recipe: findRecipe(recipe).name }),
    ...(eventType === undefined ? {} : { eventType }),
    ...(eventValueThreshold === undefined ? {} : { eventValueThreshold }),
    ...part(config, 'eventsConfig'),
    ...(excluded === undefined ? {} : part(config, 'trainingDataConfig')),
    ...(part(config, 'optimizationObjective') as Pick<SolutionRequest, 'optimizationObjective'>),
    algorithmHyperParameters: textMap(config, 'algorithmHyperParameters') ?? {},
    featureTransformationParameters: textMap(config, 'featureTransformationParameters') ?? {},
    ...flag(input, 'performHPO'),
    ...(part(config, 'hpoConfig') as { readonly hpoConfig?: HpoConfig }),
    ...flag(input, 'performAutoML'),
    ...(part(config, 'autoMLConfig') as { readonly autoMLConfig?: AutoMlConfig }),
    seed: SEED,
    budget: BUDGET,
  };
}

/** A part of the configuration as it came; training checks what is in it. */
function part(config: JsonObject, member: string): { readonly [member: string]: JsonObject } {
  const value = optionalObject(config, member);
  return value === undefined ? {} : { [member]: value };
}

function flag(input: JsonObject, member: string): { readonly [member: string]: boolean } {
  const value = optionalFlag(input, member);
  return value === undefined ? {} : { [member]: value };
}

/** A solution's or version's configuration in the service's JSON. */
export function configOf(request: SolutionRequest): JsonObject {
  const { eventValueThreshold, algorithmHyperParameters, featureTransformationParameters } = request;
  const parts = {
    ...(eventValueThreshold === undefined ? {} : { eventValueThreshold }),
    hpoConfig: request.hpoConfig,
    algorithmHyperParameters: { ...algorithmHyperParameters },
    featureTransformationParameters: { ...featureTransformationParameters },
    autoMLConfig: request.autoMLConfig,
    optimizationObjective: request.optimizationObjective,
    trainingDataConfig: request.trainingDataConfig,
    eventsConfig: request.eventsConfig,
  };
  return JSON.parse(JSON.stringify(parts)) as JsonObject;
}

function summary(solution: Solution): JsonObject {
  const { recipe } = solution.request;
  return {
    name: solution.name,
    solutionArn: solution.arn,
    status: solution.status,
    ...dated(solution),
    ...(recipe === undefined ? {} : { recipeArn: recipeArn(recipe) }),
  };
}

function description(solution: Solution, { project }: ApiContext): JsonObject {
  const { request } = solution;
  const versions = project.state.solutionVersions.filter((version) => version.solution === solution.name);
  const latest = versions.at(-1);
  return {
    ...summary(solution),
    performHPO: request.performHPO ?? false,
    performAutoML: request.performAutoML ?? false,
    performAutoTraining: false,
    datasetGroupArn: datasetGroupOf(project.state)?.arn ?? '',
    ...(request.eventType === undefined ? {} : { eventType: request.eventType }),
    solutionConfig: configOf(request),
    ...(latest?.autoMLResult === undefined ? {} : { autoMLResult: { ...latest.autoMLResult } }),
    ...(latest === undefined
      ? {}
      : {
          latestSolutionVersion: { solutionVersionArn: latest.arn, status: latest.status, ...dated(latest) },
        }),
  };
}

export const solutions: Operations = {
  async CreateSolution(input, context) {
    const { project } = context;
    groupAt(context, text(input, 'datasetGroupArn'));
    if (optionalText(input, 'recipeArn') === undefined && optionalFlag(input, 'performAutoML') !== true) {
      throw new AppError('INVALID_INPUT', { field: 'recipeArn' });
    }
    const request = readSolution(input);
    const state = await project.update((before) => createSolution(before, request, project.nowSec).state);
    const made = solutionsOf(state).find(({ name }) => name === request.name);
    return { solutionArn: made?.arn ?? '' };
  },
  DescribeSolution: (input, context) => ({
    solution: description(findByArn(solutionsOf(context.project.state), text(input, 'solutionArn')), context),
  }),
  ListSolutions(input, context) {
    requireGroup(input, context);
    return page(input, 'solutions', solutionsOf(context.project.state).map(summary));
  },
  async DeleteSolution(input, { project }) {
    const arn = text(input, 'solutionArn');
    await project.update((before) => deleteSolution(before, arn));
    await project.measureSize();
    return {};
  },
};
