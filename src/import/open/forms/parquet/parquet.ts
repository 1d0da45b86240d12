import { gunzipSync } from 'fflate';
import { decompress as unpackZstd } from 'fzstd';
import {
  parquetMetadataAsync,
  parquetScan,
  parquetSchema,
  snappyUncompress,
  type Compressors,
  type DecodedArray,
  type FileMetaData,
  type SchemaTree,
} from 'hyparquet';
import { isAppError } from '../../../../domain/errors';
import { TABLE_LIMITS } from '../../../../domain/table-limits';
import { guardRatio, type SourceFile } from '../../bytes/source';
import type { CellTable, NamedTable, TableList } from '../../cell-table';
import { CollectedRows } from '../collected-rows';
import { RecordColumns } from '../json/record-columns';
import { listsOf } from '../json/record-lists';
import { checkPages } from './check-pages';
import { cellMaker, jsonOf, NESTED_PARSERS, PARSERS } from './parquet-values';
import { randomAccess, type RandomAccess } from '../../bytes/random-access';
import { tableFault } from '../../table-fault';

const BATCH_ROWS = 4096;
/** Rows that are read on their own at the beginning: a look at the file ends there. */
const FIRST_ROWS = 16_384;
/** Rows by which the parts of a nested column are known. */
const SAMPLED_ROWS = 1000;
/** Bytes that a cell takes at least while its row group is read. */
const CELL_BYTES = 4;

/** Makes cells of a column as it lies in a row group. */
interface Column {
  readonly name: string;
  /** How a value of several parts becomes cells. */
  readonly parts: RecordColumns | null;
  readonly headers: readonly string[];
  /** Puts those of a value behind the others of its row. */
  put(value: unknown, row: string[]): void;
}

interface Opened {
  readonly source: SourceFile;
  readonly file: RandomAccess;
  readonly metadata: FileMetaData;
  /** Row groups and columns whose pages have been found to agree with one another. */
  readonly checkedColumns: Set<string>;
}

/** The table of a Parquet file. @throws AppError TABLE_UNREADABLE, ARCHIVE_LIMIT, FILE_UNREADABLE. */
export async function openParquet(source: SourceFile, gzip: boolean): Promise<readonly NamedTable[]> {
  const file = await randomAccess(source, 'parquet', gzip);
  const metadata = await checked(source, null, async () => parquetMetadataAsync(file, { parsers: PARSERS }));
  const tree = await checked(source, null, async () => Promise.resolve(parquetSchema(metadata)));
  if (tree.children.length > TABLE_LIMITS.columns) throw tableFault(inParquet(source), 'too-wide');
  guardRatio(source.path, file.byteLength, rowsOf(metadata) * tree.children.length * CELL_BYTES);
  if (!metadata.row_groups.every(({ num_rows: rows }) => rows >= 0n))
    throw tableFault(inParquet(source), 'malformed');
  const opened = { source, file, metadata, checkedColumns: new Set<string>() };
  const columns: Column[] = [];
  for (const child of tree.children) columns.push(await columnOf(child, opened));
  const headers = headersOf(columns);
  const table = tableOf(opened, columns, headers, (read, i) => [cellsOf(columns, read, i)]);
  const lists = columns.flatMap((column, at) => tablesOfLists(opened, columns, column, at));
  return headers.length === 0 ? [] : [{ name: '', table: lists.length === 0 ? table : { ...table, lists } }];
}

/** The rows that one record makes: its place in what was read of the columns. */
type ToRows = (read: readonly DecodedArray[], at: number) => string[][];

function tableOf(
  opened: Opened,
  columns: readonly Column[],
  headers: readonly string[],
  toRows: ToRows,
): CellTable {
  return { form: 'parquet', headers, rows: (onRead) => rowsOfGroups(opened, columns, toRows, onRead) };
}

/** The tables of the lists that lie in the column at a place. */
function tablesOfLists(
  opened: Opened,
  columns: readonly Column[],
  { name, parts }: Column,
  at: number,
): TableList[] {
  if (parts === null) return [];
  const others = columns.toSpliced(at, 1);
  return listsOf(parts, headersOf(others)).map(({ path, outer, headers, rowsOf: rowsOfList }) => {
    const toRows: ToRows = (read, i) =>
      rowsOfList({ [name]: jsonOf(read[at][i]) }, cellsOf(others, read.toSpliced(at, 1), i));
    return { path, outer, table: tableOf(opened, columns, headers, toRows) };
  });
}

function headersOf(columns: readonly Column[]): string[] {
  return columns.flatMap(({ headers }) => headers);
}

function cellsOf(columns: readonly Column[], read: readonly DecodedArray[], i: number): string[] {
  const row: string[] = [];
  for (let k = 0; k < columns.length; k++) columns[k].put(read[k][i], row);
  return row;
}

function rowsOf(metadata: FileMetaData): number {
  return metadata.row_groups.reduce((sum, { num_rows: rows }) => sum + Number(rows), 0);
}

