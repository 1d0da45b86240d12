import { AppError } from '../../domain/errors';
import type { ProjectState } from '../../domain/resources';
import type { EventTracker } from '../../domain/service';
import {
  addResource,
  datedAt,
  newArn,
  singleInService,
  type Changed,
  type ResourceKind,
} from './resource-kind';

/** Events stay when it is deleted. */
export const eventTrackerKind: ResourceKind<EventTracker, 'event-tracker'> = {
  name: 'event-tracker',
  place: singleInService('eventTracker'),
  isSingle: true,
  isInGroup: true,
};

/**
 * @param trackingId what events name it by: a new random one. @throws AppError INVALID_INPUT, T09 without an
 *   Interactions dataset, RESOURCE_ALREADY_EXISTS for a second one: a group has one.
 */
export function createEventTracker(
  state: ProjectState,
  { name, trackingId }: { readonly name: string; readonly trackingId: string },
  nowSec: number,
): Changed<EventTracker> {
  const arn = newArn(eventTrackerKind, name, state);
  if (!state.datasets.some(({ type }) => type === 'INTERACTIONS')) {
    throw new AppError('T09', { dataset: 'INTERACTIONS', status: 'missing' });
  }
  const resource: EventTracker = { arn, name, status: 'ACTIVE', trackingId, ...datedAt(nowSec) };
  return addResource(eventTrackerKind, state, resource);
}
