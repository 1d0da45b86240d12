import { AppError, type JsonObject } from '../../domain/errors';
import type { SolutionRequest } from '../../domain/resources';
import type { Solution } from '../../domain/service';
import type { AutoMlConfig, HpoConfig } from '../../domain/tuning';
import { recipeArn } from '../../domain/names';
import { datasetGroupOf } from '../resources/datasets';
import { scheduleAfter, updateSolutionSettings, type SolutionChange } from '../resources/auto-training';
import { findByArn } from '../resources/service-resources';
import { createSolution, deleteSolution, solutionsOf } from '../resources/solutions';
import { findRecipe } from '../../recipes/registry';
import { dated } from './dated';
import { groupAt, requireGroup } from './dataset-groups';
import type { ApiContext, Operations } from './operation';
import { page } from './page';
import { plain } from './plain';
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
export function configOf(request: SolutionRequest) {
  const { eventValueThreshold, hpoConfig, autoMLConfig, optimizationObjective } = request;
  const { trainingDataConfig, eventsConfig } = request;
  return plain({
    ...(eventValueThreshold === undefined ? {} : { eventValueThreshold }),
    ...(hpoConfig === undefined ? {} : { hpoConfig }),
    algorithmHyperParameters: request.algorithmHyperParameters,
    featureTransformationParameters: request.featureTransformationParameters,
    ...(autoMLConfig === undefined ? {} : { autoMLConfig }),
    ...(optimizationObjective === undefined ? {} : { optimizationObjective }),
    ...(trainingDataConfig === undefined ? {} : { trainingDataConfig }),
    ...(eventsConfig === undefined ? {} : { eventsConfig }),
  });
}

function summary(solution: Solution) {
  const { recipe } = solution.request;
  return {
    name: solution.name,
    solutionArn: solution.arn,
    status: solution.status,
    ...dated(solution),
    ...(recipe === undefined ? {} : { recipeArn: recipeArn(recipe) }),
  };
}

/** What was last changed of a solution, in the service's JSON; changes take no time here. */
function updateOf(update: NonNullable<Solution['latestUpdate']>) {
  const { performAutoTraining, schedulingExpression, eventsConfig, ...times } = update;
  return plain({
    ...(performAutoTraining === undefined ? {} : { performAutoTraining }),
    solutionUpdateConfig: {
      ...(schedulingExpression === undefined ? {} : { autoTrainingConfig: { schedulingExpression } }),
      ...(eventsConfig === undefined ? {} : { eventsConfig }),
    },
    status: 'ACTIVE',
    ...dated(times),
  });
}

/** When a solution trains by itself, as CreateSolution and UpdateSolution say it. */
function readChange(input: JsonObject, config: JsonObject): SolutionChange {
  const performAutoTraining = optionalFlag(input, 'performAutoTraining');
  const schedulingExpression = optionalText(
    optionalObject(config, 'autoTrainingConfig') ?? {},
    'schedulingExpression',
  );
  return {
    ...(performAutoTraining === undefined ? {} : { performAutoTraining }),
    ...(schedulingExpression === undefined ? {} : { schedulingExpression }),
  };
}

function description(solution: Solution, { project }: ApiContext) {
  const { request } = solution;
  const versions = project.state.solutionVersions.filter((version) => version.solution === solution.name);
  const latest = versions.at(-1);
  return {
    ...summary(solution),
    performHPO: request.performHPO ?? false,
    performAutoML: request.performAutoML ?? false,
    performAutoTraining: solution.schedule !== undefined,
    datasetGroupArn: datasetGroupOf(project.state)?.arn ?? '',
    ...(request.eventType === undefined ? {} : { eventType: request.eventType }),
    solutionConfig: {
      ...configOf(request),
      ...(solution.schedule === undefined
        ? {}
        : { autoTrainingConfig: { schedulingExpression: solution.schedule } }),
    },
    ...(solution.latestUpdate === undefined ? {} : { latestSolutionUpdate: updateOf(solution.latestUpdate) }),
    ...(latest?.autoMLResult === undefined ? {} : { autoMLResult: { ...latest.autoMLResult } }),
    ...(latest === undefined
      ? {}
      : {
          latestSolutionVersion: { solutionVersionArn: latest.arn, status: latest.status, ...dated(latest) },
        }),
  };
}

export const solutions = {
  async CreateSolution(input, context) {
    const { project } = context;
    groupAt(context, text(input, 'datasetGroupArn'));
    if (optionalText(input, 'recipeArn') === undefined && optionalFlag(input, 'performAutoML') !== true) {
      throw new AppError('INVALID_INPUT', { field: 'recipeArn', expected: 'text', value: null });
    }
    const request = readSolution(input);
    const change = readChange(input, optionalObject(input, 'solutionConfig') ?? {});
    const { schedule } = scheduleAfter(undefined, change);
    const state = await project.update(
      (before) => createSolution(before, request, project.nowSec, schedule).state,
    );
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
  async UpdateSolution(input, { project }) {
    const arn = text(input, 'solutionArn');
    const config = optionalObject(input, 'solutionUpdateConfig') ?? {};
    const change = { ...readChange(input, config), ...part(config, 'eventsConfig') };
    await project.update((before) => updateSolutionSettings(before, arn, change, project.nowSec));
    return { solutionArn: arn };
  },
  async DeleteSolution(input, { project }) {
    const arn = text(input, 'solutionArn');
    await project.update((before) => deleteSolution(before, arn));
    await project.measureSize();
    return {};
  },
} satisfies Operations;
