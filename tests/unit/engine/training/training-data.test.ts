import { describe, expect, it } from 'vitest';
import { MOST_CONTEXT_VALUES } from '../../../../src/domain/context-fields';
import { contextChoices } from '../../../../src/engine/training/event-columns';
import { buildTrainingData, dropRareItems } from '../../../../src/engine/training/training-data';
import { tablesOf, type Row } from '../../../support/small-tables';
import { appError } from '../../../support/app-error';

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

  it('knows what was said of each event: flags, categories and plain words, that may stand in a context', () => {
    const tables = tablesOf(rows);
    const column = { kind: 'code', codes: Int32Array.of(0, 1, -1, 0, 1), categorical: true } as const;
    const named = (name: string) => ({ ...column, name, vocabulary: ['tv', 'phone'] });
    const texts = { kind: 'text', name: 'NOTE', values: ['a', 'b', 'c', 'd', null], textual: false } as const;
    const flag = { kind: 'boolean', name: 'NEW', values: new Uint8Array(5) } as const;
    const columns = [
      ...tables.interactions.columns,
      named('DEVICE'),
      named('IMPRESSION'),
      texts,
      flag,
      named('SHOP'),
    ];
    const all = { ...tables, interactions: { ...tables.interactions, columns } };
    const trainingDataConfig = { excludedDatasetColumns: { INTERACTIONS: ['shop'] } };
    const data = buildTrainingData(all, { trainingDataConfig }, 'relaxed');
    expect(data.eventColumns?.map(({ name }) => name)).toEqual(['DEVICE', 'NEW']);
    expect([...(data.columnRow ?? [])]).toEqual([2, 3, 0, 1, 4]);
    expect([...(dropRareItems(data, 3).columnRow ?? [])]).toEqual([]);
    const watched = buildTrainingData(all, { eventType: 'watch' }, 'relaxed');
    expect([...(watched.columnRow ?? [])]).toEqual([2, 0, 4]);
    expect(contextChoices(all.interactions)).toEqual([
      { field: 'DEVICE', values: ['phone', 'tv'] },
      { field: 'SHOP', values: ['phone', 'tv'] },
    ]);
    // What tells single events apart costs nothing, as no columns do.
    const sessions = {
      ...named('SESSION'),
      vocabulary: Array.from({ length: MOST_CONTEXT_VALUES + 1 }, (_, k) => `s${k}`),
    };
    const empty = { ...named('EMPTY'), codes: new Int32Array(5).fill(-1), vocabulary: [] };
    for (const others of [[], [sessions], [empty]]) {
      const interactions = { ...tables.interactions, columns: [...tables.interactions.columns, ...others] };
      expect(buildTrainingData({ ...tables, interactions }, {}, 'relaxed')).not.toHaveProperty('columnRow');
      expect(contextChoices(interactions)).toEqual([]);
    }
    // One currency for all events is no choice; a mark that only some of them have is one.
    const always = { ...named('CURRENCY'), codes: new Int32Array(5), vocabulary: ['EUR'] };
    const some = { ...named('PROMOTED'), codes: Int32Array.of(-1, 0, -1, 0, 0), vocabulary: ['yes'] };
    const marked = { ...tables.interactions, columns: [always, some] };
    expect(contextChoices(marked)).toEqual([{ field: 'PROMOTED', values: ['yes'] }]);
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
      appError('T01', { before: 5, after: 1, eventType: 'watch', threshold: '4' }),
    );
    expect(() => buildTrainingData(tablesOf(many(100, 10)), {}, 'aws')).not.toThrow();
    expect(() => buildTrainingData(tablesOf(many(111, 9)), {}, 'aws')).toThrow(
      appError('T01', { after: 999 }),
    );
  });

  it('T02: fewer than 25 users with two rows', () => {
    expect(() => buildTrainingData(tablesOf(many(24, 50)), {}, 'aws')).toThrow(
      appError('T02', { count: 24 }),
    );
    expect(() => buildTrainingData(tablesOf(many(25, 50)), {}, 'aws')).not.toThrow();
    expect(() => buildTrainingData(tablesOf([rows[0], rows[1]]), {}, 'relaxed')).toThrow(appError('T02'));
  });

  it('T03: more event types and columns than the service takes', () => {
    const typed = many(30, 50).map((row, r) => ({ ...row, type: `t${r % 11}` }));
    expect(() => buildTrainingData(tablesOf(typed), {}, 'aws')).toThrow(appError('T03', { limit: 10 }));
    expect(() => buildTrainingData(tablesOf(typed), {}, 'relaxed')).not.toThrow();
    // EVENT_TYPE, EVENT_VALUE and 8 types are 10 together; one type more is too many.
    const types = (n: number): Row[] => many(30, 50).map((row, r) => ({ ...row, type: `t${r % n}` }));
    expect(() => buildTrainingData(tablesOf(types(8)), {}, 'aws')).not.toThrow();
    expect(() => buildTrainingData(tablesOf(types(9)), {}, 'aws')).toThrow(appError('T03', { combined: 11 }));
  });

  it('T04: an event type that is not there, near matches first', () => {
    expect(() => buildTrainingData(tablesOf(rows), { eventType: 'Click' }, 'relaxed')).toThrow(
      appError('T04', { eventType: 'Click', present: ['click', 'watch'] }),
    );
  });

  it('T05 and P03: a threshold without values, and one that is no number', () => {
    expect(() => buildTrainingData(tablesOf(rows, false), { eventValueThreshold: '3' }, 'relaxed')).toThrow(
      appError('T05', { column: 'EVENT_VALUE' }),
    );
    expect(() => buildTrainingData(tablesOf(rows), { eventValueThreshold: 'three' }, 'relaxed')).toThrow(
      appError('P03', { value: 'three' }),
    );
  });

  it('drops items with few rows, and renumbers the rest', () => {
    const data = dropRareItems(buildTrainingData(tablesOf(rows), {}, 'relaxed'), 2);
    expect([data.nItems, ...data.userPtr]).toEqual([2, 0, 2, 4]);
    expect([...data.items]).toEqual([1, 0, 1, 0]);
    expect(data.itemColumns[2]).toMatchObject({ values: [null, 'one'] });
    expect(data.itemRank[0] > data.itemRank[1]).toBe(true);
  });

  it('drops with a row what it weighs and which row of the table it is', () => {
    const data = {
      ...buildTrainingData(tablesOf(rows), {}, 'relaxed'),
      rowWeight: Float32Array.of(1, 2, 3, 4, 5),
      columnRow: Int32Array.of(10, 20, 30, 40, 50),
    };
    const left = dropRareItems(data, 2);
    // The second row is the only one of its item.
    expect([...(left.rowWeight ?? [])]).toEqual([1, 3, 4, 5]);
    expect([...(left.columnRow ?? [])]).toEqual([10, 30, 40, 50]);
  });

  it('goes without the columns that are left out, of items and of people', () => {
    const table = (name: string) => ({
      nRows: 1,
      entityIdx: Int32Array.of(0),
      columns: ['LEFT', 'OUT'].map((column) => ({
        kind: 'number' as const,
        name: `${name}_${column}`,
        values: Float64Array.of(1),
        nulls: null,
      })),
    });
    const tables = { ...tablesOf(rows), items: table('ITEM'), users: table('USER') };
    const excludedDatasetColumns = { ITEMS: ['ITEM_OUT'], USERS: ['USER_OUT'] };
    const data = buildTrainingData(tables, { trainingDataConfig: { excludedDatasetColumns } }, 'relaxed');
    expect(data.itemColumns.map(({ name }) => name)).toEqual(['ITEM_LEFT']);
    expect(data.userColumns.map(({ name }) => name)).toEqual(['USER_LEFT']);
  });
});
