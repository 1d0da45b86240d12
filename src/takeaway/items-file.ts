import type { Column, EntityTable, Tables } from '../domain/columns';
import type { Schemas } from '../domain/schema';

/** A column of items as JSON: what each row has, null where it has nothing. */
interface WrittenColumn {
  readonly name: string;
  readonly kind: 'number' | 'code' | 'multi' | 'text';
  /** What codes mean. */
  readonly vocabulary?: readonly string[];
  readonly cells: readonly (number | string | null | readonly number[])[];
}

/** `items.json`: what the model's numbers of items mean, and what filters read. */
export interface ItemsFile {
  /** By number; null for an item that is in the data no more, and only counts. */
  readonly ids: readonly (string | null)[];
  /** What they are called; null = by their id. */
  readonly names: readonly (string | null)[];
  /** Of filters: which fields there are. */
  readonly schemas: Schemas;
  /** The item of each row of the columns; absent = the rows are the items. */
  readonly rows?: readonly number[];
  readonly columns: readonly WrittenColumn[];
}

/** Columns that a filter can ask for. */
export function writtenColumns({ nRows, columns }: Pick<EntityTable, 'nRows' | 'columns'>): WrittenColumn[] {
  const rows = Array.from({ length: nRows }, (_, row) => row);
  return columns.flatMap((column): WrittenColumn[] => {
    const { name, kind } = column;
    if (kind === 'number') {
      const { values, nulls } = column;
      const isEmpty = (row: number): boolean => nulls !== null && ((nulls[row >> 3] >> (row & 7)) & 1) === 1;
      return [{ name, kind, cells: rows.map((row) => (isEmpty(row) ? null : values[row])) }];
    }
    if (kind === 'code') {
      const { codes, vocabulary } = column;
      return [{ name, kind, vocabulary, cells: rows.map((row) => (codes[row] < 0 ? null : codes[row])) }];
    }
    if (kind === 'multi') {
      const { codes, offsets, vocabulary } = column;
      const cells = rows.map((row) => [...codes.subarray(offsets[row], offsets[row + 1])]);
      return [{ name, kind, vocabulary, cells }];
    }
    return kind === 'text' && !column.textual ? [{ name, kind, cells: column.values }] : [];
  });
}

/** The items as tables that nobody has done anything in yet. */
export function tablesOf({ ids, rows, columns }: ItemsFile, eventTypes: readonly string[]): Tables {
  const nRows = columns.length === 0 ? 0 : columns[0].cells.length;
  return {
    userIds: [],
    // Nobody asks for an id that begins so.
    itemIds: ids.map((id, item) => id ?? `\u0000${item}`),
    items:
      nRows === 0
        ? null
        : {
            nRows,
            entityIdx: Int32Array.from({ length: nRows }, (_, row) => rows?.[row] ?? row),
            columns: columns.map(columnOf),
          },
    users: null,
    interactions: {
      nRows: 0,
      userIdx: new Int32Array(0),
      itemIdx: new Int32Array(0),
      timestampSec: new Float64Array(0),
      eventType: new Uint16Array(0),
      eventTypes,
      columns: [],
    },
  };
}

function columnOf({ name, kind, vocabulary = [], cells }: WrittenColumn): Column {
  if (kind === 'number') {
    const nulls = new Uint8Array(Math.ceil(cells.length / 8));
    cells.forEach((cell, row) => (nulls[row >> 3] |= cell === null ? 1 << (row & 7) : 0));
    return { name, kind, values: Float64Array.from(cells, (cell) => Number(cell ?? 0)), nulls };
  }
  if (kind === 'text') {
    return { name, kind, textual: false, values: cells.map((cell) => (cell === null ? null : String(cell))) };
  }
  if (kind === 'code') {
    const codes = Int32Array.from(cells, (cell) => (cell === null ? -1 : Number(cell)));
    return { name, kind, categorical: true, vocabulary, codes };
  }
  const lists = cells.map((cell) => (Array.isArray(cell) ? (cell as readonly number[]) : []));
  const offsets = new Int32Array(lists.length + 1);
  lists.forEach((list, row) => (offsets[row + 1] = offsets[row] + list.length));
  return { name, kind, categorical: true, vocabulary, offsets, codes: Int32Array.from(lists.flat()) };
}
