import type { Dated } from '../../domain/arn';
import { defined } from '../../domain/defined';
import { AppError } from '../../domain/errors';
import type { Arn, ProjectState } from '../../domain/resources';
import type { ServiceResources } from '../../domain/service';
import { checkName, namedArn } from '../../domain/names';
import { findByArn, replaced, serviceOf, withService } from '../../domain/service-resources';

const PENDING = /PENDING$|IN[_ ]PROGRESS$/;

/** What every resource has. */
export interface Resource {
  readonly arn: Arn;
}

/** Where the resources of a kind stand in the state. */
export interface Place<R extends Resource> {
  get(state: ProjectState): readonly R[];
  set(state: ProjectState, resources: readonly R[]): ProjectState;
}

/**
 * All that the rules of every resource need to know of one kind. Checks of names and quotas, tags, deletion, what a
 * closed page has cut off, and the operations of the service go by it.
 */
export interface ResourceKind<R extends Resource = Resource, Name extends string = string> {
  /** As ids have it: `event-tracker`; operations call it EventTracker. */
  readonly name: Name;
  readonly place: Place<R>;
  /** Where more stands in that place than this kind, or some follow from other resources. */
  all?(state: ProjectState): readonly R[];
  /** Whether it is another resource's own, which nobody describes or lists. */
  isHidden?(resource: R): boolean;
  /** The most that the service has room for. */
  readonly quota?: number;
  /** Of jobs: the most that may wait or run at a time. */
  readonly queue?: number;
  /** A dataset group has no second one. */
  readonly isSingle?: true;
  /** A dataset group stays as long as it has one of these. */
  readonly isInGroup?: true;
  /** Resources that cannot be deleted while this one is there. */
  uses?(resource: R): readonly Arn[];
  /** Of jobs: the resource that it is about, and goes with when that is deleted; null for the dataset group alone. */
  isAbout?(resource: R): Arn | null;
  /** Resources that go with it when it is deleted. */
  parts?(resource: R, state: ProjectState): readonly Arn[];
  /** What else keeps it from being deleted: another resource, or its own status. */
  blocked?(resource: R, state: ProjectState): Blocker | null;
  /** The state without it, where it is not only taken out of its place. */
  removed?(resource: R, state: ProjectState): ProjectState;
  /** Whether the work on it needs a page that is open. */
  isUnfinished?(resource: R, state: ProjectState): boolean;
  /** How it stands when that page was closed; null: it goes. */
  ended?(resource: R, state: ProjectState, nowSec: number): R | null;
}

export type Blocker = { readonly by: Arn } | { readonly by: null; readonly status: string };

/** What the next state is, and the resource that the change was about. */
export interface Changed<R> {
  readonly state: ProjectState;
  readonly resource: R;
}

type KeysOf<Value> = {
  [Key in keyof ServiceResources]: ServiceResources[Key] extends Value ? Key : never;
}[keyof ServiceResources];

/** A list among what the service keeps. */
export function inService<Key extends KeysOf<readonly Resource[]>>(
  key: Key,
): Place<ServiceResources[Key][number]> {
  return {
    get: (state) => serviceOf(state)[key],
    set: (state, resources) => withService(state, { [key]: resources }),
  };
}

/** What the service keeps one of, or none. */
export function singleInService<Key extends KeysOf<Resource | null>>(
  key: Key,
): Place<NonNullable<ServiceResources[Key]>> {
  return {
    get(state) {
      const resource = serviceOf(state)[key];
      return resource === null ? [] : [resource];
    },
    set: (state, [resource = null]) => withService(state, { [key]: resource }),
  };
}

/** A list of the project itself. */
export function inProject<Key extends 'datasets' | 'importJobs' | 'solutionVersions'>(
  key: Key,
): Place<ProjectState[Key][number]> {
  return { get: (state) => state[key], set: (state, resources) => ({ ...state, [key]: resources }) };
}

/** Every resource of a kind, hidden ones too. */
export function allOf<R extends Resource>(kind: ResourceKind<R>, state: ProjectState): readonly R[] {
  return kind.all?.(state) ?? kind.place.get(state);
}

