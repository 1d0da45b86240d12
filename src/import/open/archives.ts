import { zipEntries } from './bytes/archive';
import { isZip, readBeginning, type SourceFile } from './bytes/source';
import { isTar, TAR_BLOCK, tarEntries } from './bytes/tar';
import { isWorkbook, isWorkbookName } from './forms/zipped-workbook';

/** Archives in archives are opened, by their names. */
const ARCHIVE_NAME = /\.(zip|tar|tgz|tar\.gz)$/i;
const MOST_DEPTH = 3;

/** The files of an archive, those in archives within it among them; null for any other file. @throws AppError ARCHIVE_LIMIT, FILE_UNREADABLE. */
export async function archiveEntries(source: SourceFile, depth = 1): Promise<readonly SourceFile[] | null> {
  if (source.refusal !== undefined) return null;
  const { bytes, gzip } = await readBeginning(source, TAR_BLOCK);
  const entries = await entriesOf(source, bytes, gzip);
  if (entries === null || depth === MOST_DEPTH) return entries;
  const all = await Promise.all(
    entries.map(async (entry) =>
      ARCHIVE_NAME.test(entry.path) ? ((await archiveEntries(entry, depth + 1)) ?? [entry]) : [entry],
    ),
  );
  return all.flat();
}

async function entriesOf(
  source: SourceFile,
  head: Uint8Array,
  gzip: boolean,
): Promise<readonly SourceFile[] | null> {
  if (isTar(head)) return tarEntries(source, gzip);
  if (!isZip(head) || isWorkbookName(source.path)) return null;
  const entries = await zipEntries(source, gzip);
  return isWorkbook(entries) ? null : entries;
}
