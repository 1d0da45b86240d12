import type { Column, EntityTable, InteractionTable, Tables } from '../../domain/columns';
import type { TrackedBatch } from '../../domain/tracking';
import { alignColumn } from '../../data/columns/align-columns';
import { actorOf, sessionsOf } from '../project/tracking/live-tables';

/** What is left, and how many rows went. */
export interface Left<T> {
  readonly left: T;
  readonly gone: number;
}

/**
 * The tables without anything of these users, their ids included; the others keep their order. What only speaks of
 * items stays. The tables given are left as they were. O(rows).
 */
export function withoutUsers(tables: Tables, users: ReadonlySet<string>): Left<Tables> {
  const places = new Int32Array(tables.userIds.length);
  const userIds = tables.userIds.filter((id, user) => {
    const kept = !users.has(id);
    places[user] = kept ? 0 : -1;
    return kept;
  });
  let next = 0;
  for (let user = 0; user < places.length; user++) if (places[user] === 0) places[user] = next++;
  const interactions = interactionsLeft(tables.interactions, places);
  const described = tables.users && usersLeft(tables.users, places);
  const actions = tables.actions && withoutUsers(tables.actions, users);
  return {
    left: {
      ...tables,
      userIds,
      interactions: interactions.left,
      users: described && described.left,
      ...(actions && { actions: actions.left }),
    },
    gone: interactions.gone + (described?.gone ?? 0) + (actions?.gone ?? 0),
  };
}

/**
 * The batches without the events and rows of these users, as many batches as before: they are counted by their place.
 * What a visitor did before saying who they are goes too.
 */
export function batchesWithoutUsers(
  batches: readonly TrackedBatch[],
  users: ReadonlySet<string>,
): Left<readonly TrackedBatch[]> {
  let gone = 0;
  const keeps = (id: string): boolean => {
    const kept = !users.has(id);
    if (!kept) gone++;
    return kept;
  };
  const joined = sessionsOf(batches);
  const left = batches.map((batch): TrackedBatch => {
    if ('events' in batch)
      return { kind: batch.kind, events: batch.events.filter((event) => keeps(actorOf(event, joined))) };
    if (batch.kind !== 'users') return batch;
    return { kind: 'users', entities: batch.entities.filter(({ id }) => keeps(id)) };
  });
  return { left, gone };
}

function interactionsLeft(table: InteractionTable, places: Int32Array): Left<InteractionTable> {
  const left = rowsOnly(table, rowsLeft(table.userIdx, places));
  const userIdx = left.userIdx.map((user) => places[user]);
  return { gone: table.nRows - left.nRows, left: { ...left, userIdx } };
}

/** A copy with some rows alone. @param kept ascending. */
export function rowsOnly(table: InteractionTable, kept: Int32Array): InteractionTable {
  const { userIdx, itemIdx, timestampSec, eventType } = table;
  return {
    ...table,
    nRows: kept.length,
    userIdx: Int32Array.from(kept, (row) => userIdx[row]),
    itemIdx: Int32Array.from(kept, (row) => itemIdx[row]),
    timestampSec: Float64Array.from(kept, (row) => timestampSec[row]),
    eventType: Uint16Array.from(kept, (row) => eventType[row]),
    columns: columnsLeft(table.columns, kept, table.nRows),
  };
}

function usersLeft(table: EntityTable, places: Int32Array): Left<EntityTable> {
  const kept = rowsLeft(table.entityIdx, places);
  return {
    gone: table.nRows - kept.length,
    left: {
      nRows: kept.length,
      entityIdx: Int32Array.from(kept, (row) => places[table.entityIdx[row]]),
      columns: columnsLeft(table.columns, kept, table.nRows),
    },
  };
}

function rowsLeft(users: Int32Array, places: Int32Array): Int32Array {
  const kept = new Int32Array(users.length);
  let n = 0;
  users.forEach((user, row) => {
    if (places[user] >= 0) kept[n++] = row;
  });
  return kept.subarray(0, n);
}

function columnsLeft(columns: readonly Column[], kept: Int32Array, nRows: number): Column[] {
  const newPlace = new Int32Array(nRows).fill(-1);
  kept.forEach((row, place) => (newPlace[row] = place));
  return columns.map((column) => alignColumn(column, newPlace, kept.length));
}
