import type { EntityTable, InteractionTable, Tables } from '../../domain/columns';
import { isAboutActions, placeOf, type DatasetType } from '../../domain/schema';

export const NO_INTERACTIONS: InteractionTable = {
  nRows: 0,
  userIdx: new Int32Array(0),
  itemIdx: new Int32Array(0),
  timestampSec: new Float64Array(0),
  eventType: new Uint16Array(0),
  eventTypes: [],
  columns: [],
};

export const NO_TABLES: Tables = {
  userIds: [],
  itemIds: [],
  interactions: NO_INTERACTIONS,
  items: null,
  users: null,
};

/** The tables in which a dataset has its place: those of actions are apart. */
export function tablesWith(tables: Tables, type: DatasetType): Tables {
  return isAboutActions(type) ? (tables.actions ?? NO_TABLES) : tables;
}

/** The rows of a dataset; null for described entities that are not there. */
export function tableOf(tables: Tables, type: DatasetType): InteractionTable | EntityTable | null {
  const { interactions, items, users } = tablesWith(tables, type);
  const place = placeOf(type);
  return place === 'INTERACTIONS' ? interactions : place === 'ITEMS' ? items : users;
}

/** The tables with another table in the place of a dataset. */
export function withTable(
  tables: Tables,
  type: DatasetType,
  table: InteractionTable | EntityTable | null,
): Tables {
  const place = placeOf(type);
  const key = place === 'INTERACTIONS' ? 'interactions' : place === 'ITEMS' ? 'items' : 'users';
  const changed = { ...tablesWith(tables, type), [key]: table };
  return isAboutActions(type) ? { ...tables, actions: changed } : changed;
}
