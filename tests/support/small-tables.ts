import type { Tables } from '../../src/domain/columns';

export interface Row {
  readonly user: string;
  readonly item: string;
  readonly time: number;
  readonly type?: string;
  readonly value?: number | null;
}

/** Tables of a few rows; the second item that appears is described. */
export function tablesOf(rows: readonly Row[], withValues = true): Tables {
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
