import { NO_TABLES } from '../../../data/tables/table-of';
import type { Column, EntityTable, Tables } from '../../../domain/columns';
import {
  fieldType,
  type AvroSchema,
  type Schemas,
  type SchemaField,
  KEY_FIELDS,
} from '../../../domain/schema';

/** The tables with empty datasets where a schema says there is one and nothing was imported, so that rows can be put. */
export function withCreated(tables: Tables, schemas: Schemas): Tables {
  const { INTERACTIONS, ITEMS, USERS, ACTIONS, ACTION_INTERACTIONS } = schemas;
  const { interactions } = tables;
  const bare = interactions.nRows === 0 && interactions.columns.length === 0;
  return {
    ...tables,
    interactions:
      bare && INTERACTIONS !== undefined
        ? { ...interactions, columns: emptyColumns(INTERACTIONS) }
        : interactions,
    items: tables.items ?? emptyTable(ITEMS),
    users: tables.users ?? emptyTable(USERS),
    ...((ACTIONS ?? ACTION_INTERACTIONS) !== undefined && {
      actions: withCreated(tables.actions ?? NO_TABLES, {
        INTERACTIONS: ACTION_INTERACTIONS,
        ITEMS: ACTIONS,
      }),
    }),
  };
}

function emptyTable(schema: AvroSchema | undefined): EntityTable | null {
  if (schema === undefined) return null;
  return { nRows: 0, entityIdx: new Int32Array(0), columns: emptyColumns(schema) };
}

function emptyColumns({ fields }: AvroSchema): Column[] {
  return fields.filter(({ name }) => !KEY_FIELDS.has(name)).map(emptyColumn);
}

/** The column of a field, without rows. */
export function emptyColumn(field: SchemaField): Column {
  const { name } = field;
  const { primitive } = fieldType(field);
  if (primitive === 'boolean') return { kind: 'boolean', name, values: new Uint8Array(0) };
  if (primitive !== 'string') return { kind: 'number', name, values: new Float64Array(0), nulls: null };
  if (field.categorical === true || name === 'IMPRESSION') {
    return {
      kind: 'multi',
      name,
      offsets: new Int32Array(1),
      codes: new Int32Array(0),
      vocabulary: [],
      categorical: true,
    };
  }
  return { kind: 'text', name, values: [], textual: field.textual === true };
}
