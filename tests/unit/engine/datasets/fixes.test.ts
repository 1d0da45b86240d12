import { describe, expect, test } from 'vitest';
import type { Tables } from '../../../../src/domain/columns';
import type { DataFix } from '../../../../src/domain/data-fix';
import { describeQuality } from '../../../../src/data/quality';
import { finish } from '../../../../src/domain/steps';
import { describeTables } from '../../../../src/data/card';
import { fixFor } from '../../../../src/engine/datasets/fixes/fix-for';
import { fixTables } from '../../../../src/engine/datasets/fixes/fix-tables';
import { previewFix } from '../../../../src/engine/datasets/fixes/preview-fix';
import { emptyOutside, groupRare, mergeValues } from '../../../../src/engine/datasets/fixes/rewrite-column';
import { tablesOf } from '../../../support/small-tables';

const rows = [
  { user: 'solo', item: 'x', time: 5, type: 'view' },
  { user: 'a', item: 'x', time: 10, type: 'view' },
  { user: 'a', item: 'x', time: 10, type: 'view' },
  { user: 'a', item: 'y', time: 11, type: 'buy' },
  { user: 'b', item: 'z', time: 12, type: 'view' },
  { user: 'b', item: 'y', time: 13, type: 'view' },
];
const tables = tablesOf(rows, false);
const events = ({ interactions, userIds, itemIds }: Tables) =>
  Array.from(
    interactions.userIdx,
    (user, row) =>
      `${userIds[user]} ${itemIds[interactions.itemIdx[row]]} ${interactions.timestampSec[row]} ${interactions.eventTypes[interactions.eventType[row]]}`,
  );

