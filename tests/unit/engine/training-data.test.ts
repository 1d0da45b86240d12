import { describe, expect, it } from 'vitest';
import type { Tables } from '../../../src/domain/columns';
import { buildTrainingData, dropRareItems } from '../../../src/engine/training-data';

interface Row {
  readonly user: string;
  readonly item: string;
  readonly time: number;
  readonly type?: string;
  readonly value?: number | null;
}

function tablesOf(rows: readonly Row[], withValues = true): Tables {
  const userIds = [...new Set(rows.map((row) => row.user))];
  const itemIds = [...new Set(rows.map((row) => row.item))];
  const eventTypes = [...new Set(rows.flatMap((row) => row.type ?? []))];
  const nulls = new Uint8Array((rows.length + 7) >> 3);
  rows.forEach(({ value }, r) => {
    if (value === null || value === undefined) nulls[r >> 3] |= 1 << (r & 7);
  });
  const values = Float64Array.from(rows, (row) => row.value ?? 0);
  return {
    userIds,
    itemIds,
    interactions: {
      nRows: rows.length,
      userIdx: Int32Array.from(rows, (row) => userIds.indexOf(row.user)),
      itemIdx: Int32Array.from(rows, (row) => itemIds.indexOf(row.item)),
      timestampSec: Float64Array.from(rows, (row) => row.time),
      eventType: Uint16Array.from(rows, (row) =>
        row.type === undefined ? 0xffff : eventTypes.indexOf(row.type),
      ),
      eventTypes,
      columns: withValues ? [{ name: 'EVENT_VALUE', kind: 'number', values, nulls }] : [],
    },
    items: {
      nRows: 1,
      entityIdx: Int32Array.of(1),
      columns: [
        { name: 'YEAR', kind: 'number', values: Float64Array.of(1995), nulls: null },
        {
          name: 'GENRE',
          kind: 'multi',
          offsets: Int32Array.of(0, 2),
          codes: Int32Array.of(1, 0),
          vocabulary: ['a', 'b'],
          categorical: true,
        },
        { name: 'TITLE', kind: 'text', values: ['one'], textual: true },
        { name: 'NEW', kind: 'boolean', values: Uint8Array.of(1) },
        { name: 'KIND', kind: 'code', codes: Int32Array.of(0), vocabulary: ['k'], categorical: true },
      ],
    },
    users: null,
  };
}

const rows: readonly Row[] = [
  { user: 'u', item: 'b', time: 30, type: 'watch', value: 3.3 },
  { user: 'v', item: 'a', time: 5, type: 'click', value: null },
  { user: 'u', item: 'a', time: 10, type: 'watch', value: 2 },
  { user: 'u', item: '10', time: 10, type: 'click', value: 5 },
  { user: 'v', item: 'b', time: 6, type: 'watch', value: 4 },
];

/** n users with `each` rows over 40 items. */
const many = (n: number, each: number): Row[] =>
  Array.from({ length: n * each }, (_, r) => ({ user: `u${r % n}`, item: `i${r % 40}`, time: r }));

const failure = (code: string, details: object = {}): unknown =>
  expect.objectContaining({ code, details: expect.objectContaining(details) });

