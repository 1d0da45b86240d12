import { NO_EVENT_TYPE, type Column } from '../../domain/columns';
import {
  holdsEvents,
  SCHEMA_NAMES,
  thingKey,
  type AvroSchema,
  type AvroType,
  type DatasetType,
  type PrimitiveType,
  type SchemaField,
} from '../../domain/schema';
import { CodeBuilder } from './columns/code-builder';
import type { ColumnSpec } from './columns/column-spec';
import { NumberBuilder } from './columns/number-builder';
import type { DatasetReader } from './dataset-reader';
import { distinctRows } from './duplicates';
import type { RawEntities, RawInteractions } from '../../data/tables/raw-table';

/** Interactions as read, exact duplicates dropped (the first of each stays). The first `stored` rows all stay. */
export async function finishInteractions(
  reader: DatasetReader,
  pause: () => Promise<void>,
  stored: number,
): Promise<{ raw: RawInteractions; duplicates: number }> {
  const { user, item, time, n } = reader;
  if (!user || !item || !time) throw new RangeError('an interactions reader needs user, item and time');
  const keep = await distinctRows(n, reader.builders, pause, stored);
  const kept = keep ?? (reader.dropsRows ? identity(n) : null);
  const nRows = keep ? keep.length : n;
  const users = user.gather(n, kept);
  const items = item.gather(n, kept);
  let eventType = new Uint16Array(nRows).fill(NO_EVENT_TYPE);
  let eventTypes: readonly string[] = [];
  const columns: Column[] = [];
  for (const { spec, builder } of reader.others) {
    if (spec.name === 'EVENT_TYPE' && builder instanceof CodeBuilder) {
      const { codes, vocabulary } = builder.gather(n, kept);
      eventTypes = vocabulary;
      eventType = Uint16Array.from(codes, (code) => (code < 0 ? NO_EVENT_TYPE : code));
    } else columns.push(builder.finish(n, kept));
  }
  return {
    duplicates: n - nRows,
    raw: {
      nRows,
      userIds: users.ids,
      itemIds: items.ids,
      userIdx: users.codes,
      itemIdx: items.codes,
      timestampSec: time.gather(n, kept),
      eventType,
      eventTypes,
      columns,
    },
  };
}

/** One row per id: of several the last stays, in its own place. `repeats` lists [earlier, later] positions. */
export function finishEntities(reader: DatasetReader): {
  raw: RawEntities;
  repeats: readonly (readonly [number, number])[];
} {
  const ids = reader.dataset === 'USERS' ? reader.user : reader.item;
  if (!ids) throw new RangeError('an entity reader needs its id');
  const lastRow = new Int32Array(ids.ids.length).fill(-1);
  const repeats: [number, number][] = [];
  for (let row = 0; row < reader.n; row++) {
    const code = ids.codes[row];
    if (lastRow[code] >= 0) repeats.push([lastRow[code], row]);
    lastRow[code] = row;
  }
  const keep = lastRow.filter((row) => row >= 0).sort();
  const gathered = ids.gather(reader.n, keep);
  return {
    repeats,
    raw: {
      nRows: keep.length,
      ids: Array.from(gathered.codes, (code) => gathered.ids[code]),
      columns: reader.others.map(({ builder }) => builder.finish(reader.n, keep)),
    },
  };
}

function identity(n: number): Int32Array {
  return Int32Array.from({ length: n }, (_, row) => row);
}

/**
 * The schema the data turned out to have: given, or from the guessed types, null where an empty cell was met. Context
 * of interactions may always be null: what happened to be full in a file is not to be asked of every event to come.
 */
export function schemaOf(reader: DatasetReader): AvroSchema {
  if (reader.schema) return reader.schema;
  const key = (name: string): SchemaField => ({ name, type: 'string' });
  const fields: SchemaField[] = [];
  if (reader.user) fields.push(key('USER_ID'));
  if (reader.item) fields.push(key(thingKey(reader.dataset)));
  if (reader.time) fields.push({ name: 'TIMESTAMP', type: 'long' });
  for (const { spec, builder } of reader.others) {
    const found = builder instanceof NumberBuilder ? builder.typeFound : spec.type;
    const context = holdsEvents(reader.dataset) && spec.adapts;
    fields.push(fieldOf(spec, found, builder.sawNull || context));
  }
  return makeSchema(reader.dataset, fields);
}

function fieldOf(spec: ColumnSpec, type: PrimitiveType, nullable: boolean): SchemaField {
  const avro: AvroType = nullable ? [type, 'null'] : type;
  return {
    name: spec.name,
    type: avro,
    ...(spec.categorical ? { categorical: true } : {}),
    ...(spec.textual ? { textual: true } : {}),
  };
}

export function makeSchema(dataset: DatasetType, fields: readonly SchemaField[]): AvroSchema {
  return {
    type: 'record',
    name: SCHEMA_NAMES[dataset],
    namespace: 'com.amazonaws.personalize.schema',
    fields,
    version: '1.0',
  };
}
