import type { InteractionTable, Tables } from '../../../domain/columns';
import type { DatasetType } from '../../../domain/schema';

const NO_INTERACTIONS: InteractionTable = {
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

/** The tables without the rows of one dataset; ids keep their numbers. */
export function withoutRows(tables: Tables, type: DatasetType): Tables {
  if (type === 'INTERACTIONS') return { ...tables, interactions: NO_INTERACTIONS };
  return { ...tables, [type === 'ITEMS' ? 'items' : 'users']: null };
}
