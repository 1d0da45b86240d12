/** One bit per row, least significant bit first; a set bit means "no value". */
export type NullBitmap = Uint8Array<ArrayBuffer>;

export function isNull(nulls: Uint8Array | null, row: number): boolean {
  return nulls !== null && ((nulls[row >> 3] >> (row & 7)) & 1) === 1;
}

interface ColumnBase {
  readonly name: string;
  /** Of Items: its schema says that items are called by it. */
  readonly itemName?: true;
}
/** int, long, float and double cells. A null cell holds 0 and a set bit. */
export interface NumberColumn extends ColumnBase {
  readonly kind: 'number';
  readonly values: Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
  readonly nulls: NullBitmap | null;
}
/** Categorical strings without `|`, and plain strings. −1 = null; other codes index `vocabulary`. */
export interface CodeColumn extends ColumnBase {
  readonly kind: 'code';
  readonly codes: Int32Array<ArrayBuffer>;
  readonly vocabulary: readonly string[];
  /** Whether the schema flags it categorical (a plain string is filterable, and trained on only as the context of events). */
  readonly categorical: boolean;
}
/** Categorical strings of which some hold several values: row r owns codes[offsets[r] … offsets[r + 1]). */
export interface MultiColumn extends ColumnBase {
  readonly kind: 'multi';
  readonly offsets: Int32Array<ArrayBuffer>;
  readonly codes: Int32Array<ArrayBuffer>;
  readonly vocabulary: readonly string[];
  readonly categorical: true;
}
/** Textual and identifier-like strings, kept as text. */
export interface TextColumn extends ColumnBase {
  readonly kind: 'text';
  readonly values: readonly (string | null)[];
  readonly textual: boolean;
}
/** 0 = false, 1 = true, 2 = null. */
export interface BooleanColumn extends ColumnBase {
  readonly kind: 'boolean';
  readonly values: Uint8Array<ArrayBuffer>;
}
export type Column = NumberColumn | CodeColumn | MultiColumn | TextColumn | BooleanColumn;

/** Whether it holds values that many rows share, one or several a row, as its schema says. */
export function isCategorical(column: Column): column is CodeColumn | MultiColumn {
  return column.kind === 'multi' || (column.kind === 'code' && column.categorical);
}

/** Whether it holds sentences, as its schema says. */
export function isTextual(column: Column): column is TextColumn {
  return column.kind === 'text' && column.textual;
}

/** The column of that name; null where there is none or it holds no numbers. */
export function numberColumn(columns: readonly Column[], name: string): NumberColumn | null {
  const column = columns.find((each) => each.name === name);
  return column?.kind === 'number' ? column : null;
}

/** Event type code of a row that has none. */
export const NO_EVENT_TYPE = 0xffff;

/** The Interactions dataset in file order (bulk rows first). Indices point into `Tables.userIds` / `itemIds`. */
export interface InteractionTable {
  readonly nRows: number;
  readonly userIdx: Int32Array<ArrayBuffer>;
  readonly itemIdx: Int32Array<ArrayBuffer>;
  readonly timestampSec: Float64Array<ArrayBuffer>;
  readonly eventType: Uint16Array<ArrayBuffer>;
  readonly eventTypes: readonly string[];
  /** EVENT_VALUE (if present) and every other non-key column, by schema name. */
  readonly columns: readonly Column[];
  /** How often each item was shown with events whose impressions no column holds; absent = never. */
  readonly shown?: ReadonlyMap<string, number>;
}

/** The event type of a row; null where it has none. */
export function eventTypeAt(
  { eventType, eventTypes }: Pick<InteractionTable, 'eventType' | 'eventTypes'>,
  row: number,
): string | null {
  return eventType[row] === NO_EVENT_TYPE ? null : eventTypes[eventType[row]];
}

/** Items or Users: row r describes entity `entityIdx[r]` of the vocabulary; one row per entity. */
export interface EntityTable {
  readonly nRows: number;
  readonly entityIdx: Int32Array<ArrayBuffer>;
  readonly columns: readonly Column[];
}

/** The row that describes each of n entities; −1 where none does. */
export function rowOfEntity(table: EntityTable | null, n: number): Int32Array<ArrayBuffer> {
  const rowOf = new Int32Array(n).fill(-1);
  table?.entityIdx.forEach((entity, row) => (rowOf[entity] = row));
  return rowOf;
}

/**
 * Everything a dataset group holds, as columns. The vocabularies map dense indices to ids: users and items of
 * Interactions in order of first appearance, then those that only the Users or Items dataset knows.
 */
export interface Tables {
  readonly userIds: readonly string[];
  readonly itemIds: readonly string[];
  readonly interactions: InteractionTable;
  readonly items: EntityTable | null;
  readonly users: EntityTable | null;
  /** Absent in a group without datasets of actions. */
  readonly actions?: ActionTables;
}

/**
 * Actions in the places of items, and what users did about them in that of interactions. It numbers its users itself;
 * what is known of them stands in the tables around it.
 */
export type ActionTables = Omit<Tables, 'actions'>;
