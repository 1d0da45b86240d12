import { AppError } from './errors';
import type { Arn, ProjectState } from './resources';
import { NO_RESOURCES, type ServiceResources } from './service';
import { withVersions } from './version-names';

/** What a stored project lacks has come into the service since: there is none of it. */
export function serviceOf({ service }: ProjectState): ServiceResources {
  return { ...NO_RESOURCES, ...service };
}

export function withService(state: ProjectState, change: Partial<ServiceResources>): ProjectState {
  return { ...state, service: { ...serviceOf(state), ...change } };
}

/** @throws AppError NOT_FOUND. */
export function findByArn<T extends { readonly arn: Arn }>(resources: readonly T[], arn: Arn): T {
  const found = resources.find((resource) => resource.arn === arn);
  if (found === undefined) throw new AppError('NOT_FOUND', { arn });
  return found;
}

/** The list with one resource replaced by its successor. */
export function replaced<T extends { readonly arn: Arn }>(resources: readonly T[], next: T): readonly T[] {
  return resources.map((resource) => (resource.arn === next.arn ? next : resource));
}

export function without<T extends { readonly arn: Arn }>(resources: readonly T[], arn: Arn): readonly T[] {
  return resources.filter((resource) => resource.arn !== arn);
}

/** A project as deleting these campaigns, filters, batch jobs, recommenders and versions leaves it. */
export function withoutResources(state: ProjectState, arns: readonly Arn[]): ProjectState {
  if (arns.length === 0) return state;
  const stays = ({ arn }: { readonly arn: Arn }): boolean => !arns.includes(arn);
  const { campaigns, filters, batchJobs, recommenders } = serviceOf(state);
  // A recommender takes its versions along.
  const versions = state.solutionVersions.filter(
    (version) => stays(version) && (version.recommender === undefined || !arns.includes(version.recommender)),
  );
  return withService(withVersions(state, versions), {
    campaigns: campaigns.filter(stays),
    filters: filters.filter(stays),
    batchJobs: batchJobs.filter(stays),
    recommenders: recommenders.filter(stays),
  });
}
