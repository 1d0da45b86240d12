import {
  NO_EVENT_TYPE,
  type Column,
  type EntityTable,
  type InteractionTable,
  type Tables,
} from '../../domain/columns';
import { Numbered } from '../../domain/numbered';
import {
  fieldType,
  type AvroSchema,
  type PrimitiveType,
  type SchemaField,
  type Schemas,
} from '../../domain/schema';

/** A row as JSON: absent and null keys are null. */
export type FixtureRow = { readonly [field: string]: string | number | boolean | null | undefined };

/** The `fixture` of a cases file. */
export interface Fixture {
  readonly items?: readonly FixtureRow[];
  readonly users?: readonly FixtureRow[];
  readonly interactions?: readonly FixtureRow[];
  readonly schemas?: {
    readonly items?: AvroSchema;
    readonly users?: AvroSchema;
    readonly interactions?: AvroSchema;
  };
}

/** Ids in order of first mention. */
class Ids extends Numbered {
  index(id: FixtureRow[string]): number {
    if (typeof id !== 'string') throw new TypeError(`An id must be a text, not ${JSON.stringify(id)}`);
    return this.placeOf(id);
  }
}

/** Builds tables and schemas from rows. Items and users come first, in file order, then those of Interactions alone. */
export function fixtureTables(fixture: Fixture): { tables: Tables; schemas: Schemas } {
  const schemas: Schemas = {
    INTERACTIONS: fixture.schemas?.interactions ?? guess('Interactions', fixture.interactions ?? []),
    ITEMS: fixture.schemas?.items ?? (fixture.items && guess('Items', fixture.items)),
    USERS: fixture.schemas?.users ?? (fixture.users && guess('Users', fixture.users)),
  };
  const itemIds = new Ids();
  const userIds = new Ids();
  const items = schemas.ITEMS ? entityTable(schemas.ITEMS, fixture.items ?? [], 'ITEM_ID', itemIds) : null;
  const users = schemas.USERS ? entityTable(schemas.USERS, fixture.users ?? [], 'USER_ID', userIds) : null;
  const interactions = interactionTable(fixture.interactions ?? [], userIds, itemIds);
  return { tables: { userIds: userIds.list, itemIds: itemIds.list, interactions, items, users }, schemas };
}

function entityTable(schema: AvroSchema, rows: readonly FixtureRow[], key: string, ids: Ids): EntityTable {
  // The last row of an id wins.
  const byEntity = new Map(rows.map((row) => [ids.index(row[key]), row]));
  const kept = [...byEntity.values()];
  const fields = schema.fields.filter((field) => field.name !== key);
  return {
    nRows: kept.length,
    entityIdx: Int32Array.from(byEntity.keys()),
    columns: fields.map((field) => columnOf(field, kept)),
  };
}

function interactionTable(rows: readonly FixtureRow[], users: Ids, items: Ids): InteractionTable {
  const types = new Ids();
  return {
    nRows: rows.length,
    userIdx: Int32Array.from(rows, (row) => users.index(row['USER_ID'])),
    itemIdx: Int32Array.from(rows, (row) => items.index(row['ITEM_ID'])),
    timestampSec: Float64Array.from(rows, (row) => Number(row['TIMESTAMP'] ?? 0)),
    eventType: Uint16Array.from(rows, (row) => {
      const type = row['EVENT_TYPE'] ?? null;
      return type === null || type === '' ? NO_EVENT_TYPE : types.index(type);
    }),
    eventTypes: types.list,
    columns: [],
  };
}

function columnOf(field: SchemaField, rows: readonly FixtureRow[]): Column {
  const { name } = field;
  const cells = rows.map((row) => row[name] ?? null);
  const { primitive } = fieldType(field);
  if (primitive === 'boolean') {
    const values = Uint8Array.from(cells, (cell) => (cell === null ? 2 : cell === true ? 1 : 0));
    return { kind: 'boolean', name, values };
  }
  if (primitive !== 'string') {
    const nulls = new Uint8Array((cells.length + 7) >>> 3);
    cells.forEach((cell, row) => {
      if (cell === null) nulls[row >>> 3] |= 1 << (row & 7);
    });
    return { kind: 'number', name, values: Float64Array.from(cells, (cell) => Number(cell ?? 0)), nulls };
  }
  const texts = cells.map((cell) => (cell === null || cell === '' ? null : String(cell)));
  if (field.textual) return { kind: 'text', name, values: texts, textual: true };
  const vocabulary = new Ids();
  if (!field.categorical) {
    const codes = Int32Array.from(texts, (text) => (text === null ? -1 : vocabulary.index(text)));
    return { kind: 'code', name, codes, vocabulary: vocabulary.list, categorical: false };
  }
  const parts = texts.map((text) => (text ?? '').split('|').map((part) => part.trim()));
  const lists = parts.map((list) => list.filter((part) => part !== '').map((part) => vocabulary.index(part)));
  const offsets = new Int32Array(lists.length + 1);
  lists.forEach((list, row) => (offsets[row + 1] = offsets[row] + list.length));
  const codes = Int32Array.from(lists.flat());
  return { kind: 'multi', name, offsets, codes, vocabulary: vocabulary.list, categorical: true };
}

const keys: readonly string[] = ['USER_ID', 'ITEM_ID', 'EVENT_TYPE'];

/** A schema that fits the rows: JSON's own types; texts are categorical, unless most of them are long. */
function guess(name: AvroSchema['name'], rows: readonly FixtureRow[]): AvroSchema {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  const fields = [...names].map((field): SchemaField => {
    const cells = rows.map((row) => row[field] ?? null).filter((cell) => cell !== null);
    const nullable = cells.length < rows.length;
    const primitive = typeOf(cells);
    const type = nullable ? (['null', primitive] as const) : primitive;
    if (primitive !== 'string' || keys.includes(field)) return { name: field, type };
    const long = cells.filter((cell) => String(cell).length > 60).length;
    const textual = name === 'Items' && long > cells.length / 2;
    return textual ? { name: field, type, textual } : { name: field, type, categorical: true };
  });
  return { type: 'record', name, namespace: 'com.amazonaws.personalize.schema', fields, version: '1.0' };
}

function typeOf(cells: readonly (string | number | boolean)[]): PrimitiveType {
  if (cells.length === 0) return 'string';
  if (cells.every((cell) => typeof cell === 'boolean')) return 'boolean';
  if (!cells.every((cell) => typeof cell === 'number')) return 'string';
  return cells.every((cell) => Number.isSafeInteger(cell)) ? 'long' : 'double';
}