describe('fixes of the data', () => {
  test('a repeated event goes, its first stays, and everything is numbered as if imported so', () => {
    const fixed = finish(fixTables(tables, { kind: 'drop-repeats' }));
    expect([...fixed.gone]).toEqual([2]);
    expect(events(fixed.tables)).toEqual(events(tables).filter((_, row) => row !== 2));
    const under = finish(fixTables(tables, { kind: 'drop-users-under', events: 2 })).tables;
    const fresh = tablesOf(rows.slice(1), false);
    expect(under.userIds).toEqual(fresh.userIds);
    expect(under.itemIds).toEqual(fresh.itemIds);
    expect(under.interactions).toEqual(fresh.interactions);
  });

  test('what is only described stays unless that is what goes', () => {
    const late = finish(fixTables(tables, { kind: 'drop-times-outside', fromSec: 0, toSec: 10 })).tables;
    expect(late.interactions.nRows).toBe(3);
    expect(late.itemIds).toEqual(['x', 'y']);
    expect(late.items?.nRows).toBe(1);
    const unused = finish(fixTables(late, { kind: 'drop-unused', dataset: 'ITEMS' }));
    expect(unused.tables.items?.nRows).toBe(0);
    expect(unused.tables.itemIds).toEqual(['x']);
    const described = finish(fixTables(tables, { kind: 'drop-undescribed', dataset: 'ITEMS' })).tables;
    expect(events(described)).toEqual(['a y 11 buy', 'b y 13 view']);
  });

  test('event types beyond the most frequent go with their events', () => {
    const fixed = finish(fixTables(tables, { kind: 'keep-event-types', most: 1 })).tables;
    expect(fixed.interactions.eventTypes).toEqual(['view']);
    expect(fixed.interactions.nRows).toBe(5);
  });

  test('a preview says what goes, shows it and counts before and after, and changes nothing', () => {
    const before = structuredClone(tables);
    const preview = finish(
      previewFix(tables, describeTables(tables), { kind: 'drop-users-over', events: 2 }),
    );
    expect(preview.goes).toEqual([{ dataset: 'INTERACTIONS', rows: 3 }]);
    expect(preview.head).toEqual(['USER_ID', 'ITEM_ID', 'TIMESTAMP', 'EVENT_TYPE']);
    expect(preview.rows[0]).toEqual(['a', 'x', '10', 'view']);
    expect([preview.before.users, preview.after.users]).toEqual([3, 2]);
    expect([preview.before.interactions, preview.after.interactions]).toEqual([6, 3]);
    expect(tables).toEqual(before);
    const column: DataFix = { kind: 'drop-column', dataset: 'ITEMS', column: 'KIND' };
    expect(finish(fixTables(tables, column)).tables.items?.columns.map(({ name }) => name)).not.toContain(
      'KIND',
    );
    expect(() => finish(fixTables(tables, { ...column, column: 'NONE' }))).toThrow();
  });

  test('rare values become “other” and spellings the most frequent one, once a row', () => {
    const codes = Int32Array.of(0, 0, 1, 2, -1);
    const column = {
      kind: 'code',
      name: 'C',
      codes,
      vocabulary: ['a', 'b', 'c'],
      categorical: true,
    } as const;
    const grouped = groupRare(column, 1);
    expect(grouped.rows).toEqual([2, 3]);
    expect(grouped.column).toMatchObject({
      vocabulary: ['a', 'other'],
      codes: Int32Array.of(0, 0, 1, 1, -1),
    });
    const multi = {
      kind: 'multi',
      name: 'M',
      offsets: Int32Array.of(0, 2, 3),
      codes: Int32Array.of(0, 1, 1),
      vocabulary: ['Drama', 'drama'],
      categorical: true,
    } as const;
    const merged = mergeValues(multi, ['Drama', 'drama']);
    expect(merged.rows).toEqual([0]);
    expect(merged.column).toMatchObject({ offsets: Int32Array.of(0, 1, 2), vocabulary: ['drama'] });
  });

  test('a value that stands apart leaves an empty cell, the rest of its column as it was', () => {
    const column = {
      kind: 'number',
      name: 'PRICE',
      values: Float64Array.of(5, 0, 99_999, 7),
      nulls: Uint8Array.of(0b10),
    } as const;
    const { column: emptied, rows: changed } = emptyOutside(column, 5, 7);
    expect(changed).toEqual([2]);
    expect(emptied).toMatchObject({ values: Float64Array.of(5, 0, 0, 7), nulls: Uint8Array.of(0b110) });
    expect(column.nulls[0]).toBe(0b10);
    const none = { severity: 'insight', code: 'INSIGHT_OUTLIERS', dataset: 'ITEMS', column: 'YEAR' } as const;
    expect(
      fixFor({ ...none, details: { count: 39, low: 1928, high: 2068, extreme: 1902 } }, tables),
    ).toBeNull();
    expect(
      fixFor(
        { ...none, details: { count: 2, low: 4, high: 8, from: 5, to: 7, apart: 1, extreme: 99_999 } },
        tables,
      ),
    ).toEqual({ kind: 'empty-outside', dataset: 'ITEMS', column: 'YEAR', from: 5, to: 7 });
  });

  test('findings are only there where there is something to find', () => {
    expect(finish(describeQuality(tables)).map(({ code }) => code)).toEqual([
      'QUALITY_REPEATS',
      'QUALITY_SINGLE_EVENT',
    ]);
    const many = Array.from({ length: 400 }, (_, k) => ({
      user: k < 100 ? `u${k % 20}` : 'robot',
      item: `i${k}`,
      time: k === 7 ? 1 : 1_500_000_000 + k * 60,
      value: 1,
    }));
    const found = finish(describeQuality(tablesOf(many)));
    expect(found.map(({ code }) => code)).toEqual([
      'QUALITY_BUSY_USERS',
      'QUALITY_FAR_TIMES',
      'QUALITY_ONE_VALUE',
    ]);
    expect(found[0].details).toMatchObject({ count: 1, events: 300, limit: 200 });
    expect(found[1].details).toMatchObject({ count: 1, extreme: 1 });
  });
});
