import { repeatedRows, typesByCount } from '../../../data/quality';
import { columnsOf } from '../listed-rows';
import { NO_EVENT_TYPE, type Column, type Tables } from '../../../domain/columns';
import type { DataFix } from '../../../domain/data-fix';
import { AppError } from '../../../domain/errors';
import type { ItemDatasetType } from '../../../domain/schema';
import type { Steps } from '../../../domain/steps';
import { filterTables, rowsOf, type Kept } from './filter-tables';
import { emptyOutside, groupRare, mergeValues, type Rewritten } from './rewrite-column';

/** Tables after a fix, and which rows of the tables before it go or change. */
export interface Fixed {
  readonly tables: Tables;
  readonly dataset: ItemDatasetType;
  readonly gone: Int32Array;
  readonly changed: readonly number[];
  /** The column that is taken out of its dataset. */
  readonly dropped: string | null;
}

/** The tables given are left as they were, and share what does not change. @throws AppError INVALID_INPUT */
export function* fixTables(tables: Tables, fix: DataFix): Steps<Fixed> {
  switch (fix.kind) {
    case 'drop-column':
    case 'empty-outside':
    case 'group-rare':
    case 'merge-values':
      return fixColumn(tables, fix);
    case 'drop-unused': {
      const { dataset } = fix;
      const table = dataset === 'ITEMS' ? tables.items : tables.users;
      const { itemIdx, userIdx } = tables.interactions;
      const used = new Set(dataset === 'ITEMS' ? itemIdx : userIdx);
      const keeps = (row: number): boolean => table !== null && used.has(table.entityIdx[row]);
      return yield* filtered(tables, dataset, table?.nRows ?? 0, keeps);
    }
    default:
      return yield* filtered(
        tables,
        'INTERACTIONS',
        tables.interactions.nRows,
        yield* keepsEvent(tables, fix),
      );
  }
}

type ColumnFix = Extract<DataFix, { readonly column: string }>;
type EventFix = Exclude<DataFix, ColumnFix | { readonly kind: 'drop-unused' }>;

function* keepsEvent(tables: Tables, fix: EventFix): Steps<(row: number) => boolean> {
  const { userIdx, itemIdx, timestampSec, eventType } = tables.interactions;
  switch (fix.kind) {
    case 'drop-repeats': {
      const repeated = new Set(yield* repeatedRows(tables));
      return (row) => !repeated.has(row);
    }
    case 'drop-users-under':
    case 'drop-users-over': {
      const counts = new Int32Array(tables.userIds.length);
      for (let row = 0; row < userIdx.length; row++) counts[userIdx[row]]++;
      return fix.kind === 'drop-users-under'
        ? (row) => counts[userIdx[row]] >= fix.events
        : (row) => counts[userIdx[row]] <= fix.events;
    }
    case 'drop-times-outside':
      return (row) => timestampSec[row] >= fix.fromSec && timestampSec[row] <= fix.toSec;
    case 'drop-undescribed': {
      const described = new Set((fix.dataset === 'ITEMS' ? tables.items : tables.users)?.entityIdx);
      const codes = fix.dataset === 'ITEMS' ? itemIdx : userIdx;
      return (row) => described.has(codes[row]);
    }
    case 'keep-event-types': {
      const kept = new Set(typesByCount(tables.interactions).slice(0, fix.most));
      return (row) => eventType[row] === NO_EVENT_TYPE || kept.has(eventType[row]);
    }
  }
}

function* filtered(
  tables: Tables,
  dataset: ItemDatasetType,
  nRows: number,
  keeps: (row: number) => boolean,
): Steps<Fixed> {
  yield;
  const left = rowsOf(nRows, (row) => !keeps(row));
  yield;
  const kept: Kept =
    dataset === 'INTERACTIONS'
      ? { interactions: keeps }
      : dataset === 'ITEMS'
        ? { items: keeps }
        : { users: keeps };
  return { tables: yield* filterTables(tables, kept), dataset, gone: left, changed: [], dropped: null };
}

function fixColumn(tables: Tables, fix: ColumnFix): Fixed {
  const { dataset } = fix;
  const column = columnsOf(tables, dataset).find(({ name }) => name === fix.column);
  if (column === undefined) throw new AppError('INVALID_INPUT', { field: 'column', value: fix.column });
  const gone = new Int32Array(0);
  if (fix.kind === 'drop-column') {
    const left = withColumns(tables, dataset, (columns) => columns.filter((other) => other !== column));
    return { tables: left, dataset, gone, changed: [], dropped: column.name };
  }
  const rewritten = rewrite(column, fix);
  const next = withColumns(tables, dataset, (columns) =>
    columns.map((other) => (other === column ? rewritten.column : other)),
  );
  return { tables: next, dataset, gone, changed: rewritten.rows, dropped: null };
}

function rewrite(column: Column, fix: Exclude<ColumnFix, { readonly kind: 'drop-column' }>): Rewritten {
  switch (fix.kind) {
    case 'empty-outside':
      return emptyOutside(column, fix.from, fix.to);
    case 'group-rare':
      return groupRare(column, fix.keep);
    case 'merge-values':
      return mergeValues(column, fix.values);
  }
}

function withColumns(
  tables: Tables,
  dataset: ItemDatasetType,
  change: (columns: readonly Column[]) => readonly Column[],
): Tables {
  const { interactions, items, users } = tables;
  switch (dataset) {
    case 'INTERACTIONS':
      return { ...tables, interactions: { ...interactions, columns: change(interactions.columns) } };
    case 'ITEMS':
      return { ...tables, items: items && { ...items, columns: change(items.columns) } };
    case 'USERS':
      return { ...tables, users: users && { ...users, columns: change(users.columns) } };
  }
}
