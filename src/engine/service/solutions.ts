import type { BundleRequest } from '../../domain/bundle';
import { defined } from '../../domain/defined';
import { AppError, type JsonObject } from '../../domain/errors';
import { isObject, plain } from '../../domain/json';
import { recipeFacts } from '../../domain/recipe-catalogue';
import type { ProjectState, SolutionVersion } from '../../domain/resources';
import type { Solution, SolutionChange } from '../../domain/service';
import { firstSchedule, updateSolutionSettings } from '../resources/auto-training';
import { recipeArn, versionArn } from '../../domain/names';
import { serviceOf } from '../../domain/service-resources';
import { createSolution, solutionKind, solutionsOf } from '../resources/solutions';
import { groupArnOf, inGroup, requireGroup } from './dataset-groups';
import { dated } from './answers';
import { optionalFlag, optionalObject, optionalText, text } from './read-input';
import { deleteOperation, readOperations, stored } from './resource-operations';
import { requestFor, type ServiceKind } from './service-kind';
import { configOf, partOf, readSolution } from './solution-config';
import { versionSummary } from './solution-versions';
import { newestActive, versionsOf } from '../../domain/version-names';

/** Stands in for the id of a version that is yet to be trained. */
const UNTRAINED = '00000000';

function summary(solution: Solution) {
  const { recipe } = solution.request;
  return {
    name: solution.name,
    solutionArn: solution.arn,
    status: solution.status,
    ...dated(solution),
    ...defined({ recipeArn: recipe && recipeArn(recipe) }),
  };
}

/** What was last changed of a solution, in the service's JSON; changes take no time here. */
function updateOf(update: NonNullable<Solution['latestUpdate']>) {
  const { performAutoTraining, performIncrementalUpdate, schedulingExpression, eventsConfig, ...times } =
    update;
  return plain({
    ...defined({ performAutoTraining, performIncrementalUpdate }),
    solutionUpdateConfig: { ...scheduleConfig(schedulingExpression), ...defined({ eventsConfig }) },
    status: 'ACTIVE',
    ...dated(times),
  });
}

function scheduleConfig(schedulingExpression: string | undefined) {
  return defined({
    autoTrainingConfig: schedulingExpression === undefined ? undefined : { schedulingExpression },
  });
}

/** When a solution trains by itself, as CreateSolution and UpdateSolution say it. */
function readChange(input: JsonObject, config: JsonObject): SolutionChange {
  const training = optionalObject(config, 'autoTrainingConfig') ?? {};
  return defined({
    performAutoTraining: optionalFlag(input, 'performAutoTraining'),
    performIncrementalUpdate: optionalFlag(input, 'performIncrementalUpdate'),
    schedulingExpression: optionalText(training, 'schedulingExpression'),
  });
}

/** When a new solution trains by itself. */
function readSettings(input: JsonObject) {
  const change = readChange(input, optionalObject(input, 'solutionConfig') ?? {});
  const { performIncrementalUpdate } = change;
  return { ...firstSchedule(change), ...defined({ performIncrementalUpdate }) };
}

function description(solution: Solution, state: ProjectState) {
  const { request, schedule, isScheduledByDefault, latestUpdate } = solution;
  const given = isScheduledByDefault === true ? undefined : schedule;
  const latest = versionsOf(solution.name, state).at(-1);
  return {
    ...summary(solution),
    performHPO: request.performHPO ?? false,
    performAutoML: request.performAutoML ?? false,
    performAutoTraining: schedule !== undefined,
    ...defined({ performIncrementalUpdate: solution.performIncrementalUpdate }),
    datasetGroupArn: groupArnOf(state),
    ...defined({ eventType: request.eventType }),
    solutionConfig: { ...configOf(request), ...scheduleConfig(given) },
    ...defined({
      latestSolutionUpdate: latestUpdate && updateOf(latestUpdate),
      autoMLResult: latest?.autoMLResult && { ...latest.autoMLResult },
      latestSolutionVersion: latest && versionSummary(latest),
    }),
  };
}

