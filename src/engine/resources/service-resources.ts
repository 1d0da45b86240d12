import { AppError } from '../../domain/errors';
import type { Arn, ProjectState } from '../../domain/resources';
import { NO_RESOURCES, type ServiceResources } from '../../domain/service';

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
