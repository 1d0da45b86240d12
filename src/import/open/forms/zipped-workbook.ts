import { isAppError } from '../../../domain/errors';
import { zipEntries } from '../bytes/archive';
import type { SourceFile } from '../bytes/source';
import type { NamedTable } from '../cell-table';
import { tableFault } from '../table-fault';

/** Whether a zip is a workbook, which is then opened as a whole, by its name. */
export function isWorkbookName(path: string): boolean {
  return /\.xl[st][xmb](\.gz)?$/i.test(path) || isOpenDocumentName(path);
}

/** The same by what it holds. */
export function isWorkbook(entries: readonly SourceFile[]): boolean {
  return isExcel(entries) || isOpenDocument(entries);
}

function isExcel(entries: readonly SourceFile[]): boolean {
  return entries.some(({ path }) => /^xl\/workbook\.(xml|bin)$/i.test(path));
}

function isOpenDocumentName(path: string): boolean {
  return /\.o[dt]s(\.gz)?$/i.test(path);
}

/** A text or a drawing may be one too. */
function isOpenDocument(entries: readonly SourceFile[]): boolean {
  const has = (wanted: string): boolean => entries.some(({ path }) => path === wanted);
  return has('META-INF/manifest.xml') && has('mimetype');
}

/** The sheets of a workbook that have rows; none for a zip of another kind. @throws AppError TABLE_UNREADABLE, FILE_UNREADABLE, ARCHIVE_LIMIT. */
export async function openZipped(source: SourceFile, gzip: boolean): Promise<readonly NamedTable[]> {
  const entries = await entriesOf(source, gzip);
  if (isExcel(entries)) {
    const { openWorkbook } = await import('./xlsx/workbook');
    return openWorkbook(source, entries);
  }
  if (!isOpenDocument(entries)) return [];
  const { openSpreadsheet } = await import('./ods/spreadsheet');
  return openSpreadsheet(source, entries);
}

/** A zip within a zip that cannot be opened is refused only if it was to be a workbook. */
async function entriesOf(source: SourceFile, gzip: boolean): Promise<readonly SourceFile[]> {
  const file = source.path;
  try {
    return await zipEntries(source, gzip);
  } catch (error) {
    if (!isAppError(error) || error.code !== 'FILE_UNREADABLE') throw error;
    if (!isWorkbookName(file)) return [];
    const form = isOpenDocumentName(file) ? 'ods' : 'xlsx';
    throw tableFault({ file, form }, 'cut', null, error);
  }
}
