import type { ActionTables, EntityTable, Tables } from '../../domain/columns';
import type { RawEntities, RawInteractions } from './raw-table';

/**
 * Joins the datasets: ids of Interactions keep their numbers, ids that only Users or Items know follow. Arrays are
 * taken over, not copied.
 */
export function assembleTables(
  interactions: RawInteractions,
  items: RawEntities | null,
  users: RawEntities | null,
  actions?: ActionTables,
): Tables {
  const userIds = [...interactions.userIds];
  const itemIds = [...interactions.itemIds];
  const { nRows, userIdx, itemIdx, timestampSec, eventType, eventTypes, columns } = interactions;
  return {
    items: items && entityTable(items, itemIds),
    users: users && entityTable(users, userIds),
    userIds,
    itemIds,
    interactions: { nRows, userIdx, itemIdx, timestampSec, eventType, eventTypes, columns },
    ...(actions && { actions }),
  };
}

/** Looks up (or appends to `ids`) the index of every described entity. */
function entityTable(raw: RawEntities, ids: string[]): EntityTable {
  const indexOf = new Map(ids.map((id, index) => [id, index]));
  const entityIdx = Int32Array.from(raw.ids, (id) => {
    const known = indexOf.get(id);
    return known ?? ids.push(id) - 1;
  });
  return { nRows: raw.nRows, entityIdx, columns: raw.columns };
}

/** The Interactions dataset of stored tables on its own; ids that only Users or Items know are left out. */
export function interactionsOf(tables: Tables): RawInteractions {
  const { interactions } = tables;
  return {
    ...interactions,
    userIds: tables.userIds.slice(0, usedCount(interactions.userIdx)),
    itemIds: tables.itemIds.slice(0, usedCount(interactions.itemIdx)),
  };
}

export function entitiesOf(table: EntityTable | null, ids: readonly string[]): RawEntities | null {
  if (!table) return null;
  return {
    nRows: table.nRows,
    ids: Array.from(table.entityIdx, (index) => ids[index]),
    columns: table.columns,
  };
}

/** Indices are numbered by first appearance, so the largest one says how many there are. */
function usedCount(codes: Int32Array): number {
  let largest = -1;
  for (let row = 0; row < codes.length; row++) if (codes[row] > largest) largest = codes[row];
  return largest + 1;
}
