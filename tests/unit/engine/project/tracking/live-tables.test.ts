import { describe, expect, test } from 'vitest';
import type { AvroSchema } from '../../../../../src/domain/schema';
import type { TrackedBatch, TrackedEvent } from '../../../../../src/domain/tracking';
import { EventLog } from '../../../../../src/engine/project/tracking/event-log';
import { sessionsOf, withTracked } from '../../../../../src/engine/project/tracking/live-tables';
import { setCells } from '../../../../../src/engine/project/tracking/set-cells';
import { withCreated } from '../../../../../src/engine/project/tracking/with-created';
import { NO_TABLES } from '../../../../../src/data/tables/table-of';
import { tablesOf } from '../../../../support/small-tables';
import { avroSchema } from '../../../../support/avro-schema';
import { batchOf, trackedEvent } from '../../../../support/tracked-event';

const imported = tablesOf([
  { user: 'ana', item: 'tea', time: 10, type: 'view', value: 1 },
  { user: 'bo', item: 'pot', time: 20, type: 'buy', value: null },
]);

const event = (change: Partial<TrackedEvent>): TrackedEvent =>
  trackedEvent({
    eventId: 'e1',
    userId: 'ana',
    itemId: 'pot',
    eventType: 'view',
    timestampSec: 30,
    ...change,
  });
const events = batchOf;

describe('events over imported tables', () => {
  test('follow as rows; ids keep their numbers and new ones come last', () => {
    const live = withTracked(imported, [
      events(
        event({ cells: { EVENT_VALUE: 3.3 } }),
        event({ userId: 'cy', itemId: 'cup', eventType: 'share' }),
      ),
    ]);
    expect(live.userIds).toEqual(['ana', 'bo', 'cy']);
    expect(live.itemIds).toEqual(['tea', 'pot', 'cup']);
    const { interactions } = live;
    expect(interactions.nRows).toBe(4);
    expect([...interactions.userIdx]).toEqual([0, 1, 0, 2]);
    expect([...interactions.itemIdx]).toEqual([0, 1, 1, 2]);
    expect(interactions.eventTypes).toEqual(['view', 'buy', 'share']);
    expect([...interactions.eventType]).toEqual([0, 1, 0, 2]);
    const [value] = interactions.columns;
    if (value.kind !== 'number') throw new Error('EVENT_VALUE is a number');
    expect(value.values[2]).toBe(3.3);
    // Row 1 was null before, row 3 gives no value.
    expect(value.nulls?.[0]).toBe(0b1010);
    expect(imported.interactions.nRows).toBe(2);
    expect(imported.userIds).toHaveLength(2);
  });

  test('about no item are no rows', () => {
    expect(withTracked(imported, [events(event({ itemId: null }))])).toBe(imported);
  });

  test('of a visitor belong to the session until somebody joins it, and numbers stay', () => {
    const batches = [
      events(event({ eventId: 'a', userId: null, sessionId: 'guest' })),
      events(event({ eventId: 'b', userId: null, sessionId: 'other' })),
      events(event({ eventId: 'c', userId: 'cy', sessionId: 'guest', timestampSec: 40 })),
    ];
    const before = withTracked(imported, batches);
    expect(before.userIds).toEqual(['ana', 'bo', 'guest', 'other', 'cy']);
    expect([...before.interactions.userIdx.subarray(2)]).toEqual([2, 3, 4]);
    const after = withTracked(imported, batches, sessionsOf(batches));
    expect(after.userIds).toEqual(before.userIds);
    expect([...after.interactions.userIdx.subarray(2)]).toEqual([4, 3, 4]);
  });
});

test('ids have the same numbers whether batches come one by one or all at once after a reload', () => {
  const batches: TrackedBatch[] = [
    events(event({ itemId: 'new-by-event', userId: null, sessionId: 'guest' })),
    { kind: 'items', entities: [{ id: 'new-by-put', cells: {} }] },
    events(event({ eventId: 'b', itemId: 'last', userId: 'cy', sessionId: 'guest' })),
  ];
  const oneByOne = batches.reduce((tables, batch) => withTracked(tables, [batch]), imported);
  const atOnce = withTracked(imported, batches, sessionsOf(batches));
  expect(atOnce.itemIds).toEqual(oneByOne.itemIds);
  expect(atOnce.userIds).toEqual(oneByOne.userIds);
  expect(atOnce.itemIds.slice(2)).toEqual(['new-by-event', 'new-by-put', 'last']);
});

