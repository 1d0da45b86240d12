import { AppError, type JsonObject } from '../../domain/errors';
import type { Recommender, RecommenderConfig } from '../../domain/recommender';
import type { Arn, SolutionSpec } from '../../domain/resources';
import { recipeArn } from '../../domain/names';
import { needsOf } from '../training/data-needs';
import {
  createRecommender,
  deleteRecommender,
  moveRecommender,
  updateRecommender,
} from '../resources/recommender-resources';
import { trainRecommender } from '../training/train-recommender';
import { datasetGroupOf } from '../resources/datasets';
import { findByArn, serviceOf } from '../resources/service-resources';
import { dated } from './dated';
import { groupAt, requireGroup } from './dataset-groups';
import type { ApiContext, Operations } from './operation';
import { page } from './page';
import { plain } from './plain';
import { queuedJob } from './queued-job';
import { optionalNumber, optionalObject, text, textMap, texts } from './read-input';

function readConfig(input: JsonObject): RecommenderConfig {
  const config = optionalObject(input, 'recommenderConfig') ?? {};
  const itemExplorationConfig = textMap(config, 'itemExplorationConfig');
  const least = optionalNumber(config, 'minRecommendationRequestsPerSecond');
  const training = readTraining(config);
  return {
    ...(itemExplorationConfig === undefined ? {} : { itemExplorationConfig }),
    ...(least === undefined ? {} : { minRecommendationRequestsPerSecond: least }),
    ...(training === undefined ? {} : { trainingDataConfig: training }),
  };
}

function readTraining(config: JsonObject): SolutionSpec['trainingDataConfig'] {
  const training = optionalObject(config, 'trainingDataConfig');
  if (training === undefined) return undefined;
  const excluded = optionalObject(training, 'excludedDatasetColumns') ?? {};
  return {
    excludedDatasetColumns: Object.fromEntries(
      Object.keys(excluded).map((dataset) => [dataset, texts(excluded, dataset)]),
    ),
  };
}

function summary(recommender: Recommender, { project }: ApiContext) {
  return {
    name: recommender.name,
    recommenderArn: recommender.arn,
    datasetGroupArn: datasetGroupOf(project.state)?.arn ?? '',
    recipeArn: recipeArn(recommender.useCase),
    recommenderConfig: plain(recommender.config),
    status: recommender.status,
    ...dated(recommender),
  };
}

function description(recommender: Recommender, context: ApiContext) {
  const { failureReason, latestUpdate, solutionVersionArn } = recommender;
  const version = context.project.state.solutionVersions.find(({ arn }) => arn === solutionVersionArn);
  return {
    ...summary(recommender, context),
    ...(failureReason === undefined ? {} : { failureReason }),
    ...(latestUpdate === undefined
      ? {}
      : {
          latestRecommenderUpdate: {
            recommenderConfig: plain(latestUpdate.config),
            status: latestUpdate.status,
            ...dated(latestUpdate),
            ...(latestUpdate.failureReason === undefined
              ? {}
              : { failureReason: latestUpdate.failureReason }),
          },
        }),
    modelMetrics: { ...version?.metrics?.values },
  };
}

function train(arn: Arn, context: ApiContext): void {
  const { project, queue, clock } = context;
  queue.add(() => trainRecommender(project, arn, queuedJob(clock), context));
}

async function move(
  arn: Arn,
  steps: readonly (readonly [Recommender['status'], Recommender['status']])[],
  { project }: ApiContext,
): Promise<{ recommenderArn: Arn }> {
  for (const step of steps) {
    await project.update((state) => moveRecommender(state, arn, step, project.nowSec));
  }
  return { recommenderArn: arn };
}

export const recommenders = {
  async CreateRecommender(input, context) {
    const { project } = context;
    groupAt(context, text(input, 'datasetGroupArn'));
    const request = {
      name: text(input, 'name'),
      recipe: text(input, 'recipeArn'),
      config: readConfig(input),
    };
    const state = await project.update((before) => createRecommender(before, request, project.nowSec).state);
    const arn = serviceOf(state).recommenders.find(({ name }) => name === request.name)?.arn ?? '';
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
  DescribeRecommender: (input, context) => ({
    recommender: description(
      findByArn(serviceOf(context.project.state).recommenders, text(input, 'recommenderArn')),
      context,
    ),
  }),
  ListRecommenders(input, context) {
    requireGroup(input, context);
    return page(
      input,
      'recommenders',
      serviceOf(context.project.state).recommenders.map((recommender) => summary(recommender, context)),
    );
  },
  // Nothing is held for a recommender here, so that stopping and starting take no time.
  StopRecommender: (input, context) =>
    move(
      text(input, 'recommenderArn'),
      [
        ['ACTIVE', 'STOP PENDING'],
        ['STOP PENDING', 'STOP IN_PROGRESS'],
        ['STOP IN_PROGRESS', 'INACTIVE'],
      ],
      context,
    ),
  StartRecommender: (input, context) =>
    move(
      text(input, 'recommenderArn'),
      [
        ['INACTIVE', 'START PENDING'],
        ['START PENDING', 'START IN_PROGRESS'],
        ['START IN_PROGRESS', 'ACTIVE'],
      ],
      context,
    ),
  async DeleteRecommender(input, { project }) {
    const arn = text(input, 'recommenderArn');
    await project.update((before) => deleteRecommender(before, arn));
    await project.measureSize();
    return {};
  },
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
} satisfies Operations;
