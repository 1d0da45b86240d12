import { eventTypeAt, type Column, type Tables } from '../../domain/columns';
import { holdsEvents, type PrimitiveType } from '../../domain/schema';
import type { CellSink, ColumnBuilder } from './columns/column-builder';
import { NumberBuilder } from './columns/number-builder';
import { TimeBuilder } from './columns/time-builder';
import { cellText, numberAt } from '../../data/tables/cell-text';
import type { DatasetReader } from './dataset-reader';
import { tableOf, tablesWith } from '../../data/tables/table-of';

const BATCH = 8192;
/** Stored rows were judged when they came in. */
const JUDGED: CellSink = { stored: true, bad: () => undefined, notice: () => undefined };

/** A stored value that is none of the type its column has got. */
export interface Unheld {
  readonly field: string;
  readonly type: PrimitiveType;
  readonly value: string;
}

/**
 * Puts the stored rows of the reader's dataset in front, so that an INCREMENTAL import goes on where they end.
 *
 * @returns of each column that cannot hold what is stored, the first such value: without it the reading must not go on.
 */
export function replayStored(reader: DatasetReader, tables: Tables): readonly Unheld[] {
  const { interactions, userIds, itemIds } = tablesWith(tables, reader.dataset);
  if (holdsEvents(reader.dataset)) {
    const { nRows, userIdx, itemIdx, timestampSec, columns } = interactions;
    feed(reader.user, nRows, (row) => userIds[userIdx[row]]);
    feed(reader.item, nRows, (row) => itemIds[itemIdx[row]]);
    reader.time?.put(timestampSec, 0);
    const last = timestampSec.reduce((latest, second) => Math.max(latest, second), -1);
    reader.rowOrderShift = last + 1 - nRows;
    reader.n = nRows;
    return replayOthers(reader, nRows, columns, (row) => eventTypeAt(interactions, row) ?? '');
  }
  const table = tableOf(tables, reader.dataset);
  if (table === null || !('entityIdx' in table)) return [];
  const [ids, builder] = reader.dataset === 'USERS' ? [userIds, reader.user] : [itemIds, reader.item];
  feed(builder, table.nRows, (row) => ids[table.entityIdx[row]]);
  reader.n = table.nRows;
  // One by one: as arguments of one call, some hundred thousand would not fit on the stack.
  for (let row = 0; row < table.nRows; row++) reader.rowLines.push(0);
  return replayOthers(reader, table.nRows, table.columns, () => '');
}

function replayOthers(
  reader: DatasetReader,
  nRows: number,
  columns: readonly Column[],
  eventTypeOf: (row: number) => string,
): Unheld[] {
  const unheld = new Map<string, Unheld>();
  for (const { spec, builder } of reader.others) {
    const stored = columns.find((column) => column.name === spec.name);
    const numbers = stored === undefined || stored.kind === 'number';
    if (numbers && (builder instanceof NumberBuilder || builder instanceof TimeBuilder)) {
      builder.put(
        Float64Array.from({ length: nRows }, (_, row) => (stored ? numberAt(stored, row) : NaN)),
        0,
      );
    } else if (spec.name === 'EVENT_TYPE' && holdsEvents(reader.dataset)) feed(builder, nRows, eventTypeOf);
    else {
      const { name: field, type } = spec;
      const bad: CellSink['bad'] = (_, code, value) => {
        if (code !== 'D09' && !unheld.has(field)) unheld.set(field, { field, type, value });
      };
      feed(builder, nRows, (row) => (stored ? cellText(stored, row) : ''), { ...JUDGED, bad });
    }
  }
  return [...unheld.values()];
}

function feed(
  builder: ColumnBuilder | null,
  nRows: number,
  cellOf: (row: number) => string,
  sink = JUDGED,
): void {
  if (!builder) return;
  for (let base = 0; base < nRows; base += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, nRows - base) }, (_, i) => [cellOf(base + i)]);
    builder.read(rows, 0, base, sink);
  }
}
