import { TABLE_LIMITS } from '../../../../domain/table-limits';
import type { SourceFile } from '../../bytes/source';
import type { CellTable, NamedTable } from '../../cell-table';
import { tableFault, type TableFault } from '../../table-fault';
import { CollectedRows } from '../collected-rows';
import { textPieces, type Pause, type TextDress } from '../text-pieces';
import { statementsOf, type Statement } from './statements';
import { namesAt, partsIn, skipBlank } from './tokens';
import { columnOf, copiedCell, typedCell, valueOf, type Kind } from './values';

/** What was found of a table in a dump. */
interface FoundTable {
  readonly names: readonly string[];
  /** Its columns as they were described, and then those that rows are said to have. */
  readonly columns: Map<string, Kind>;
  /** Cells of the longest row that does not say. */
  width: number;
  rows: number;
  /** Where the first of its statements begins, and the last one ends: letters from the beginning of the dump. */
  from: number;
  to: number;
}

/** How a dump is read: as MySQL escapes, from a place on, in a database. */
interface Reading {
  readonly escapes: boolean;
  readonly from: number;
  readonly database: readonly string[];
  readonly refuse: (reason: TableFault) => never;
}

/** What a statement says of a table: its columns, or rows. */
interface Told {
  readonly names: readonly string[];
  readonly described?: readonly string[];
  /** Which columns its rows have; null: all. Absent: it is about no rows. */
  readonly columns?: readonly string[] | null;
  /** The cells of each as they stand there; a text: one that cannot be read. */
  readonly rows: readonly (readonly string[] | string)[];
  readonly isCopied: boolean;
  readonly place: number;
  readonly end: number;
}

const MYSQL =
  /\b(mysql|mariadb|phpmyadmin|heidisql)\b|^\s*((create|drop)\s+table(\s+if\s+(not\s+)?exists)?|insert\s+(ignore\s+)?into|lock\s+tables)\s+`/im;
const HEAD =
  /^(?:(create)\s+(?:\w+\s+)*?table\s+(?:if\s+not\s+exists\s+)?|(?:insert|replace|upsert)\s+(?:(?:or\s+\w+|low_priority|delayed|high_priority|ignore)\s+)*(?:into\s+)?|(copy)\s+)/i;
const USE = /^(?:use\s+|\\connect\s+)[`"[]?([^\s`"\];]+)/i;

/**
 * The tables of a dump that have rows, whatever program wrote it: `INSERT INTO … VALUES` and `COPY … FROM stdin`. It is
 * read once to find them, and for each table from its first statement to its last. @throws AppError TABLE_UNREADABLE.
 */
export async function openDump(
  source: SourceFile,
  dress: TextDress,
  beginning: string,
  pause: Pause,
): Promise<readonly NamedTable[]> {
  const refuse = (reason: TableFault): never => {
    throw tableFault({ file: source.path, form: 'sql' }, reason);
  };
  const escapes = !/^\s*(pragma|begin\s+transaction)\b/im.test(beginning) && MYSQL.test(beginning);
  const tables = new Map<string, FoundTable>();
  let letters = 1;
  for await (const told of toldIn(textPieces(source, dress), { escapes, from: 0, database: [], refuse })) {
    await pause();
    for (const { names, described = [], columns, rows, place, end } of told) {
      const key = names.join('\n');
      const table = tables.get(key) ?? { names, columns: new Map(), width: 0, rows: 0, from: place, to: 0 };
      tables.set(key, table);
      for (const column of described.map((part) => columnOf(part)))
        if (column !== null) table.columns.set(column.name, column.kind);
      for (const name of columns ?? []) if (!table.columns.has(name)) table.columns.set(name, 'plain');
      if (columns !== undefined && table.to === 0) table.from = place;
      table.rows += rows.length;
      if (columns === null)
        for (const row of rows) if (typeof row !== 'string') table.width = Math.max(table.width, row.length);
      letters = end;
      if (columns !== undefined) table.to = end;
    }
  }
  const found = [...tables.values()].filter(
    ({ rows, names }) => rows > 0 && !/^sqlite_/i.test(names.at(-1) ?? ''),
  );
  if (found.length === 0) refuse('no-rows');
  if (found.some(({ columns, width }) => Math.max(columns.size, width) > TABLE_LIMITS.columns))
    refuse('too-wide');
  return found.map((table) => ({
    name: offeredName(found, table.names),
    table: tableOf(
      table,
      { escapes, from: table.from, database: table.names.slice(0, -1), refuse },
      (onRead) => textPieces(source, dress, onRead),
    ),
    sizeBytes: Math.ceil((source.sizeBytes * (table.to - table.from)) / letters),
  }));
}