/** Those that can be asked for. */
export function visibleOf<R extends Resource>(kind: ResourceKind<R>, state: ProjectState): readonly R[] {
  return allOf(kind, state).filter((resource) => kind.isHidden?.(resource) !== true);
}

/** @throws AppError NOT_FOUND. */
export function findResource<R extends Resource>(kind: ResourceKind<R>, state: ProjectState, arn: Arn): R {
  return findByArn(visibleOf(kind, state), arn);
}

/**
 * The id of a new resource. Names are unique per project and kind, and there are no more than the service's quotas allow;
 * `relaxed` has none of these.
 *
 * @throws AppError INVALID_INPUT for a name against the rule, RESOURCE_ALREADY_EXISTS for one that is taken, and for a
 *   second resource where a group has one, LIMIT_EXCEEDED.
 */
export function newArn<R extends Resource & { readonly name: string }>(
  kind: ResourceKind<R>,
  name: string,
  state: ProjectState,
): Arn {
  checkName(name);
  const all = allOf(kind, state);
  const taken = all.find((other) => kind.isSingle === true || other.name === name);
  if (taken !== undefined)
    throw new AppError('RESOURCE_ALREADY_EXISTS', { kind: kind.name, name: taken.name, arn: taken.arn });
  const { quota = Infinity } = kind;
  if (state.profile === 'aws' && all.length >= quota)
    throw new AppError('LIMIT_EXCEEDED', { kind: kind.name, limit: quota, status: 'ACTIVE' });
  return namedArn(kind.name, name);
}

/** The most jobs of a kind that may be waiting or running at a time. @throws AppError LIMIT_EXCEEDED. */
export function requireTurn<R extends Resource & { readonly status: string }>(
  kind: ResourceKind<R>,
  state: ProjectState,
): void {
  const { name, queue = Infinity } = kind;
  const pending = visibleOf(kind, state).filter(({ status }) => PENDING.test(status)).length;
  if (state.profile === 'aws' && pending >= queue)
    throw new AppError('LIMIT_EXCEEDED', { kind: name, limit: queue, status: 'PENDING or IN_PROGRESS' });
}

/** The times of what is made now. */
export function datedAt(nowSec: number): Dated {
  return { creationDateTime: nowSec, lastUpdatedDateTime: nowSec };
}

/** The state with one resource more. */
export function addResource<R extends Resource>(
  kind: ResourceKind<R>,
  state: ProjectState,
  resource: R,
): Changed<R> {
  return { state: kind.place.set(state, [...kind.place.get(state), resource]), resource };
}

/** The state with a job that waits. @throws AppError RESOURCE_ALREADY_EXISTS, LIMIT_EXCEEDED. */
export function addJob<R extends Resource & { readonly status: string }>(
  kind: ResourceKind<R>,
  state: ProjectState,
  jobName: string,
  job: R,
): ProjectState {
  if (kind.place.get(state).some(({ arn }) => arn === job.arn))
    throw new AppError('RESOURCE_ALREADY_EXISTS', { kind: kind.name, name: jobName, arn: job.arn });
  requireTurn(kind, state);
  return addResource(kind, state, job).state;
}

/** The state with a resource replaced by its successor; one that only followed from others is kept from now on. */
export function replaceResource<R extends Resource>(
  kind: ResourceKind<R>,
  state: ProjectState,
  resource: R,
): Changed<R> {
  const kept = kind.place.get(state);
  if (!kept.some(({ arn }) => arn === resource.arn)) return addResource(kind, state, resource);
  return { state: kind.place.set(state, replaced(kept, resource)), resource };
}

/** The state in which a resource, if it is still there, has other members, without those that are undefined now. */
export function patchResource<R extends Resource & Dated>(
  kind: ResourceKind<R>,
  state: ProjectState,
  arn: Arn,
  members: Partial<R>,
  nowSec: number,
): ProjectState {
  const resources = kind.place
    .get(state)
    .map((resource) =>
      resource.arn === arn
        ? (defined({ ...resource, ...members, lastUpdatedDateTime: nowSec }) as R)
        : resource,
    );
  return kind.place.set(state, resources);
}
