import { AppError } from '../../domain/errors';
import type { Arn, ProjectState } from '../../domain/resources';
import type { EventTracker } from '../../domain/service';
import { newArn, serviceOf, withService, type Changed } from './service-resources';

/**
 * @param trackingId what events name it by: a new random one. @throws AppError INVALID_INPUT, T09 without an
 *   Interactions dataset, RESOURCE_ALREADY_EXISTS for a second one: a group has one.
 */
export function createEventTracker(
  state: ProjectState,
  { name, trackingId }: { readonly name: string; readonly trackingId: string },
  nowSec: number,
): Changed<EventTracker> {
  const { eventTracker } = serviceOf(state);
  const arn = newArn('event-tracker', name, eventTracker === null ? [] : [eventTracker]);
  if (eventTracker !== null) {
    throw new AppError('RESOURCE_ALREADY_EXISTS', {
      kind: 'event-tracker',
      name: eventTracker.name,
      arn: eventTracker.arn,
    });
  }
  if (!state.datasets.some(({ type }) => type === 'INTERACTIONS')) {
    throw new AppError('T09', { dataset: 'INTERACTIONS', status: 'missing' });
  }
  const resource: EventTracker = {
    arn,
    name,
    status: 'ACTIVE',
    trackingId,
    creationDateTime: nowSec,
    lastUpdatedDateTime: nowSec,
  };
  return { state: withService(state, { eventTracker: resource }), resource };
}

/** The events stay. @throws AppError NOT_FOUND. */
export function deleteEventTracker(state: ProjectState, arn: Arn): ProjectState {
  if (serviceOf(state).eventTracker?.arn !== arn) throw new AppError('NOT_FOUND', { arn });
  return withService(state, { eventTracker: null });
}
