import { isAppError } from '../../../domain/errors';
import { zipEntries } from '../bytes/archive';
import type { SourceFile } from '../bytes/source';
import type { NamedTable } from '../cell-table';
import { isExcel, isOpenDocument, isOpenDocumentName, isWorkbookName } from './is-workbook';
import { tableFault } from '../table-fault';

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
