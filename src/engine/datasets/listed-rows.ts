import { cellText } from '../../data/table/cell-text';
import type { DatasetRows } from '../../domain/column-profiles';
import { NO_EVENT_TYPE, type Column, type Tables } from '../../domain/columns';
import type { DatasetType } from '../../domain/schema';

/** Rows of a dataset as a CSV file would hold them, those that there are. */
export function listedRows(tables: Tables, dataset: DatasetType, rows: readonly number[]): DatasetRows {
  const columns = columnsOf(tables, dataset);
  const names = columns.map(({ name }) => name);
  const { interactions } = tables;
  if (dataset === 'INTERACTIONS') {
    const typed = interactions.eventTypes.length > 0;
    const head = ['USER_ID', 'ITEM_ID', 'TIMESTAMP', ...(typed ? ['EVENT_TYPE'] : []), ...names];
    const listed = rows.filter((row) => row < interactions.nRows);
    return {
      head,
      rows: listed.map((row) => {
        const type = interactions.eventType[row];
        return [
          tables.userIds[interactions.userIdx[row]],
          tables.itemIds[interactions.itemIdx[row]],
          String(interactions.timestampSec[row]),
          ...(typed ? [type === NO_EVENT_TYPE ? '' : interactions.eventTypes[type]] : []),
          ...columns.map((column) => cellText(column, row)),
        ];
      }),
    };
  }
  const table = dataset === 'ITEMS' ? tables.items : tables.users;
  const ids = dataset === 'ITEMS' ? tables.itemIds : tables.userIds;
  return {
    head: [dataset === 'ITEMS' ? 'ITEM_ID' : 'USER_ID', ...names],
    rows: rows
      .filter((row) => table !== null && row < table.nRows)
      .map((row) => [
        table === null ? '' : ids[table.entityIdx[row]],
        ...columns.map((column) => cellText(column, row)),
      ]),
  };
}

/** The columns of a dataset besides its keys; none where there is no such dataset. */
export function columnsOf({ interactions, items, users }: Tables, dataset: DatasetType): readonly Column[] {
  const table = dataset === 'INTERACTIONS' ? interactions : dataset === 'ITEMS' ? items : users;
  return table?.columns ?? [];
}
