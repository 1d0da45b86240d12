import { csvLine } from '../../domain/csv-line';
import type { Tables } from '../../domain/columns';
import type { IngestionMode } from '../../domain/data-jobs';
import { entityKey, holdsEvents, type AvroSchema, type DatasetType } from '../../domain/schema';
import type { TrackedBatch } from '../../domain/tracking';
import { NO_TABLES } from '../../data/tables/table-of';
import { lineReader, rowsOf } from '../../data/tables/csv-text';
import { sessionsOf, withTracked } from '../project/tracking/live-tables';
import { withCreated } from '../project/tracking/with-created';

/** A dataset's rows by where they came from. */
export interface ExportSource {
  readonly type: DatasetType;
  readonly schema: AvroSchema;
  /** What was imported. */
  readonly bulk: Tables;
  /** What was put, of this dataset and in order. */
  readonly batches: readonly TrackedBatch[];
  /** Both as they count now. */
  readonly all: Tables;
}

/**
 * A dataset as CSV lines without line ends: a header in the schema's order, then its rows, a null as an empty cell.
 * Rows that agree in every field are written once. ALL has the newest row of each item and user and every event; BULK
 * and PUT alone have every row, one after the other as they came.
 */
export function* exportLines(source: ExportSource, mode: IngestionMode): Generator<string> {
  const names = source.schema.fields.map(({ name }) => name);
  yield csvLine(names);
  const { type, bulk, all } = source;
  if (mode === 'ALL' && !holdsEvents(type)) return yield* linesOf(all, source);
  if (mode === 'BULK') return yield* linesOf(bulk, source);
  const put = new Set(putLines(source, names));
  // An import has no two equal rows, so that only what was put has to be held against it.
  if (mode === 'ALL') {
    for (const line of linesOf(bulk, source)) {
      put.delete(line);
      yield line;
    }
  }
  yield* put;
}

function* putLines(source: ExportSource, names: readonly string[]): Generator<string> {
  const { type, schema, batches } = source;
  if (holdsEvents(type)) {
    const tables = withTracked(withCreated(NO_TABLES, { [type]: schema }), batches, sessionsOf(batches));
    return yield* linesOf(tables, source);
  }
  const key = entityKey(type);
  for (const batch of batches) {
    if (!('entities' in batch)) continue;
    for (const { id, cells } of batch.entities) {
      yield csvLine(names.map((name) => (name === key ? id : String(cells[name] ?? ''))));
    }
  }
}

function* linesOf(tables: Tables, { type, schema }: ExportSource): Generator<string> {
  const lineOf = lineReader(tables, type, schema);
  const nRows = rowsOf(tables, type);
  for (let row = 0; row < nRows; row++) yield lineOf(row);
}
