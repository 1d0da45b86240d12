import { AppError } from '../../domain/errors';
import type { Recommender, RecommenderConfig, RecommenderStatus } from '../../domain/recommender';
import type { Arn, ProjectState } from '../../domain/resources';
import type { UseCase } from '../../domain/use-cases';
import { QUOTAS } from '../../domain/limits';
import { withVersions } from './lifecycle';
import {
  findByArn,
  newArn,
  replaced,
  requireRoom,
  serviceOf,
  withService,
  without,
  type Changed,
} from './service-resources';
import { requireNoImport } from './training-plan';
import { checkConfig } from './recommender-config';
import { isBusy } from './busy-recommender';
import { findUseCase, useCaseIn } from './use-case';

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
  const { recommenders } = serviceOf(state);
  const arn = newArn('recommender', name, recommenders);
  const useCase = useCaseIn(state, recipe);
  requireRoom('recommender', recommenders.length, QUOTAS.recommenders, state.profile);
  requireDatasets(state, useCase);
  checkConfig(state, config, useCase);
  const resource: Recommender = {
    arn,
    name,
    status: 'CREATE PENDING',
    useCase: useCase.name,
    config,
    solutionVersionArn: null,
    creationDateTime: nowSec,
    lastUpdatedDateTime: nowSec,
  };
  return { state: withService(state, { recommenders: [...recommenders, resource] }), resource };
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
  const before = findByArn(serviceOf(state).recommenders, arn);
  requireIdleRecommender(before);
  const useCase = useCaseOf(before);
  const config = { ...before.config, ...change };
  checkConfig(state, config, useCase);
  if (before.status === 'CREATE FAILED') {
    requireDatasets(state, useCase);
    const next = { ...before, status: 'CREATE PENDING' as const, failureReason: undefined, config };
    return { ...changed(state, next, nowSec), trains: true };
  }
  const servesOnly =
    Object.keys(change).length > 0 &&
    JSON.stringify(config.trainingDataConfig) === JSON.stringify(before.config.trainingDataConfig);
  if (!servesOnly) requireDatasets(state, useCase);
  const latestUpdate = {
    status: servesOnly ? ('ACTIVE' as const) : ('CREATE PENDING' as const),
    config,
    creationDateTime: nowSec,
    lastUpdatedDateTime: nowSec,
  };
  const next = { ...before, latestUpdate, ...(servesOnly ? { config } : {}) };
  return { ...changed(state, next, nowSec), trains: !servesOnly };
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
  const before = findByArn(serviceOf(state).recommenders, arn);
  if (from === 'ACTIVE' || from === 'INACTIVE') requireIdleRecommender(before);
  if (before.status !== from) {
    throw new AppError('INVALID_INPUT', { field: 'recommenderArn', status: before.status });
  }
  return changed(state, { ...before, status: to }, nowSec).state;
}

/** With the versions that were trained for it. @throws AppError NOT_FOUND, RESOURCE_IN_USE while it is being changed. */
export function deleteRecommender(state: ProjectState, arn: Arn): ProjectState {
  const { recommenders } = serviceOf(state);
  requireIdleRecommender(findByArn(recommenders, arn));
  return withService(withoutVersionsOf(state, arn, null), { recommenders: without(recommenders, arn) });
}

/** The state without the versions of a recommender, but for one. */
export function withoutVersionsOf(state: ProjectState, recommender: Arn, kept: Arn | null): ProjectState {
  return withVersions(
    state,
    state.solutionVersions.filter((version) => version.recommender !== recommender || version.arn === kept),
  );
}

export function changed(state: ProjectState, next: Recommender, nowSec: number): Changed<Recommender> {
  const resource = { ...next, lastUpdatedDateTime: nowSec };
  const { recommenders } = serviceOf(state);
  return { state: withService(state, { recommenders: replaced(recommenders, resource) }), resource };
}

export function useCaseOf({ useCase }: Recommender): UseCase {
  const found = findUseCase(useCase);
  if (found === null) throw new AppError('P01', { recipe: useCase, known: [] });
  return found;
}

function requireIdleRecommender(recommender: Recommender): void {
  if (!isBusy(recommender)) return;
  const { arn, status } = recommender;
  throw new AppError('RESOURCE_IN_USE', { by: null, arn, status });
}

/** @throws AppError T07, T09 */
function requireDatasets(state: ProjectState, { name, needsItems }: UseCase): void {
  const has = (wanted: string): boolean =>
    state.datasets.some(({ type, status }) => type === wanted && status === 'ACTIVE');
  if (!has('INTERACTIONS')) throw new AppError('T09', { dataset: 'INTERACTIONS', status: 'missing' });
  if (needsItems && !has('ITEMS')) throw new AppError('T07', { recipe: name, dataset: 'ITEMS' });
  requireNoImport(state);
}