describe('training data', () => {
  it('orders the rows of each user by time, then by place in the file', () => {
    const data = buildTrainingData(tablesOf(rows), {}, 'relaxed');
    expect([...data.userPtr]).toEqual([0, 3, 5]);
    // Items in order of appearance: b 0, a 1, "10" 2.
    expect([...data.items]).toEqual([1, 2, 0, 1, 0]);
    expect([...data.timestampSec]).toEqual([10, 10, 30, 5, 6]);
  });

  it('ranks items by id in code-unit order', () => {
    expect([...buildTrainingData(tablesOf(rows), {}, 'relaxed').itemRank]).toEqual([2, 1, 0]);
  });

  it('aligns metadata, with null where an item is not described', () => {
    const [year, genre, title, fresh, kind] = buildTrainingData(tablesOf(rows), {}, 'relaxed').itemColumns;
    expect(year).toMatchObject({ values: Float64Array.of(0, 1995, 0), nulls: Uint8Array.of(0b11111101) });
    expect(genre).toMatchObject({ offsets: Int32Array.of(0, 0, 2, 2), codes: Int32Array.of(1, 0) });
    expect(title).toMatchObject({ values: [null, 'one', null] });
    expect(fresh).toMatchObject({ values: Uint8Array.of(2, 1, 2) });
    expect(kind).toMatchObject({ codes: Int32Array.of(-1, 0, -1) });
  });

  it('keeps one event type, and values at or above the threshold, never null ones', () => {
    const watched = buildTrainingData(tablesOf(rows), { eventType: 'watch' }, 'relaxed');
    expect([...watched.items]).toEqual([1, 0, 0]);
    const valued = buildTrainingData(tablesOf(rows), { eventValueThreshold: '3.3' }, 'relaxed');
    expect([...valued.items]).toEqual([2, 0, 0]);
    expect(valued.nItems).toBe(3);
  });

  it('T01: fewer than 1000 rows under the aws profile', () => {
    const filter = { eventType: 'watch', eventValueThreshold: '4' };
    expect(() => buildTrainingData(tablesOf(rows), filter, 'aws')).toThrow(
      failure('T01', { before: 5, after: 1, eventType: 'watch', threshold: '4' }),
    );
    expect(() => buildTrainingData(tablesOf(many(100, 10)), {}, 'aws')).not.toThrow();
    expect(() => buildTrainingData(tablesOf(many(111, 9)), {}, 'aws')).toThrow(
      failure('T01', { after: 999 }),
    );
  });

  it('T02: fewer than 25 users with two rows', () => {
    expect(() => buildTrainingData(tablesOf(many(24, 50)), {}, 'aws')).toThrow(failure('T02', { count: 24 }));
    expect(() => buildTrainingData(tablesOf(many(25, 50)), {}, 'aws')).not.toThrow();
    expect(() => buildTrainingData(tablesOf([rows[0], rows[1]]), {}, 'relaxed')).toThrow(failure('T02'));
  });

  it('T03: more event types and columns than the service takes', () => {
    const typed = many(30, 50).map((row, r) => ({ ...row, type: `t${r % 11}` }));
    expect(() => buildTrainingData(tablesOf(typed), {}, 'aws')).toThrow(failure('T03', { limit: 10 }));
    expect(() => buildTrainingData(tablesOf(typed), {}, 'relaxed')).not.toThrow();
    // EVENT_TYPE, EVENT_VALUE and 8 types are 10 together; one type more is too many.
    const types = (n: number): Row[] => many(30, 50).map((row, r) => ({ ...row, type: `t${r % n}` }));
    expect(() => buildTrainingData(tablesOf(types(8)), {}, 'aws')).not.toThrow();
    expect(() => buildTrainingData(tablesOf(types(9)), {}, 'aws')).toThrow(failure('T03', { combined: 11 }));
  });

  it('T04: an event type that is not there, near matches first', () => {
    expect(() => buildTrainingData(tablesOf(rows), { eventType: 'Click' }, 'relaxed')).toThrow(
      failure('T04', { eventType: 'Click', present: ['click', 'watch'] }),
    );
  });

  it('T05 and P03: a threshold without values, and one that is no number', () => {
    expect(() => buildTrainingData(tablesOf(rows, false), { eventValueThreshold: '3' }, 'relaxed')).toThrow(
      failure('T05', { column: 'EVENT_VALUE' }),
    );
    expect(() => buildTrainingData(tablesOf(rows), { eventValueThreshold: 'three' }, 'relaxed')).toThrow(
      failure('P03', { value: 'three' }),
    );
  });

  it('drops items with few rows, and renumbers the rest', () => {
    const data = dropRareItems(buildTrainingData(tablesOf(rows), {}, 'relaxed'), 2);
    expect([data.nItems, ...data.userPtr]).toEqual([2, 0, 2, 4]);
    expect([...data.items]).toEqual([1, 0, 1, 0]);
    expect(data.itemColumns[2]).toMatchObject({ values: [null, 'one'] });
    expect(data.itemRank[0] > data.itemRank[1]).toBe(true);
  });
});