async function columnOf(child: SchemaTree, opened: Opened): Promise<Column> {
  const { name } = child.element;
  if (child.children.length === 0) {
    const cellOf = cellMaker(child.element);
    return { name, parts: null, headers: [name], put: (value, row) => row.push(cellOf(value)) };
  }
  const [group] = opened.metadata.row_groups;
  const end = Math.min(SAMPLED_ROWS, Number(group?.num_rows ?? 0));
  const values = end === 0 ? [] : await readColumn(opened, 0, { name, nested: true }, 0, end);
  const parts = new RecordColumns(opened.source.path, 'parquet');
  for (const value of values) parts.meet({ [name]: jsonOf(value) });
  return {
    name,
    parts,
    headers: parts.headers,
    put: (value, row) => row.push(...parts.rowOf({ [name]: jsonOf(value) })),
  };
}

async function* rowsOfGroups(
  opened: Opened,
  columns: readonly Column[],
  toRows: ToRows,
  onRead: (bytes: number) => void,
): ReturnType<CellTable['rows']> & AsyncGenerator {
  const { metadata, source } = opened;
  const share = source.sizeBytes / Math.max(1, rowsOf(metadata));
  let start = 0;
  for (const [group, { num_rows: count }] of metadata.row_groups.entries()) {
    const end = start + Number(count);
    for (let from = start; from < end;) {
      const to = from === 0 ? Math.min(end, FIRST_ROWS) : end;
      const read: DecodedArray[] = [];
      for (const { name, parts } of columns)
        read.push(await readColumn(opened, group, { name, nested: parts !== null }, from, to));
      if (read.some(({ length }) => length !== to - from))
        throw tableFault(inParquet(source), 'malformed', group + 1);
      for (let at = 0; at < to - from; at += BATCH_ROWS) {
        const length = Math.min(BATCH_ROWS, to - from - at);
        onRead(Math.floor(length * share));
        const collected = new CollectedRows();
        for (let i = at; i < at + length; i++)
          for (const row of toRows(read, i)) collected.add(row, from + i + 1);
        yield collected.take();
      }
      from = to;
    }
    start = end;
  }
}

async function readColumn(
  opened: Opened,
  group: number,
  { name: column, nested }: { readonly name: string; readonly nested: boolean },
  rowStart: number,
  rowEnd: number,
): Promise<DecodedArray> {
  const { source, file, metadata, checkedColumns } = opened;
  return checked(source, group + 1, async () => {
    const key = `${group} ${column}`;
    if (!checkedColumns.has(key)) await checkColumn(opened, group, column);
    checkedColumns.add(key);
    const options = {
      file,
      metadata,
      parsers: nested ? NESTED_PARSERS : PARSERS,
      compressors: unpackers(source),
      useOffsetIndex: false,
    };
    const scan = await parquetScan(options);
    return scan.readColumn({ column, rowStart, rowEnd });
  });
}

async function checkColumn({ source, file, metadata }: Opened, group: number, column: string): Promise<void> {
  const { columns, num_rows: rows } = metadata.row_groups[group];
  const unpack = unpackers(source);
  for (const { meta_data: meta } of columns) {
    if (meta === undefined || meta.path_in_schema[0] !== column) continue;
    const start = Number(meta.dictionary_page_offset || meta.data_page_offset);
    const chunk = await file.slice(start, start + Number(meta.total_compressed_size));
    const levels = levelsOf(parquetSchema(metadata), meta.path_in_schema);
    const limits = {
      ...levels,
      flat: meta.path_in_schema.length === 1,
      isBoolean: meta.type === 'BOOLEAN',
      rows: Number(rows),
    };
    checkPages(new Uint8Array(chunk), meta, limits, unpack[meta.codec] ?? null);
  }
}

function levelsOf(
  tree: SchemaTree,
  path: readonly string[],
): { readonly maxDefinition: number; readonly maxRepetition: number } {
  let [maxDefinition, maxRepetition] = [0, 0];
  let at: SchemaTree | undefined = tree;
  for (const name of path) {
    at = at?.children.find(({ element }) => element.name === name);
    const repetition = at?.element.repetition_type;
    if (repetition !== 'REQUIRED') maxDefinition++;
    if (repetition === 'REPEATED') maxRepetition++;
  }
  return { maxDefinition, maxRepetition };
}

function unpackers(source: SourceFile): Compressors {
  const guarded =
    (unpack: (packed: Uint8Array, out: Uint8Array) => Uint8Array) =>
    (packed: Uint8Array, length: number): Uint8Array => {
      guardRatio(source.path, packed.length, length);
      return unpack(packed, new Uint8Array(length));
    };
  const unknown = (): never => {
    throw tableFault(inParquet(source), 'packing');
  };
  return {
    SNAPPY: guarded((packed, out) => {
      snappyUncompress(packed, out);
      return out;
    }),
    GZIP: guarded((packed, out) => gunzipSync(packed, { out })),
    ZSTD: guarded((packed, out) => unpackZstd(packed, out)),
    BROTLI: unknown,
    LZ4: unknown,
    LZ4_RAW: unknown,
    LZO: unknown,
  };
}

/** What the reader throws has no code: the file is not what it says. */
async function checked<Result>(
  source: SourceFile,
  group: number | null,
  read: () => Promise<Result>,
): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (isAppError(error)) throw error;
    const isCut = error instanceof Error && error.message.includes('footer');
    throw tableFault(inParquet(source), isCut ? 'cut' : 'malformed', group, error);
  }
}

const inParquet = ({ path: file }: SourceFile) => ({ file, form: 'parquet' }) as const;
