import { TABLE_LIMITS } from '../../../../domain/table-limits';
import type { SourceFile } from '../../bytes/source';
import type { CellTable, NamedTable } from '../../cell-table';
import { CollectedRows } from '../collected-rows';
import { randomAccess } from '../../bytes/random-access';
import type { Pause } from '../text-pieces';
import { tableFault, type TableFault } from '../../table-fault';
import { browserVisits } from './browser-visits';
import { Damage, Database } from './database';
import { HEADER_BYTES } from './is-database';
import { RecordReader, type Stored } from './record';
import { storedTable, type StoredTable } from './schema';
import { pagesOfTree, rowsOfTree, type Row } from './tree';

const BATCH_ROWS = 2048;
/** Where the tables of a database are listed. */
const SCHEMA_ROOT = 1;
/** What keeps the words of a table that is searched: tables that say the same once more. */
const VIRTUAL = /^\s*create\s+virtual\s+table/i;

interface ListedTable {
  readonly name: string;
  readonly root: number;
  readonly statement: string;
}

/** The tables of a SQLite database that have rows. Its pages are read where they lie. @throws AppError TABLE_UNREADABLE. */
export async function openSqlite(
  source: SourceFile,
  gzip: boolean,
  pause: Pause,
): Promise<readonly NamedTable[]> {
  const refuse = (reason: TableFault, cause?: unknown): never => {
    throw tableFault({ file: source.path, form: 'sqlite' }, reason, null, cause);
  };
  const file = await randomAccess(source, 'sqlite', gzip);
  let db: Database;
  try {
    db = new Database(file, new Uint8Array(await file.slice(0, HEADER_BYTES)));
  } catch (error) {
    if (!(error instanceof Damage)) throw error;
    return refuse('malformed', error);
  }
  if (db.isCut) return refuse('cut');
  const { tables, isDamaged } = await listedTables(db);
  const found: NamedTable[] = [];
  let hasRows = false;
  for (const { name, root, statement } of tables) {
    await pause();
    const first = await firstRow(db, root);
    if (first === null) continue;
    hasRows ||= first !== 'damaged';
    const stored = storedTable(statement) ?? byNumber(first);
    if (stored.columns.length > TABLE_LIMITS.columns) return refuse('too-wide');
    const sizeBytes = (await pagesOfTree(db, root)) * db.pageBytes;
    found.push({ name, table: tableOf(db, root, stored), sizeBytes });
  }
  // Not a row can be read, and not for want of any.
  if (found.length > 0 && !hasRows) return refuse('malformed');
  if (found.length === 0)
    return refuse(isDamaged ? 'malformed' : db.writesAhead ? 'written-ahead' : 'empty-database');
  return found.length === 1 ? [{ ...found[0], name: '' }] : browserVisits(found);
}

async function listedTables(db: Database): Promise<{ tables: ListedTable[]; isDamaged: boolean }> {
  const reader = new RecordReader(db);
  const tables: ListedTable[] = [];
  const virtual: string[] = [];
  let isDamaged = false;
  for await (const { rows, damaged } of rowsOfTree(db, SCHEMA_ROOT)) {
    isDamaged ||= damaged > 0;
    for (const row of rows) {
      const [kind, name, , root, sql] = valuesOf(reader, row) ?? [];
      if (kind !== 'table' || typeof name !== 'string' || typeof root !== 'number') continue;
      const statement = typeof sql === 'string' ? sql : '';
      if (VIRTUAL.test(statement)) virtual.push(`${name}_`);
      else if (root > 0 && !/^sqlite_/i.test(name)) tables.push({ name, root, statement });
    }
  }
  const isShadow = ({ name }: ListedTable): boolean => virtual.some((before) => name.startsWith(before));
  return { tables: tables.filter((table) => !isShadow(table)), isDamaged };
}

/** Null where it cannot be read. */
function valuesOf(reader: RecordReader, { bytes, head }: Row): Stored[] | null {
  try {
    return reader.values(bytes, head);
  } catch (error) {
    if (error instanceof Damage) return null;
    throw error;
  }
}

/** The first row of a tree, or `damaged` where something else stands there. */
async function firstRow(db: Database, root: number): Promise<Row | 'damaged' | null> {
  let isDamaged = false;
  for await (const { rows, damaged } of rowsOfTree(db, root)) {
    const [first] = rows;
    if (first !== undefined) return first;
    isDamaged ||= damaged > 0;
  }
  return isDamaged ? 'damaged' : null;
}

/** Where nobody can tell what the columns are called. */
function byNumber(first: Row | 'damaged'): StoredTable {
  const width = first === 'damaged' ? 1 : first.head.types.length;
  const places = Array.from({ length: width }, (_, i) => i);
  return {
    places,
    columns: places.map((i) => ({ name: `column ${i + 1}`, isBoolean: false, fallback: null })),
  };
}

function tableOf(db: Database, root: number, { columns, places }: StoredTable): CellTable {
  return {
    form: 'sqlite',
    headers: columns.map(({ name }) => name),
    async *rows(onRead) {
      const reader = new RecordReader(db);
      const collected = new CollectedRows();
      let line = 0;
      for await (const page of rowsOfTree(db, root)) {
        onRead(page.pages * db.pageBytes);
        for (const row of page.rows) {
          line++;
          const values = valuesOf(reader, row);
          if (values === null) {
            collected.addUnread(line, '');
            continue;
          }
          const cells = columns.map(({ isBoolean, fallback }, i) => {
            const place = places[i];
            const value = place === -1 ? row.id : place < values.length ? values[place] : fallback;
            return value === null ? '' : isBoolean ? yesOrNo(String(value)) : String(value);
          });
          collected.add(cells, line);
        }
        for (let i = 0; i < page.damaged; i++) collected.addUnread(++line, '');
        if (collected.length >= BATCH_ROWS) yield collected.take();
      }
      yield collected.take();
    },
  };
}

function yesOrNo(cell: string): string {
  return cell === '1' ? 'true' : cell === '0' ? 'false' : cell;
}
