import { eventTypeAt, type Column, type Tables } from '../../domain/columns';
import { csvCell, csvLine } from '../../domain/csv-line';
import { entityKey, holdsEvents, thingKey, type AvroSchema, type DatasetType } from '../../domain/schema';
import { singleText } from '../../domain/single-text';
import { cellText } from './cell-text';
import { tableOf, tablesWith } from './table-of';

/** Text gathered before it is handed on. */
const PART_CHARS = 1 << 16;

type CellReader = (row: number) => string;

/**
 * A dataset as CSV in parts of about 64 K characters: a header in schema order, RFC 4180 quoting where a cell needs
 * it, lines that end in `\n`, null as an empty cell. Reading it back gives the same columns.
 *
 * @param from first row, to: the row after the last one.
 */
export function* csvText(
  tables: Tables,
  type: DatasetType,
  schema: AvroSchema,
  { from, to }: { readonly from: number; readonly to: number },
): Generator<string> {
  const readers = schema.fields.map(({ name }) => cellReader(tables, type, name));
  yield* inParts(
    (function* () {
      yield csvLine(schema.fields.map(({ name }) => name));
      for (let row = from; row < to; row++) yield lineOf(readers, row);
    })(),
  );
}

/** Lines with their ends, gathered in parts of about 64 K characters. */
export function* inParts(lines: Iterable<string>): Generator<string> {
  let text = '';
  for (const line of lines) {
    text += `${line}\n`;
    if (text.length < PART_CHARS) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

/** Reads rows as lines of the CSV, without line ends. */
export function lineReader(tables: Tables, type: DatasetType, schema: AvroSchema): (row: number) => string {
  const readers = schema.fields.map(({ name }) => cellReader(tables, type, name));
  return (row) => lineOf(readers, row);
}

function lineOf(readers: readonly CellReader[], row: number): string {
  let line = csvCell(readers[0](row));
  for (let i = 1; i < readers.length; i++) line += `,${csvCell(readers[i](row))}`;
  return line;
}

/** Reads the cells of one schema field; a field that no column stands for is empty. */
export function cellReader(tables: Tables, type: DatasetType, field: string): CellReader {
  const { userIds, itemIds, interactions } = tablesWith(tables, type);
  if (holdsEvents(type)) {
    const { userIdx, itemIdx, timestampSec, columns } = interactions;
    if (field === 'USER_ID') return (row) => userIds[userIdx[row]];
    if (field === thingKey(type)) return (row) => itemIds[itemIdx[row]];
    if (field === 'TIMESTAMP') return (row) => String(timestampSec[row]);
    if (field === 'EVENT_TYPE') return (row) => eventTypeAt(interactions, row) ?? '';
    return columnReader(columns, field);
  }
  const table = tableOf(tables, type);
  if (table === null || !('entityIdx' in table)) return () => '';
  if (field === entityKey(type)) {
    const ids = type === 'USERS' ? userIds : itemIds;
    return (row) => ids[table.entityIdx[row]];
  }
  return columnReader(table.columns, field);
}

function columnReader(columns: readonly Column[], field: string): CellReader {
  const column = columns.find(({ name }) => name === field);
  if (column === undefined) return () => '';
  if (column.kind !== 'number') return (row) => cellText(column, row);
  const { values } = column;
  const textOf = values instanceof Float32Array ? singleText : String;
  return (row) => {
    if (cellText(column, row) === '') return '';
    // String(−0) is "0", which would come back as another number.
    return Object.is(values[row], -0) ? '-0' : textOf(values[row]);
  };
}

/** Rows of a dataset. */
export function rowsOf(tables: Tables, type: DatasetType): number {
  return tableOf(tables, type)?.nRows ?? 0;
}