/** The solution, and the training of a version. */
function requestsOf(solution: Solution, state: ProjectState): readonly BundleRequest[] {
  const { arn, name, request, schedule } = solution;
  const latest = newestActive(name, state);
  const { recipe, performAutoML } = request;
  const create: JsonObject = {
    name,
    datasetGroupArn: groupArnOf(state),
    ...(recipe === undefined || performAutoML === true ? {} : { recipeArn: recipeArn(recipe) }),
    ...(request.performHPO === true ? { performHPO: true } : {}),
    ...(performAutoML === true ? { performAutoML: true } : {}),
    // The service trains anew every week, and bills it, unless it is told not to.
    performAutoTraining: schedule !== undefined,
    // It bills each update in steps, and takes the member of no other recipe.
    ...(recipe !== undefined &&
      recipeFacts(recipe).updates === 'in steps' && {
        performIncrementalUpdate: solution.performIncrementalUpdate ?? true,
      }),
    ...defined({ eventType: request.eventType }),
    ...configMember({ ...configOf(request), ...scheduleConfig(schedule) }),
  };
  const tuned = latest === undefined ? null : tunedRequest(create, latest);
  const implied = !serviceOf(state).solutions.some((one) => one.arn === arn);
  const version = { name, arn: latest?.arn ?? versionArn(name, UNTRAINED) };
  const training = { solutionArn: arn, trainingMode: 'FULL' };
  return [
    { ...requestFor('solution', solution, create, implied), ...(tuned === null ? {} : { tuned }) },
    requestFor('solution-version', version, training, latest === undefined),
  ];
}

/** The request with what the search of a version has found, and without the search; null where there was none. */
function tunedRequest(create: JsonObject, version: SolutionVersion): JsonObject | null {
  const found = version.tunedHPOParams?.algorithmHyperParameters;
  if (found === undefined && version.autoMLResult === undefined) return null;
  const config = isObject(create.solutionConfig) ? create.solutionConfig : {};
  const given = isObject(config.algorithmHyperParameters) ? config.algorithmHyperParameters : {};
  return {
    ...without(create, ['performHPO', 'performAutoML', 'solutionConfig']),
    recipeArn: recipeArn(version.spec.recipe),
    ...configMember({
      ...without(config, ['hpoConfig', 'autoMLConfig']),
      algorithmHyperParameters: { ...given, ...found },
    }),
  };
}

function without(object: JsonObject, members: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !members.includes(name)));
}

/** Without the members that say nothing. */
function configMember(config: JsonObject): JsonObject {
  const members = Object.entries(config).filter(
    ([, value]) => !(isObject(value) && Object.keys(value).length === 0),
  );
  return members.length === 0 ? {} : { solutionConfig: Object.fromEntries(members) };
}

export const solutions = {
  operations: {
    async CreateSolution(input, { project, seed }) {
      requireGroup(input, project.state);
      if (optionalText(input, 'recipeArn') === undefined && optionalFlag(input, 'performAutoML') !== true) {
        throw new AppError('INVALID_INPUT', { field: 'recipeArn', expected: 'text', value: null });
      }
      const request = readSolution(input, seed);
      const settings = readSettings(input);
      const { arn } = await stored(project, (before) =>
        createSolution(before, request, project.nowSec, settings),
      );
      return { solutionArn: arn };
    },
    ...readOperations(solutionKind, { summary, description, asked: inGroup }),
    async UpdateSolution(input, { project }) {
      const arn = text(input, 'solutionArn');
      const config = optionalObject(input, 'solutionUpdateConfig') ?? {};
      const eventsConfig = partOf(config, 'eventsConfig');
      const change = { ...readChange(input, config), ...defined({ eventsConfig }) };
      await project.update((before) => updateSolutionSettings(before, arn, change, project.nowSec));
      return { solutionArn: arn };
    },
    ...deleteOperation(solutionKind, true),
  },
  bundled: {
    kind: 'solution',
    requests: (state) => solutionsOf(state).flatMap((solution) => requestsOf(solution, state)),
    /** Untrained; when it is trained by itself is as it was. */
    restored(state, { name, input, manifest }, nowSec) {
      const request = { ...readSolution(input), ...manifest.solutions[name] };
      return createSolution(state, request, nowSec, readSettings(input));
    },
  },
} satisfies ServiceKind;
