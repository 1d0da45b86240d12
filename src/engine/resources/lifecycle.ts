import type { BatchJob } from '../../domain/batch';
import { AppError } from '../../domain/errors';
import type { ProjectState, SolutionVersion, Status } from '../../domain/resources';
import { endedRecommender, unclaimedVersions } from './interrupted-recommenders';
import { endedDataJobs, hasUnfinishedDataJobs } from './interrupted-data-jobs';
import { isBusy } from './busy-recommender';
import { serviceOf, withService } from './service-resources';

/** The reason kept with what a closed page cut off. */
export const INTERRUPTED = 'interrupted';
/** That of a batch job which somebody has stopped. */
export const STOPPED = 'stopped';

const RUNNING: readonly Status[] = ['CREATE PENDING', 'CREATE IN_PROGRESS'];

export function isRunning(status: Status): boolean {
  return RUNNING.includes(status) || status === 'CREATE STOPPING';
}

/** Whether the last page that worked on this project was closed in the middle of something. */
export function wasInterrupted(state: ProjectState): boolean {
  return (
    [...state.solutionVersions, ...state.importJobs].some(({ status }) => isRunning(status)) ||
    serviceOf(state).batchJobs.some(isUnfinished) ||
    serviceOf(state).recommenders.some(isBusy) ||
    unclaimedVersions(state).length > 0 ||
    hasUnfinishedDataJobs(state)
  );
}

export function isUnfinished({ status }: BatchJob): boolean {
  return status === 'PENDING' || status === 'IN PROGRESS';
}

/**
 * Ends what cannot be running any more: CREATE FAILED with reason "interrupted", or CREATE STOPPED if it was stopping.
 * What a recommender had trained and not yet taken over goes.
 */
export function endInterrupted(state: ProjectState, nowSec: number): ProjectState {
  const end = <T extends { readonly status: Status }>(resource: T): T => {
    if (!isRunning(resource.status)) return resource;
    const stopped = resource.status === 'CREATE STOPPING';
    return {
      ...resource,
      ...(stopped ? { status: 'CREATE STOPPED' } : { status: 'CREATE FAILED', failureReason: INTERRUPTED }),
      lastUpdatedDateTime: nowSec,
    };
  };
  const unclaimed = new Set(unclaimedVersions(state));
  const ended = {
    ...state,
    importJobs: state.importJobs.map(end),
    solutionVersions: state.solutionVersions.filter((version) => !unclaimed.has(version)).map(end),
  };
  const { batchJobs, recommenders } = serviceOf(state);
  if (!batchJobs.some(isUnfinished) && !recommenders.some(isBusy) && !hasUnfinishedDataJobs(state))
    return ended;
  return withService(ended, {
    ...endedDataJobs(state, INTERRUPTED, nowSec),
    recommenders: recommenders.map((one) => (isBusy(one) ? endedRecommender(one, INTERRUPTED, nowSec) : one)),
    batchJobs: batchJobs.map((job) =>
      isUnfinished(job)
        ? { ...job, status: 'CREATE FAILED', failureReason: INTERRUPTED, lastUpdatedDateTime: nowSec }
        : job,
    ),
  });
}

/** The state with one version changed; its `lastUpdatedDateTime` becomes now. */
export function withVersion(
  state: ProjectState,
  arn: string,
  change: Partial<SolutionVersion>,
  nowSec: number,
): ProjectState {
  const solutionVersions = state.solutionVersions.map((version) =>
    version.arn === arn ? { ...version, ...change, lastUpdatedDateTime: nowSec } : version,
  );
  return withVersions(state, solutionVersions);
}

/** The state with other versions, and their number in the project's summary. */
export function withVersions(
  state: ProjectState,
  solutionVersions: readonly SolutionVersion[],
): ProjectState {
  const versions = solutionVersions.filter(
    ({ status, recommender }) => status === 'ACTIVE' && recommender === undefined,
  ).length;
  return { ...state, solutionVersions, project: { ...state.project, versions } };
}

/** The campaign that serves a version, or the batch job that waits for it or a filter; null where none does. */
export function userOf(state: ProjectState, arn: string): string | null {
  const { campaigns, batchJobs } = serviceOf(state);
  const campaign = campaigns.find(({ solutionVersionArn }) => solutionVersionArn === arn);
  const job = batchJobs.find(
    (one) => isUnfinished(one) && (one.solutionVersionArn === arn || one.filterArn === arn),
  );
  return campaign?.arn ?? job?.arn ?? null;
}

/** The state without one version. @throws AppError NOT_FOUND, or RESOURCE_IN_USE while it is being made or used. */
export function withoutVersion(state: ProjectState, arn: string): ProjectState {
  const version = state.solutionVersions.find((other) => other.arn === arn);
  if (version === undefined) throw new AppError('NOT_FOUND', { arn });
  if (version.recommender !== undefined)
    throw new AppError('RESOURCE_IN_USE', { arn, by: version.recommender });
  if (isRunning(version.status))
    throw new AppError('RESOURCE_IN_USE', { by: null, arn, status: version.status });
  const user = userOf(state, arn);
  if (user !== null) throw new AppError('RESOURCE_IN_USE', { arn, by: user });
  return withVersions(
    state,
    state.solutionVersions.filter((other) => other.arn !== arn),
  );
}