test('a dataset that was created and never filled takes what is put into it', () => {
  const field = (name: string, type: 'string' | 'int') => ({ name, type: ['null', type] }) as const;
  const schema = (name: 'Items' | 'Interactions', fields: AvroSchema['fields']): AvroSchema =>
    avroSchema(name, fields);
  const created = withCreated(NO_TABLES, {
    ITEMS: schema('Items', [
      { name: 'ITEM_ID', type: 'string' },
      { ...field('GENRE', 'string'), categorical: true },
      field('YEAR', 'int'),
    ]),
    INTERACTIONS: schema('Interactions', [
      { name: 'USER_ID', type: 'string' },
      { name: 'ITEM_ID', type: 'string' },
      { name: 'TIMESTAMP', type: 'long' },
      field('EVENT_VALUE', 'int'),
    ]),
  });
  const live = withTracked(created, [
    { kind: 'items', entities: [{ id: 'tea', cells: { GENRE: 'a|b', YEAR: 1990 } }] },
    events(event({ cells: { EVENT_VALUE: 4 } })),
  ]);
  expect(live.items?.nRows).toBe(1);
  const [genre, year] = live.items?.columns ?? [];
  expect(genre.kind === 'multi' && genre.vocabulary).toEqual(['a', 'b']);
  expect(year.kind === 'number' && year.values[0]).toBe(1990);
  const [value] = live.interactions.columns;
  expect(value.kind === 'number' && [...value.values]).toEqual([4]);
});

describe('an item that is put', () => {
  test('replaces its row as a whole, and a new one gets a row', () => {
    const live = withTracked(imported, [
      {
        kind: 'items',
        entities: [{ id: 'pot', cells: { YEAR: 2001, GENRE: 'b| c ', KIND: 'new', NEW: false } }],
      },
      { kind: 'items', entities: [{ id: 'cup', cells: { TITLE: 'Cup' } }] },
    ]);
    expect(live.itemIds).toEqual(['tea', 'pot', 'cup']);
    const { items } = live;
    if (items === null) throw new Error('there are items');
    expect([...items.entityIdx]).toEqual([1, 2]);
    const [year, genre, title, isNew, kind] = items.columns;
    expect(year.kind === 'number' && [...year.values]).toEqual([2001, 0]);
    expect(year.kind === 'number' && year.nulls?.[0]).toBe(0b10);
    expect(genre.kind === 'multi' && [...genre.codes].map((code) => genre.vocabulary[code])).toEqual([
      'b',
      'c',
    ]);
    expect(genre.kind === 'multi' && [...genre.offsets]).toEqual([0, 2, 2]);
    // What the new row leaves out is null, not what it was.
    expect(title.kind === 'text' && title.values).toEqual([null, 'Cup']);
    expect(isNew.kind === 'boolean' && [...isNew.values]).toEqual([0, 2]);
    expect(kind.kind === 'code' && [...kind.codes]).toEqual([1, -1]);
  });
});

test('a number that 32 bits cannot hold widens its column', () => {
  const narrow = { kind: 'number', name: 'PRICE', values: Float32Array.of(1.5), nulls: null } as const;
  const wide = setCells(narrow, [{ row: 1, cell: 3.3 }], 2);
  expect(wide.kind === 'number' && wide.values[1]).toBe(3.3);
  const kept = setCells(narrow, [{ row: 1, cell: 2.5 }], 2);
  expect(kept.kind === 'number' && kept.values).toBeInstanceOf(Float32Array);
});

describe('an event log', () => {
  test('counts a repeated id once, and what agrees in everything else', () => {
    const log = new EventLog([events(event({ eventId: 'a' }))]);
    const fresh = log.fresh(
      events(
        event({ eventId: 'a', timestampSec: 99 }),
        event({ eventId: 'b' }),
        event({ eventId: 'c', timestampSec: 31 }),
        event({ eventId: 'd', timestampSec: 31 }),
        event({ eventId: 'e', timestampSec: 31, cells: { EVENT_VALUE: 2 } }),
      ),
    );
    expect(fresh.kind === 'events' && fresh.events.map(({ eventId }) => eventId)).toEqual(['c', 'e']);
  });

  test('forgets what was put before its dataset was deleted', () => {
    const later = events(event({ eventId: 'b', timestampSec: 31 }));
    const items: TrackedBatch = { kind: 'items', entities: [] };
    const log = new EventLog([events(event({})), items, later]);
    expect(log.since({ INTERACTIONS: 2 })).toEqual([items, later]);
    expect(log.since({ ITEMS: 2 })).toHaveLength(2);
  });
});
