import { AppError } from '../../domain/errors';
import type { Arn, ProjectState } from '../../domain/resources';
import type { ServiceResources } from '../../domain/service';
import type { Profile } from '../../domain/schema';
import { checkName, namedArn, type NamedResource } from '../../domain/names';

const PENDING = /PENDING$|IN[_ ]PROGRESS$/;

const NONE: ServiceResources = {
  datasetGroup: null,
  schemas: [],
  solutions: [],
  campaigns: [],
  filters: [],
  eventTracker: null,
  metricAttribution: null,
  batchJobs: [],
  recommenders: [],
  dataDeletionJobs: [],
  datasetExportJobs: [],
  tags: {},
  scheduleAttempts: {},
  joinedSessions: [],
  forgottenBatches: {},
};

/** What a stored project lacks has come into the service since: there is none of it. */
export function serviceOf({ service }: ProjectState): ServiceResources {
  return { ...NONE, ...service };
}

export function withService(state: ProjectState, change: Partial<ServiceResources>): ProjectState {
  return { ...state, service: { ...serviceOf(state), ...change } };
}

/** What the next state is, and the resource that the change was about. */
export interface Changed<T> {
  readonly state: ProjectState;
  readonly resource: T;
}

interface Named {
  readonly arn: Arn;
  readonly name: string;
}

/**
 * The id of a new resource. Names are unique per project and kind.
 *
 * @throws AppError INVALID_INPUT for a name against the rule, RESOURCE_ALREADY_EXISTS for one that is taken.
 */
export function newArn(kind: NamedResource, name: string, existing: readonly Named[]): Arn {
  checkName(name);
  const taken = existing.find((other) => other.name === name);
  if (taken !== undefined) throw new AppError('RESOURCE_ALREADY_EXISTS', { kind, name, arn: taken.arn });
  return namedArn(kind, name);
}

/** The most of a kind that the service's quotas allow; `relaxed` has none. @throws AppError LIMIT_EXCEEDED. */
export function requireRoom(kind: NamedResource, count: number, limit: number, profile: Profile): void {
  if (profile === 'aws' && count >= limit)
    throw new AppError('LIMIT_EXCEEDED', { kind, limit, status: 'ACTIVE' });
}

/** The most jobs of a kind that may be waiting or running at a time. @throws AppError LIMIT_EXCEEDED. */
export function requireTurn(
  kind: string,
  resources: readonly { readonly status: string }[],
  limit: number,
  profile: Profile,
): void {
  const pending = resources.filter(({ status }) => PENDING.test(status)).length;
  if (profile === 'aws' && pending >= limit)
    throw new AppError('LIMIT_EXCEEDED', { kind, limit, status: 'PENDING or IN_PROGRESS' });
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
