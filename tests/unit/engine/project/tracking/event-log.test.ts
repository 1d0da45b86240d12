import { expect, test } from 'vitest';
import type { TrackedBatch, TrackedEvent } from '../../../../../src/domain/tracking';
import { EventLog } from '../../../../../src/engine/project/tracking/event-log';
import { batchOf, trackedEvent } from '../../../../support/tracked-event';

const event = (over: Partial<TrackedEvent>): TrackedEvent =>
  trackedEvent({ eventId: 'a', userId: 'ana', itemId: 'x', ...over });
const events = batchOf;
const ids = (batch: TrackedBatch): string[] =>
  'events' in batch ? batch.events.map(({ eventId, itemId }) => `${eventId} ${itemId}`) : [];

test('an id counts once, in one call and over several, whatever the events say', () => {
  const log = new EventLog([events(event({ eventId: 'old', itemId: 'o' }))]);
  const batch = log.fresh(
    events(
      event({ eventId: 'a', itemId: 'x' }),
      event({ eventId: 'a', itemId: 'y' }),
      event({ eventId: 'old', itemId: 'z' }),
      event({ eventId: 'b', itemId: 'z' }),
    ),
  );
  expect(ids(batch)).toEqual(['a x', 'b z']);
  log.add(batch);
  expect(ids(log.fresh(events(event({ eventId: 'b', itemId: 'new' }))))).toEqual([]);
  expect(log.batches).toHaveLength(2);
});

test('so does an event that agrees in all but its id; another moment, item or person is another', () => {
  const log = new EventLog([]);
  const again = [
    event({ eventId: '1' }),
    event({ eventId: '2' }),
    event({ eventId: '3', timestampSec: 11 }),
    event({ eventId: '4', userId: 'bo' }),
    event({ eventId: '5', eventType: 'buy' }),
    event({ eventId: '6', cells: { DEVICE: 'phone' } }),
    // What was shown, and where it came from, make no other event.
    event({ eventId: '7', impression: ['p'], recommendationId: 'r' }),
  ];
  const batch = log.fresh(events(...again));
  expect(ids(batch)).toEqual(['1 x', '3 x', '4 x', '5 x', '6 x']);
  log.add(batch);
  expect(ids(log.fresh(events(...again)))).toEqual([]);
  // Of actions it is another.
  expect(ids(log.fresh({ kind: 'actionInteractions', events: [event({ eventId: '8' })] }))).toEqual(['8 x']);
});

test('what is no event is always new, and batches before a deleted dataset are forgotten by kind', () => {
  const users: TrackedBatch = { kind: 'users', entities: [{ id: 'ana', cells: {} }] };
  const log = new EventLog([users, events(event({})), users]);
  expect(log.fresh(users)).toBe(users);
  expect(log.since({})).toEqual(log.batches);
  expect(log.since({ USERS: 1 })).toEqual(log.batches.slice(1));
  expect(log.since({ USERS: 3, INTERACTIONS: 1 })).toEqual([log.batches[1]]);
  expect(log.since({ INTERACTIONS: 2 })).toEqual([log.batches[0], log.batches[2]]);
});
