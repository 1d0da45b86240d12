import { guardRatio, type SourceFile } from '../../bytes/source';
import type { NamedTable } from '../../cell-table';
import { SAMPLED_ROWS, sheetTable, type FilledRow } from '../sheet-table';
import { textPieces } from '../text-pieces';
import { readXml, XmlReader, type Book } from '../xml';
import { tableFault } from '../../table-fault';
import { SheetRows, type RepeatedRow } from './sheet-rows';

/** Rows of one kind that are made at once, and cells of them, but for a row that has more. */
const BATCH = 4096;
const BATCH_CELLS = 1 << 18;

/**
 * The sheets of an OpenDocument spreadsheet that have rows; none for a text or a drawing. All of them lie in one part,
 * which is read anew for each. @throws AppError TABLE_UNREADABLE, FILE_UNREADABLE, ARCHIVE_LIMIT.
 */
export async function openSpreadsheet(
  source: SourceFile,
  entries: readonly SourceFile[],
): Promise<readonly NamedTable[]> {
  const book: Book = { file: source.path, form: 'ods' };
  const part = (wanted: string): SourceFile | undefined => entries.find(({ path }) => path === wanted);
  if (part('encrypted-package') !== undefined || (await isLocked(part('META-INF/manifest.xml'), book)))
    throw tableFault(book, 'password');
  const content = part('content.xml');
  if (content === undefined) throw tableFault(book, 'malformed');
  const outline = await outlineOf(content, book);
  if (outline === null) return [];
  if (outline.length === 0) throw tableFault(book, 'malformed');
  const share = source.sizeBytes / Math.max(1, content.sizeBytes);
  return outline.flatMap(({ name, first }, sheet) => {
    const table = sheetTable(book, first, (onRead) =>
      rowsOf(content, book, sheet, (chars) => onRead(Math.floor(chars * share))),
    );
    return table === null ? [] : [{ name, table }];
  });
}

async function isLocked(part: SourceFile | undefined, book: Book): Promise<boolean> {
  let locked = false;
  const open = (name: string): void => {
    locked ||= name === 'encryption-data';
  };
  if (part !== undefined) await readXml(part, { open }, book);
  return locked;
}

/** The sheets with the first rows of each; null for a document that is no spreadsheet. */
async function outlineOf(
  content: SourceFile,
  book: Book,
): Promise<readonly { readonly name: string; readonly first: readonly FilledRow[] }[] | null> {
  const firsts: FilledRow[][] = [];
  const rows = new SheetRows((sheet) => (firsts[sheet]?.length ?? 0) < SAMPLED_ROWS);
  const reader = new XmlReader(book, rows);
  for await (const piece of textPieces(content, { gzip: false, encoding: 'utf-8' })) {
    reader.push(piece);
    for (const repeated of rows.take()) {
      const first = (firsts[repeated.sheet] ??= []);
      for (const batch of repeatsOf(repeated, SAMPLED_ROWS)) first.push(...batch);
    }
  }
  if (rows.kind !== null && rows.kind !== 'spreadsheet') return null;
  return rows.names.map((name, sheet) => ({ name, first: firsts[sheet] ?? [] }));
}

async function* rowsOf(
  content: SourceFile,
  book: Book,
  sheet: number,
  onChars: (chars: number) => void,
): AsyncGenerator<FilledRow[]> {
  const rows = new SheetRows((each) => each === sheet);
  const reader = new XmlReader(book, rows);
  let unfolded = 0;
  for await (const piece of textPieces(content, { gzip: false, encoding: 'utf-8' })) {
    onChars(piece.length);
    reader.push(piece);
    for (const repeated of rows.take()) {
      // A few letters may stand for a sheet full of cells, as bytes of an archive do for many more.
      if (repeated.times > 1) unfolded += repeated.times * lettersOf(repeated.cells);
      guardRatio(book.file, content.sizeBytes, unfolded);
      yield* repeatsOf(repeated);
    }
    if (rows.ended > sheet) return;
  }
}

/** As in a file of text, where something stands between cells. */
function lettersOf(cells: readonly string[]): number {
  return cells.reduce((sum, cell) => sum + cell.length + 1, 0);
}

function* repeatsOf({ cells, row, times, joined }: RepeatedRow, most = times): Generator<FilledRow[]> {
  const batch = Math.max(1, Math.min(BATCH, Math.floor(BATCH_CELLS / cells.length)));
  const all = Math.min(times, most);
  for (let done = 0; done < all; done += batch) {
    const here = Math.min(batch, all - done);
    yield Array.from({ length: here }, (_, i) => ({ cells: [...cells], row: row + done + i, joined }));
  }
}
