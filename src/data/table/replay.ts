import { NO_EVENT_TYPE, type Column, type Tables } from '../../domain/columns';
import type { CellSink, ColumnBuilder } from '../columns/column-builder';
import { NumberBuilder } from '../columns/number-builder';
import { TimeBuilder } from '../columns/time-builder';
import { cellText, numberAt } from './cell-text';
import type { DatasetReader } from './dataset-reader';

const BATCH = 8192;
/** Stored rows were judged when they came in. */
const JUDGED: CellSink = { stored: true, bad: () => undefined, notice: () => undefined };

/** Puts the stored rows of the reader's dataset in front, so that an INCREMENTAL import goes on where they end. */
export function replayStored(reader: DatasetReader, tables: Tables): void {
  const { interactions, items, users, userIds, itemIds } = tables;
  if (reader.dataset === 'INTERACTIONS') {
    const { nRows, userIdx, itemIdx, timestampSec, eventType, eventTypes, columns } = interactions;
    feed(reader.user, nRows, (row) => userIds[userIdx[row]]);
    feed(reader.item, nRows, (row) => itemIds[itemIdx[row]]);
    reader.time?.put(timestampSec, 0);
    const last = timestampSec.reduce((latest, second) => Math.max(latest, second), -1);
    reader.rowOrderShift = last + 1 - nRows;
    replayOthers(reader, nRows, columns, (row) =>
      eventType[row] === NO_EVENT_TYPE ? '' : eventTypes[eventType[row]],
    );
    reader.n = nRows;
    return;
  }
  const table = reader.dataset === 'ITEMS' ? items : users;
  if (!table) return;
  const ids = reader.dataset === 'ITEMS' ? itemIds : userIds;
  feed(
    reader.dataset === 'ITEMS' ? reader.item : reader.user,
    table.nRows,
    (row) => ids[table.entityIdx[row]],
  );
  replayOthers(reader, table.nRows, table.columns, () => '');
  reader.n = table.nRows;
  // One by one: as arguments of one call, some hundred thousand would not fit on the stack.
  for (let row = 0; row < table.nRows; row++) reader.rowLines.push(0);
}

function replayOthers(
  reader: DatasetReader,
  nRows: number,
  columns: readonly Column[],
  eventTypeOf: (row: number) => string,
): void {
  for (const { spec, builder } of reader.others) {
    const stored = columns.find((column) => column.name === spec.name);
    if (builder instanceof NumberBuilder || builder instanceof TimeBuilder) {
      builder.put(
        Float64Array.from({ length: nRows }, (_, row) => (stored ? numberAt(stored, row) : NaN)),
        0,
      );
    } else if (spec.name === 'EVENT_TYPE' && reader.dataset === 'INTERACTIONS')
      feed(builder, nRows, eventTypeOf);
    else feed(builder, nRows, (row) => (stored ? cellText(stored, row) : ''));
  }
}

function feed(builder: ColumnBuilder | null, nRows: number, cellOf: (row: number) => string): void {
  if (!builder) return;
  for (let base = 0; base < nRows; base += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, nRows - base) }, (_, i) => [cellOf(base + i)]);
    builder.read(rows, 0, base, JUDGED);
  }
}
