import { defined } from '../../domain/defined';
import { AppError, type JsonObject } from '../../domain/errors';
import type { Recommender, RecommenderConfig } from '../../domain/recommender';
import type { Arn, ProjectState, SolutionSpec } from '../../domain/resources';
import { datasetGroupOf } from '../resources/dataset-groups';
import { recipeArn } from '../../domain/names';
import {
  createRecommender,
  moveRecommender,
  recommenderKind,
  updateRecommender,
} from '../resources/recommender-resources';
import { serviceOf } from '../../domain/service-resources';
import { plain } from '../../domain/json';
import { needsOf } from '../training/recommender-plan';
import { trainRecommender } from '../training/train-recommender';
import { groupArnOf, inGroup, requireGroup } from './dataset-groups';
import { dated, roundedMetrics } from './answers';
import type { ApiContext } from './operation';
import { queuedJob } from './queued-job';
import { optionalFlag, optionalNumber, optionalObject, text, textMap, texts } from './read-input';
import { deleteOperation, readOperations, stored } from './resource-operations';
import { requestFor, type ServiceKind } from './service-kind';

/** Requests a second that the service has a recommender ready for, and bills, at least. */
const LEAST_REQUESTS = 1;

function readConfig(input: JsonObject): RecommenderConfig {
  const config = optionalObject(input, 'recommenderConfig') ?? {};
  return defined({
    itemExplorationConfig: textMap(config, 'itemExplorationConfig'),
    minRecommendationRequestsPerSecond: optionalNumber(config, 'minRecommendationRequestsPerSecond'),
    trainingDataConfig: readTraining(config),
    enableMetadataWithRecommendations: optionalFlag(config, 'enableMetadataWithRecommendations'),
  });
}

function readTraining(config: JsonObject): SolutionSpec['trainingDataConfig'] {
  const training = optionalObject(config, 'trainingDataConfig');
  if (training === undefined) return undefined;
  const columns = (member: string) => {
    const given = optionalObject(training, member);
    return given && Object.fromEntries(Object.keys(given).map((dataset) => [dataset, texts(given, dataset)]));
  };
  return defined({
    excludedDatasetColumns: columns('excludedDatasetColumns'),
    includedDatasetColumns: columns('includedDatasetColumns'),
  });
}

/** Settings as they are described: what is paid for at least is said where nobody asked for more. */
function shown(config: RecommenderConfig) {
  return plain({ minRecommendationRequestsPerSecond: LEAST_REQUESTS, ...config });
}

function summary(recommender: Recommender, state: ProjectState) {
  return {
    name: recommender.name,
    recommenderArn: recommender.arn,
    datasetGroupArn: groupArnOf(state),
    recipeArn: recipeArn(recommender.useCase),
    recommenderConfig: shown(recommender.config),
    status: recommender.status,
    ...dated(recommender),
  };
}

function description(recommender: Recommender, state: ProjectState) {
  const { failureReason, latestUpdate, solutionVersionArn } = recommender;
  const version = state.solutionVersions.find(({ arn }) => arn === solutionVersionArn);
  const update = latestUpdate && {
    recommenderConfig: shown(latestUpdate.config),
    status: latestUpdate.status,
    ...dated(latestUpdate),
    ...defined({ failureReason: latestUpdate.failureReason }),
  };
  return {
    ...summary(recommender, state),
    ...defined({ failureReason, latestRecommenderUpdate: update }),
    modelMetrics: roundedMetrics(version?.metrics),
  };
}

function train(arn: Arn, context: ApiContext): void {
  const { project, queue, clock } = context;
  queue.add(() => trainRecommender(project, arn, queuedJob(clock), context));
}

/** Nothing is held for a recommender here, so that stopping and starting take no time. */
const STOPPING = ['ACTIVE', 'STOP PENDING', 'STOP IN_PROGRESS', 'INACTIVE'] as const;
const STARTING = ['INACTIVE', 'START PENDING', 'START IN_PROGRESS', 'ACTIVE'] as const;

/** From each of these states to the next. */
async function move(
  input: JsonObject,
  [from, ...states]: readonly Recommender['status'][],
  { project }: ApiContext,
): Promise<{ recommenderArn: Arn }> {
  const arn = text(input, 'recommenderArn');
  let before = from;
  for (const to of states) {
    await project.update((state) => moveRecommender(state, arn, [before, to], project.nowSec));
    before = to;
  }
  return { recommenderArn: arn };
}

export const recommenders = {
  operations: {
    async CreateRecommender(input, context) {
      const { project } = context;
      requireGroup(input, project.state);
      const request = {
        name: text(input, 'name'),
        recipe: text(input, 'recipeArn'),
        config: readConfig(input),
      };
      const { arn } = await stored(project, (before) => createRecommender(before, request, project.nowSec));
      train(arn, context);
      return { recommenderArn: arn };
    },
    async UpdateRecommender(input, context) {
      const { project } = context;
      const arn = text(input, 'recommenderArn');
      const change = readConfig(input);
      let trains = false;
      await project.update((before) => {
        const updated = updateRecommender(before, arn, change, project.nowSec);
        trains = updated.trains;
        return updated.state;
      });
      if (trains) train(arn, context);
      return { recommenderArn: arn };
    },
    ...readOperations(recommenderKind, { summary, description, asked: inGroup }),
    StopRecommender: (input, context) => move(input, STOPPING, context),
    StartRecommender: (input, context) => move(input, STARTING, context),
    ...deleteOperation(recommenderKind, true),
    /** Not the service's: how the group's data meet what each use case of its domain asks. */
    async ListUseCaseNeeds(_input, { project }) {
      const { state } = project;
      const domain = datasetGroupOf(state)?.domain;
      if (domain === undefined) throw new AppError('INVALID_INPUT', { field: 'domain', needs: 'domain' });
      const tables = state.datasets.length === 0 ? null : (await project.data.index()).tables;
      const useCases = needsOf(domain, tables, state.profile).map(({ useCase, ...needs }) => ({
        recipeArn: recipeArn(useCase.name),
        ...needs,
      }));
      return { useCases };
    },
  },
  bundled: {
    kind: 'recommender',
    requests: (state) =>
      serviceOf(state).recommenders.map((recommender) => {
        const recommenderConfig = plain(recommender.config);
        return requestFor('recommender', recommender, {
          name: recommender.name,
          datasetGroupArn: groupArnOf(state),
          recipeArn: recipeArn(recommender.useCase),
          ...(Object.keys(recommenderConfig).length === 0 ? {} : { recommenderConfig }),
        });
      }),
  },
} satisfies ServiceKind;