/** Nothing for an only table, else its own name, or with what it lies in where another has the same. */
function offeredName(all: readonly FoundTable[], names: readonly string[]): string {
  if (all.length === 1) return '';
  const own = names.at(-1) ?? '';
  return all.filter((other) => other.names.at(-1) === own).length === 1 ? own : names.join('.');
}

/** What the statements of a dump say of its tables. */
async function* toldIn(pieces: AsyncIterable<string>, reading: Reading): AsyncGenerator<Told[]> {
  let { database } = reading;
  let copying: Told | null = null;
  for await (const statements of statementsOf(pieces, reading.escapes, reading.from, reading.refuse))
    yield statements.flatMap((statement): Told[] => {
      const { text, place, copied } = statement;
      if (copied !== undefined) {
        const rows = copied.filter((line) => line !== '\\.').map((line) => line.split('\t'));
        return copying === null ? [] : [{ ...copying, rows, place, end: place + text.length }];
      }
      database = [USE.exec(text.slice(0, 400))?.[1] ?? database].flat();
      copying = toldBy(statement, database, reading);
      return copying === null ? [] : [copying];
    });
}

function toldBy(
  { text, place, isLast }: Statement,
  database: readonly string[],
  { escapes, refuse }: Reading,
): Told | null {
  const [head = '', create, copy] = HEAD.exec(text.slice(0, 400)) ?? [];
  const { names: own, end } = namesAt(text, head.length);
  if (head === '' || own.length === 0) return null;
  const names = own.length > 1 ? own : [...database, ...own];
  let at = skipBlank(text, end, escapes);
  const list = text[at] === '(' ? partsIn(text, at + 1, escapes) : null;
  const told = {
    names,
    columns: null,
    rows: [],
    isCopied: copy !== undefined,
    place,
    end: place + text.length,
  };
  if (create !== undefined) return list?.parts ? { ...told, described: list.parts } : null;
  const columns = list?.parts?.flatMap((part) => namesAt(part.trim(), 0).names.at(-1) ?? []) ?? null;
  at = skipBlank(text, list?.end ?? at, escapes);
  if (copy !== undefined) return /^from\s+stdin/i.test(text.slice(at, at + 40)) ? { ...told, columns } : null;
  const values = /^values?(?![\w$])/i.exec(text.slice(at, at + 10))?.[0];
  if (values === undefined) return null;
  const rows: (readonly string[] | string)[] = [];
  let owes = true;
  for (at = skipBlank(text, at + values.length, escapes); '(,'.includes(text.charAt(at) || ';');) {
    owes = text[at] === ',';
    const row = owes ? null : partsIn(text, at + 1, escapes);
    if (row !== null) rows.push(row.parts ?? text.slice(at, row.end));
    owes ||= row?.parts === null;
    at = skipBlank(text, row?.end ?? at + 1, escapes);
  }
  if (isLast && owes) refuse('cut');
  return { ...told, columns, rows };
}

/** As the table was described; else as its rows say; else by number. */
function tableOf(
  { names, columns: kinds, width, from, to }: FoundTable,
  reading: Reading,
  read: (onRead: (bytes: number) => void) => AsyncIterable<string>,
): CellTable {
  const named = [...kinds.keys()];
  const headers = named.length > 0 ? named : Array.from({ length: width }, (_, i) => `column ${i + 1}`);
  const kindOf = headers.map((header): Kind => kinds.get(header) ?? 'plain');
  const cellOf = (part: string, at: number, isCopied: boolean): string =>
    kindOf[at] === 'bytes'
      ? ''
      : typedCell(isCopied ? copiedCell(part) : valueOf(part, reading.escapes), kindOf[at]);
  return {
    form: 'sql',
    headers,
    async *rows(onRead) {
      const collected = new CollectedRows();
      let line = 0;
      for await (const told of toldIn(stretchOf(read(onRead), from, to), reading)) {
        for (const { names: of, columns, rows, isCopied } of told) {
          if (of.join('\n') !== names.join('\n')) continue;
          const places = columns?.map((name) => headers.indexOf(name)) ?? headers.map((_, at) => at);
          for (const parts of rows) {
            line++;
            const cells = headers.map(() => '');
            if (typeof parts === 'string') collected.addUnread(line, parts);
            else if (parts.length !== places.length) collected.addUnread(line, parts.join(', '));
            else {
              for (const [i, at] of places.entries()) cells[at] = cellOf(parts[i], at, isCopied);
              collected.add(cells, line);
            }
          }
        }
        yield collected.take();
      }
    },
  };
}

/** The letters of a text from one place to another. */
async function* stretchOf(pieces: AsyncIterable<string>, from: number, to: number): AsyncGenerator<string> {
  let chars = 0;
  for await (const piece of pieces) {
    yield piece.slice(Math.max(0, from - chars), Math.max(0, to - chars));
    chars += piece.length;
    if (chars >= to) return;
  }
}
