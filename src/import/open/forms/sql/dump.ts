import { TABLE_LIMITS } from '../../../../domain/table-limits';
import type { SourceFile } from '../../bytes/source';
import type { CellTable, NamedTable } from '../../cell-table';
import { CollectedRows } from '../collected-rows';
import { BEGINNING, placedPieces, type Place } from '../placed-text';
import type { Pause, TextDress } from '../text-pieces';
import { tableFault, type TableFault } from '../../table-fault';
import { typedCell, type DumpColumn, type Kind } from './definition';
import { DumpReader, type DumpListener } from './dump-reader';
import { dialectOf } from './is-dump';
import { isInternal, offeredName, type TableName } from './offered';
import type { Dialect } from './tokens';

/** What was found of a table in a dump. */
interface FoundTable {
  readonly names: TableName;
  described: readonly DumpColumn[] | null;
  /** Columns that rows are said to have, in the order in which they were met. */
  readonly named: Set<string>;
  /** Cells of the longest row that does not say. */
  width: number;
  rows: number;
  /** Where the first of its statements begins, and the last one ends: letters from the beginning of the dump. */
  from: number;
  to: number;
  /** In which database the first one is. */
  database: string | null;
}

/**
 * The tables of a dump that have rows: of mysqldump, pg_dump, SQLite and programs like them. It is read once to find them,
 * and for each table from its first statement to its last. @throws AppError TABLE_UNREADABLE.
 */
export async function openDump(
  source: SourceFile,
  dress: TextDress,
  beginning: string,
  pause: Pause,
): Promise<readonly NamedTable[]> {
  const dialect = dialectOf(beginning);
  const survey = new Survey();
  const reader = new DumpReader(dialect, survey);
  survey.reader = reader;
  const places: Place[] = [];
  let letters = 0;
  for await (const { text, chars, bytes } of placedPieces(source, dress, BEGINNING, () => undefined)) {
    await pause();
    places.push({ chars, bytes });
    letters = chars + text.length;
    refuse(source, reader.push(text));
  }
  refuse(source, reader.finish());
  const found = [...survey.tables.values()].filter(({ rows, names }) => rows > 0 && !isInternal(names));
  if (found.length === 0) refuse(source, 'no-rows');
  const all = found.map(({ names }) => names);
  return found.map((table) => ({
    name: offeredName(all, table.names),
    table: tableOf(source, dress, dialect, table, places),
    sizeBytes: Math.ceil(
      (source.sizeBytes * (Math.min(table.to, letters) - table.from)) / Math.max(1, letters),
    ),
  }));
}

function refuse({ path: file }: SourceFile, reason: TableFault | null): void {
  if (reason !== null) throw tableFault({ file, form: 'sql' }, reason);
}

class Survey implements DumpListener {
  readonly tables = new Map<string, FoundTable>();
  reader: Pick<DumpReader, 'database'> | null = null;
  #current: FoundTable | null = null;
  #counts = false;

  describe(names: TableName, columns: readonly DumpColumn[]): void {
    this.#of(names).described ??= columns;
  }

  begin(names: TableName, columns: readonly string[] | null, place: number): boolean {
    const table = this.#of(names);
    if (table.rows === 0) {
      table.from = place;
      table.database = this.reader?.database ?? null;
    }
    if (table.named.size + (columns?.length ?? 0) <= 2 * TABLE_LIMITS.columns)
      for (const column of columns ?? []) table.named.add(column);
    this.#counts = columns === null;
    this.#current = table;
    return true;
  }

  skips(): boolean {
    return true;
  }

  row(cells: string[]): void {
    if (this.#current === null) return;
    this.#current.rows++;
    if (this.#counts && cells.length > this.#current.width) this.#current.width = cells.length;
  }

  unread(): void {
    if (this.#current !== null) this.#current.rows++;
  }

  end(place: number): void {
    if (this.#current !== null) this.#current.to = place;
  }

  #of(names: TableName): FoundTable {
    const key = names.join('\n');
    const known = this.tables.get(key);
    if (known !== undefined) return known;
    const table = {
      names,
      described: null,
      named: new Set<string>(),
      width: 0,
      rows: 0,
      from: 0,
      to: 0,
      database: null,
    };
    this.tables.set(key, table);
    return table;
  }
}

function tableOf(
  source: SourceFile,
  dress: TextDress,
  dialect: Dialect,
  found: FoundTable,
  places: readonly Place[],
): CellTable {
  const columns = columnsOf(found);
  if (columns.length > TABLE_LIMITS.columns) refuse(source, 'too-wide');
  return {
    form: 'sql',
    headers: columns.map(({ name }) => name),
    async *rows(onRead) {
      const rows = new RowsOf(found.names, columns);
      const reader = new DumpReader(dialect, rows, found.database);
      const place = places.findLast(({ chars }) => chars <= found.from) ?? BEGINNING;
      for await (const { text, chars } of placedPieces(source, dress, place, onRead)) {
        refuse(source, reader.push(text.slice(Math.max(0, found.from - chars), found.to - chars)));
        yield rows.collected.take();
        if (chars + text.length >= found.to) break;
      }
      refuse(source, reader.finish());
      yield rows.collected.take();
    },
  };
}

/** As the table was described; else as its rows say; else by number. */
function columnsOf({ described, named, width }: FoundTable): readonly DumpColumn[] {
  const known = described ?? [];
  const more = [...named].filter((name) => !known.some((column) => column.name === name));
  const columns = [...known, ...more.map((name): DumpColumn => ({ name, kind: 'plain' }))];
  if (columns.length > 0) return columns;
  return Array.from({ length: width }, (_, i) => ({ name: `column ${i + 1}`, kind: 'plain' }));
}

/** Collects the rows of one table, with the cells of each in the order of its columns. */
class RowsOf implements DumpListener {
  readonly #names: string;
  readonly #kinds: readonly Kind[];
  readonly collected = new CollectedRows();
  /** For each cell of a row the column that it belongs to; null: as they stand. */
  #order: readonly number[] | null = null;
  #count = 0;

  constructor(
    names: TableName,
    readonly columns: readonly DumpColumn[],
  ) {
    this.#names = names.join('\n');
    this.#kinds = columns.map(({ kind }) => kind);
  }

  describe(): void {
    // What columns it has is known.
  }

  begin(names: TableName, columns: readonly string[] | null): boolean {
    const order = columns?.map((name) => this.columns.findIndex((column) => column.name === name)) ?? null;
    this.#order =
      order?.every((at, i) => at === i) === true && order.length === this.columns.length ? null : order;
    return names.join('\n') === this.#names;
  }

  skips(cell: number): boolean {
    return this.#kinds[this.#order?.[cell] ?? cell] === 'bytes';
  }

  row(cells: string[]): void {
    const line = ++this.#count;
    const width = this.#order?.length ?? this.columns.length;
    if (cells.length !== width) this.collected.addUnread(line, cells.join(', '));
    else this.collected.add(this.#typed(this.#order ? this.#inOrder(cells, this.#order) : cells), line);
  }

  unread(value: string): void {
    this.collected.addUnread(++this.#count, value);
  }

  end(): void {
    // Where its rows end is known.
  }

  #inOrder(cells: readonly string[], order: readonly number[]): string[] {
    const row = this.columns.map(() => '');
    for (const [i, at] of order.entries()) if (at >= 0) row[at] = cells[i];
    return row;
  }

  #typed(row: string[]): string[] {
    for (let i = 0; i < row.length; i++) row[i] = typedCell(row[i], this.#kinds[i]);
    return row;
  }
}
