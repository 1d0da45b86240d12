import { AppError } from '../../domain/errors';
import type { Arn, ProjectState } from '../../domain/resources';
import { batchInferenceJobKind, batchSegmentJobKind } from './batch-jobs';
import { campaignKind } from './campaigns';
import { dataDeletionJobKind, datasetExportJobKind } from './data-jobs';
import { datasetGroupKind } from './dataset-groups';
import { datasetKind } from './datasets';
import { eventTrackerKind } from './event-tracker';
import { filterKind } from './filters';
import { importJobKind } from './import-jobs';
import { metricAttributionKind } from './metric-attribution';
import { recommenderKind } from './recommender-resources';
import { allOf, type Blocker, type Resource, type ResourceKind } from './resource-kind';
import { schemaKind } from './schemas';
import { findByArn, without } from '../../domain/service-resources';
import { solutionVersionKind } from './solution-versions';
import { solutionKind } from './solutions';

/** Every kind of resource. What has to be deleted before a dataset group is named in this order. */
export const resourceKinds: readonly ResourceKind[] = [
  recommenderKind,
  campaignKind,
  solutionKind,
  solutionVersionKind,
  filterKind,
  datasetKind,
  eventTrackerKind,
  metricAttributionKind,
  batchInferenceJobKind,
  batchSegmentJobKind,
  importJobKind,
  dataDeletionJobKind,
  datasetExportJobKind,
  schemaKind,
  datasetGroupKind,
];

/** The ids of all resources: whatever has one can have tags. */
export function arnsOf(state: ProjectState): ReadonlySet<Arn> {
  return new Set(resourceKinds.flatMap((kind) => allOf(kind, state).map(({ arn }) => arn)));
}

/** The resource that another cannot be deleted for, as a campaign is for its version; null where there is none. */
export function userOf(state: ProjectState, arn: Arn): Arn | null {
  for (const kind of resourceKinds) {
    const user = kind.place.get(state).find((resource) => kind.uses?.(resource).includes(arn));
    if (user !== undefined) return user.arn;
  }
  return null;
}

/**
 * The state without a resource and what goes with it.
 *
 * @throws AppError NOT_FOUND, RESOURCE_IN_USE with what keeps it: the resource that uses it, or its status.
 */
export function deleteResource<R extends Resource>(
  kind: ResourceKind<R>,
  state: ProjectState,
  arn: Arn,
): ProjectState {
  const resource = findByArn(allOf(kind, state), arn);
  const blocker = blockerOf(kind, resource, state);
  if (blocker !== null) throw new AppError('RESOURCE_IN_USE', { arn, ...blocker });
  const left = kind.removed?.(resource, state) ?? kind.place.set(state, without(kind.place.get(state), arn));
  return withoutJobs(left, (about) => about === arn || kind.name === datasetGroupKind.name);
}

/** Jobs go with what they are about, so that a program can set up the same again under the same names. */
function withoutJobs(before: ProjectState, isGone: (about: Arn | null) => boolean): ProjectState {
  let state = before;
  for (const { isAbout, place } of resourceKinds) {
    const jobs = isAbout === undefined ? [] : place.get(state);
    const left = jobs.filter((job) => !isGone(isAbout?.(job) ?? null));
    if (left.length < jobs.length) state = place.set(state, left);
  }
  return state;
}

function blockerOf<R extends Resource>(
  kind: ResourceKind<R>,
  resource: R,
  state: ProjectState,
): Blocker | null {
  for (const arn of [resource.arn, ...(kind.parts?.(resource, state) ?? [])]) {
    const by = userOf(state, arn);
    if (by !== null) return { by };
  }
  if (kind.name !== datasetGroupKind.name) return kind.blocked?.(resource, state) ?? null;
  const held = resourceKinds.flatMap((other) => {
    const all = other.place.get(state);
    if (other.isAbout !== undefined) return all.filter((job) => other.isUnfinished?.(job, state));
    return other.isInGroup === true ? all : [];
  });
  return held.length === 0 ? null : { by: held[0].arn };
}

/** Whether the last page that worked on this project was closed in the middle of something. */
export function wasInterrupted(state: ProjectState): boolean {
  return resourceKinds.some((kind) =>
    kind.place.get(state).some((resource) => kind.isUnfinished?.(resource, state)),
  );
}

/** Ends what cannot be running any more, each kind in its way: most of it has failed, with INTERRUPTED as the reason. */
export function endInterrupted(before: ProjectState, nowSec: number): ProjectState {
  let state = before;
  for (const kind of resourceKinds) {
    const resources = kind.place.get(state);
    const isCutOff = (resource: Resource) => kind.isUnfinished?.(resource, before) === true;
    if (!resources.some(isCutOff)) continue;
    const left = resources.flatMap((resource) =>
      isCutOff(resource) ? (kind.ended?.(resource, before, nowSec) ?? []) : [resource],
    );
    state = kind.place.set(state, left);
  }
  return state;
}
