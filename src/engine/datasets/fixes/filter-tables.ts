import { assembleTables } from '../../../data/tables/assemble';
import type { RawEntities } from '../../../data/tables/raw-table';
import { NO_EVENT_TYPE, type Column, type EntityTable, type Tables } from '../../../domain/columns';
import type { Steps } from '../../../domain/steps';
import { alignColumn } from '../../../data/columns/align-columns';

/** Which rows stay; absent: all of them. */
export interface Kept {
  readonly interactions?: (row: number) => boolean;
  readonly items?: (row: number) => boolean;
  readonly users?: (row: number) => boolean;
}

/**
 * The tables with these rows only, as if nothing else had been imported: users, items and event types are numbered by
 * first appearance. The tables given are left as they were. O(rows × columns).
 */
export function* filterTables(tables: Tables, kept: Kept): Steps<Tables> {
  const { interactions, userIds, itemIds } = tables;
  const rows = rowsOf(interactions.nRows, kept.interactions);
  yield;
  const users = renumber(interactions.userIdx, rows, userIds);
  const userIdx = new Int32Array(rows.length);
  rows.forEach((row, at) => (userIdx[at] = users.places[interactions.userIdx[row]]));
  yield;
  const items = renumber(interactions.itemIdx, rows, itemIds);
  const itemIdx = new Int32Array(rows.length);
  rows.forEach((row, at) => (itemIdx[at] = items.places[interactions.itemIdx[row]]));
  yield;
  const typed = rows.filter((row) => interactions.eventType[row] !== NO_EVENT_TYPE);
  const types = renumber(interactions.eventType, typed, interactions.eventTypes);
  const timestampSec = new Float64Array(rows.length);
  const eventType = new Uint16Array(rows.length).fill(NO_EVENT_TYPE);
  rows.forEach((row, at) => {
    timestampSec[at] = interactions.timestampSec[row];
    const code = interactions.eventType[row];
    if (code !== NO_EVENT_TYPE) eventType[at] = types.places[code];
  });
  yield;
  const columns = yield* columnsOf(interactions.columns, rows, interactions.nRows);
  const itemRows = yield* entities(tables.items, itemIds, kept.items);
  const userRows = yield* entities(tables.users, userIds, kept.users);
  const assembled = assembleTables(
    {
      nRows: rows.length,
      userIds: users.ids,
      itemIds: items.ids,
      userIdx,
      itemIdx,
      timestampSec,
      eventType,
      eventTypes: types.ids,
      columns,
    },
    itemRows,
    userRows,
    tables.actions,
  );
  const { shown } = interactions;
  return shown === undefined
    ? assembled
    : { ...assembled, interactions: { ...assembled.interactions, shown } };
}

function* entities(
  table: EntityTable | null,
  ids: readonly string[],
  keeps?: (row: number) => boolean,
): Steps<RawEntities | null> {
  if (table === null) return null;
  const rows = rowsOf(table.nRows, keeps);
  return {
    nRows: rows.length,
    ids: Array.from(rows, (row) => ids[table.entityIdx[row]]),
    columns: yield* columnsOf(table.columns, rows, table.nRows),
  };
}

/** Rows that stay, ascending. */
export function rowsOf(nRows: number, keeps?: (row: number) => boolean): Int32Array {
  const rows = new Int32Array(nRows);
  let kept = 0;
  for (let row = 0; row < nRows; row++) if (keeps?.(row) ?? true) rows[kept++] = row;
  return rows.subarray(0, kept);
}

function* columnsOf(columns: readonly Column[], rows: Int32Array, nRows: number): Steps<readonly Column[]> {
  if (rows.length === nRows) return columns;
  const place = new Int32Array(nRows).fill(-1);
  rows.forEach((row, at) => (place[row] = at));
  const aligned: Column[] = [];
  for (const column of columns) {
    aligned.push(alignColumn(column, place, rows.length));
    yield;
  }
  return aligned;
}

function renumber(
  codes: Int32Array | Uint16Array,
  rows: Int32Array,
  names: readonly string[],
): { readonly ids: readonly string[]; readonly places: Int32Array } {
  const places = new Int32Array(names.length).fill(-1);
  const ids: string[] = [];
  for (const row of rows) {
    const code = codes[row];
    if (places[code] < 0) places[code] = ids.push(names[code]) - 1;
  }
  return { ids, places };
}
