import { isAppError } from '../../../domain/errors';
import { guessEncoding, looksBinary } from '../bytes/encoding';
import { isZip, readBeginning, type SourceFile } from '../bytes/source';
import type { NamedTable } from '../cell-table';
import { isDatabase, writesAhead } from './sqlite/is-database';
import { tableFault, type TableFault } from '../table-fault';
import { openZipped } from './zipped-workbook';
import { foreignKind, isDump, isWebLog } from './unread';
import type { Pause, TextDress } from './text-pieces';

/** What the files of older Office programs begin with, and locked ones of newer. */
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/** `PAR1`. */
const PARQUET = [0x50, 0x41, 0x52, 0x31];
/** `PGDMP`: what pg_dump packs so that pg_restore alone opens it. */
const PACKED_DUMP = [0x50, 0x47, 0x44, 0x4d, 0x50];
/** How a web page may begin, or what some programs save as .xls. */
const PAGE = /^<(!doctype html|html|head|body|meta|table|div)\b/i;
const BEGINNING_BYTES = 1 << 18;

/** How databases are called, of which some are locked: nobody can tell what is in them. */
const DATABASE_NAME = /\.(sqlite3?|db3?|sqlitedb)$/i;

/** The beginning of a file, unpacked where it was gzipped. */
interface Beginning {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What it says; empty for what is no text. */
  readonly text: string;
  readonly dress: TextDress;
}

/**
 * A form of table. `isIt` is asked for every file; what reads it comes when there is one. No table: it only began as
 * one, and is left to be looked at as delimited text.
 */
interface Form {
  isIt(beginning: Beginning): boolean;
  open(source: SourceFile, beginning: Beginning, pause: Pause): Promise<readonly NamedTable[]>;
}

const FORMS: readonly Form[] = [
  {
    isIt: startsWith(PARQUET),
    open: async (source, { dress }) => (await import('./parquet/parquet')).openParquet(source, dress.gzip),
  },
  { isIt: ({ bytes }) => isZip(bytes), open: (source, { dress }) => openZipped(source, dress.gzip) },
  {
    isIt: startsWith(OLE),
    open: async (source, { dress }) =>
      (await import('./xlsx/old-workbook')).refuseOldWorkbook(source, dress.gzip),
  },
  {
    isIt: ({ bytes }) => isDatabase(bytes),
    open: async (source, { dress }, pause) =>
      (await import('./sqlite/sqlite')).openSqlite(source, dress.gzip, pause),
  },
  {
    isIt: ({ text }) => /^(\{\s*(["}]|u?')|\[\s*[\]{["])/.test(text),
    open: async (source, { dress, text }, pause) =>
      (await import('./json/json')).openJson(source, dress, text, pause),
  },
  {
    isIt: ({ text }) => text.startsWith('<'),
    async open(source, { dress, text }) {
      const [{ openMarkup }, { largestTable }] = await Promise.all([
        import('./markup'),
        import('./html/largest-table'),
      ]);
      const list = await openMarkup(source, dress, text);
      return list.length > 0 || !PAGE.test(text) ? list : largestTable(source, dress);
    },
  },
  refused('sql-dump', (beginning) => isDump(beginning.text) || startsWith(PACKED_DUMP)(beginning)),
  refused('web-log', ({ text }) => isWebLog(text)),
  refused('other-archive', ({ bytes }) => foreignKind(bytes) === 'other-archive'),
  refused('other-database', ({ path, bytes }) => DATABASE_NAME.test(path) && looksBinary(bytes)),
];

/** What is told, and not read. */
function refused(reason: TableFault, isIt: Form['isIt']): Form {
  return { isIt, open: ({ path: file }) => Promise.reject(tableFault({ file, form: null }, reason)) };
}

/**
 * The tables of a file that is no delimited text, each as a source of its own: `book.xlsx/Sheet1`, or the file's own path
 * where it has but one. A file of any other kind comes back as it is; so does one that cannot be opened, with its refusal.
 *
 * @param pause lets messages in: some forms are read to the end. @throws AppError FILE_UNREADABLE, ARCHIVE_LIMIT, CANCELLED.
 */
export async function openTables(source: SourceFile, pause: Pause): Promise<readonly SourceFile[]> {
  if (source.refusal !== undefined) return [source];
  const { bytes, gzip } = await readBeginning(source, BEGINNING_BYTES);
  const isText = !isZip(bytes) && !looksBinary(bytes);
  const encoding = isText ? guessEncoding(bytes) : 'utf-8';
  const text = isText ? new TextDecoder(encoding).decode(bytes, { stream: true }).trimStart() : '';
  const beginning = { path: source.path, bytes, text, dress: { gzip, encoding } };
  const form = FORMS.find((candidate) => candidate.isIt(beginning));
  const kind = foreignKind(bytes);
  const asItIs = kind === null || kind === 'other-archive' ? source : { ...source, unused: kind };
  if (form === undefined) return [asItIs];
  try {
    const tables = await form.open(source, beginning, pause);
    if (tables.length === 0) return [asItIs];
    return tables.map(({ name, table, sizeBytes = source.sizeBytes }) => ({
      ...source,
      ...(writesAhead(bytes) ? { writesAhead: true } : {}),
      sizeBytes,
      ...(name === '' ? {} : { path: `${source.path}/${name}`, within: source.path }),
      stream: () => source.stream(),
      table,
    }));
  } catch (error) {
    if (!isAppError(error) || error.code !== 'TABLE_UNREADABLE') throw error;
    return [{ ...source, stream: () => source.stream(), refusal: error }];
  }
}

function startsWith(signature: readonly number[]): Form['isIt'] {
  return ({ bytes }) => signature.every((byte, i) => bytes[i] === byte);
}
