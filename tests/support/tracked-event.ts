import type { TrackedBatch, TrackedEvent } from '../../src/domain/tracking';

/** An event that was put, of which the test says what matters. */
export function trackedEvent(change: Partial<TrackedEvent>): TrackedEvent {
  return {
    eventId: 'e',
    userId: 'u',
    sessionId: 's',
    itemId: 'a',
    eventType: 'click',
    timestampSec: 10,
    cells: {},
    impression: [],
    recommendationId: null,
    eventAttributionSource: null,
    ...change,
  };
}

export const batchOf = (...events: readonly TrackedEvent[]): TrackedBatch => ({ kind: 'events', events });
