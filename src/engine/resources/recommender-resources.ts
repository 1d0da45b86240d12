import { isAtWork } from '../../domain/at-work';
import { AppError } from '../../domain/errors';
import { QUOTAS } from '../../domain/limits';
import type { Recommender, RecommenderConfig, RecommenderStatus } from '../../domain/recommender';
import type { Arn, ProjectState } from '../../domain/resources';
import type { UseCase } from '../../domain/use-cases';
import { withVersions } from '../../domain/version-names';
import { interrupted } from './lifecycle';
import {
  addResource,
  replaceResource,
  datedAt,
  findResource,
  inService,
  newArn,
  type Changed,
  type ResourceKind,
} from './resource-kind';
import { requireWhole } from './ranges';
import { serviceOf, withService, without } from '../../domain/service-resources';
import { requireNoImport } from './training-plan';
import { findUseCase, useCaseIn } from './use-case';
import { columnsOf, excludedColumns } from './excluded-columns';
import { readExploration } from './exploration-config';

const MIN_AGE_DAYS = 1;

/** It goes with the versions that were trained for it. */
export const recommenderKind: ResourceKind<Recommender, 'recommender'> = {
  name: 'recommender',
  place: inService('recommenders'),
  quota: QUOTAS.recommenders,
  isInGroup: true,
  blocked: blockerOf,
  removed({ arn }, state) {
    const left = without(serviceOf(state).recommenders, arn);
    return withService(withoutVersionsOf(state, arn, null), { recommenders: left });
  },
  isUnfinished: isBusy,
  /** A training has failed, and stopping or starting has happened. */
  ended(recommender, _state, nowSec) {
    const { status, latestUpdate } = recommender;
    const ended = { ...recommender, lastUpdatedDateTime: nowSec };
    if (status.startsWith('STOP ')) return { ...ended, status: 'INACTIVE' };
    if (status.startsWith('START ')) return { ...ended, status: 'ACTIVE' };
    if (/^CREATE (PENDING|IN_PROGRESS)$/.test(status))
      return interrupted(recommender, 'CREATE FAILED', nowSec);
    if (latestUpdate === undefined) return ended;
    return { ...ended, latestUpdate: interrupted(latestUpdate, 'CREATE FAILED', nowSec) };
  },
};

/** Whether it is being made, changed, stopped or started. */
export function isBusy(recommender: Recommender): boolean {
  const { latestUpdate } = recommender;
  return isAtWork(recommender) || (latestUpdate !== undefined && isAtWork(latestUpdate));
}

export interface RecommenderRequest {
  readonly name: string;
  /** A use case of the group's domain, by name or ARN. */
  readonly recipe: string;
  readonly config: RecommenderConfig;
}

/**
 * A recommender that waits for its first training.
 *
 * @throws AppError INVALID_INPUT, RESOURCE_ALREADY_EXISTS, LIMIT_EXCEEDED, P01 for a use case that the domain does not
 *   have, P03, T07 and T09 for datasets that it needs and that are not there or are being imported.
 */
export function createRecommender(
  state: ProjectState,
  { name, recipe, config }: RecommenderRequest,
  nowSec: number,
): Changed<Recommender> {
  const arn = newArn(recommenderKind, name, state);
  const useCase = useCaseIn(state, recipe);
  requireDatasets(state, useCase);
  checkConfig(state, config, useCase);
  const resource: Recommender = {
    arn,
    name,
    status: 'CREATE PENDING',
    useCase: useCase.name,
    config,
    solutionVersionArn: null,
    ...datedAt(nowSec),
  };
  return addResource(recommenderKind, state, resource);
}

/**
 * Other settings, or a new training. Settings that only serving reads count at once; with others, and with none at all,
 * the recommender is trained anew, and what it has goes on answering until that has ended.
 *
 * @throws AppError NOT_FOUND, RESOURCE_IN_USE, and as `createRecommender`.
 */
