import { cellText } from '../../data/tables/cell-text';
import { tableOf, tablesWith } from '../../data/tables/table-of';
import type { DatasetRows } from '../../domain/column-profiles';
import { NO_EVENT_TYPE, type Column, type Tables } from '../../domain/columns';
import { entityKey, holdsEvents, thingKey, type DatasetType } from '../../domain/schema';

/** Rows of a dataset as a CSV file would hold them, those that there are. */
export function listedRows(tables: Tables, dataset: DatasetType, rows: readonly number[]): DatasetRows {
  const columns = columnsOf(tables, dataset);
  const names = columns.map(({ name }) => name);
  const { interactions, userIds, itemIds } = tablesWith(tables, dataset);
  if (holdsEvents(dataset)) {
    const typed = interactions.eventTypes.length > 0;
    const head = ['USER_ID', thingKey(dataset), 'TIMESTAMP', ...(typed ? ['EVENT_TYPE'] : []), ...names];
    const listed = rows.filter((row) => row < interactions.nRows);
    return {
      head,
      rows: listed.map((row) => {
        const type = interactions.eventType[row];
        return [
          userIds[interactions.userIdx[row]],
          itemIds[interactions.itemIdx[row]],
          String(interactions.timestampSec[row]),
          ...(typed ? [type === NO_EVENT_TYPE ? '' : interactions.eventTypes[type]] : []),
          ...columns.map((column) => cellText(column, row)),
        ];
      }),
    };
  }
  const table = tableOf(tables, dataset);
  const ids = dataset === 'USERS' ? userIds : itemIds;
  return {
    head: [entityKey(dataset), ...names],
    rows: rows
      .filter((row) => table !== null && row < table.nRows)
      .map((row) => [
        table === null || !('entityIdx' in table) ? '' : ids[table.entityIdx[row]],
        ...columns.map((column) => cellText(column, row)),
      ]),
  };
}

/** The columns of a dataset besides its keys; none where there is no such dataset. */
export function columnsOf(tables: Tables, dataset: DatasetType): readonly Column[] {
  return tableOf(tables, dataset)?.columns ?? [];
}