export function updateRecommender(
  state: ProjectState,
  arn: Arn,
  change: RecommenderConfig,
  nowSec: number,
): Changed<Recommender> & { readonly trains: boolean } {
  const before = findResource(recommenderKind, state, arn);
  requireIdleRecommender(before);
  const useCase = useCaseOf(before);
  const config = { ...before.config, ...change };
  checkConfig(state, config, useCase);
  if (before.status === 'CREATE FAILED') {
    requireDatasets(state, useCase);
    const next = { ...before, status: 'CREATE PENDING' as const, failureReason: undefined, config };
    return { ...withRecommender(state, next, nowSec), trains: true };
  }
  const servesOnly =
    Object.keys(change).length > 0 &&
    JSON.stringify(config.trainingDataConfig) === JSON.stringify(before.config.trainingDataConfig);
  if (!servesOnly) requireDatasets(state, useCase);
  const latestUpdate = {
    status: servesOnly ? ('ACTIVE' as const) : ('CREATE PENDING' as const),
    config,
    ...datedAt(nowSec),
  };
  const next = { ...before, latestUpdate, ...(servesOnly ? { config } : {}) };
  return { ...withRecommender(state, next, nowSec), trains: !servesOnly };
}

/**
 * One step of stopping or starting.
 *
 * @param from the only status that it may have. @throws AppError NOT_FOUND, RESOURCE_IN_USE, INVALID_INPUT.
 */
export function moveRecommender(
  state: ProjectState,
  arn: Arn,
  [from, to]: readonly [RecommenderStatus, RecommenderStatus],
  nowSec: number,
): ProjectState {
  const before = findResource(recommenderKind, state, arn);
  if (from === 'ACTIVE' || from === 'INACTIVE') requireIdleRecommender(before);
  if (before.status !== from) {
    throw new AppError('INVALID_INPUT', { field: 'recommenderArn', status: before.status });
  }
  return withRecommender(state, { ...before, status: to }, nowSec).state;
}

/** The state without the versions of a recommender, but for one. */
export function withoutVersionsOf(state: ProjectState, recommender: Arn, kept: Arn | null): ProjectState {
  return withVersions(
    state,
    state.solutionVersions.filter((version) => version.recommender !== recommender || version.arn === kept),
  );
}

/** The state with a recommender as it is now. */
export function withRecommender(
  state: ProjectState,
  next: Recommender,
  nowSec: number,
): Changed<Recommender> {
  return replaceResource(recommenderKind, state, { ...next, lastUpdatedDateTime: nowSec });
}

export function useCaseOf({ useCase }: Recommender): UseCase {
  const found = findUseCase(useCase);
  if (found === null) throw new AppError('P01', { recipe: useCase, known: [] });
  return found;
}

/** What keeps it from being changed: it is being changed. */
function blockerOf(recommender: Recommender) {
  if (!isBusy(recommender)) return null;
  return { by: null, status: recommender.status };
}

function requireIdleRecommender(recommender: Recommender): void {
  const blocker = blockerOf(recommender);
  if (blocker !== null) throw new AppError('RESOURCE_IN_USE', { arn: recommender.arn, ...blocker });
}

/** @throws AppError T07, T09 */
function requireDatasets(state: ProjectState, { name, needsItems }: UseCase): void {
  const has = (wanted: string): boolean =>
    state.datasets.some(({ type, status }) => type === wanted && status === 'ACTIVE');
  if (!has('INTERACTIONS')) throw new AppError('T09', { dataset: 'INTERACTIONS', status: 'missing' });
  if (needsItems && !has('ITEMS')) throw new AppError('T07', { recipe: name, dataset: 'ITEMS' });
  requireNoImport(state);
}

/**
 * A recommender's settings against its use case.
 *
 * @throws AppError INVALID_INPUT for what the use case has no place for, and for columns that are not there; P03 for a
 *   value out of range. In a domain, new items are explored for a day at least.
 */
function checkConfig(state: ProjectState, config: RecommenderConfig, useCase: UseCase): void {
  const { minRecommendationRequestsPerSecond: least, itemExplorationConfig, trainingDataConfig } = config;
  if (least !== undefined) requireWhole('minRecommendationRequestsPerSecond', least, 1);
  if (itemExplorationConfig !== undefined) {
    const { ageCutOffDays } = readExploration(itemExplorationConfig, useCase.recipe);
    if (ageCutOffDays < MIN_AGE_DAYS) {
      throw new AppError('P03', {
        name: 'explorationItemAgeCutOff',
        value: itemExplorationConfig.explorationItemAgeCutOff ?? '',
        kind: 'float',
        min: MIN_AGE_DAYS,
        max: null,
      });
    }
  }
  // Use cases that read no columns are asked to leave some out, too: the service takes that of all.
  if (trainingDataConfig !== undefined) excludedColumns(trainingDataConfig, columnsOf(state));
}
