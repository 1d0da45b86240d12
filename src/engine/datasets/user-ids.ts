import { AppError } from '../../domain/errors';
import { CsvReader } from '../../import/open/csv/reader';
import { decodeText } from '../../import/open/bytes/decode';
import { readBytes, type SourceFile } from '../../import/open/bytes/source';
import { BadBytes } from '../../import/open/bytes/decode';

const COLUMN = 'USER_ID';

/**
 * The ids in a CSV file whose only column is USER_ID.
 *
 * @throws AppError D01 for a file without ids, D03 for another header, D06 for a row of more cells, D08, FILE_UNREADABLE.
 */
export async function userIdsOf(file: SourceFile): Promise<ReadonlySet<string>> {
  const reader = new CsvReader(',', '"');
  const ids = new Set<string>();
  let header: readonly string[] | null = null;
  const take = (rows: readonly string[][]): void => {
    for (const row of rows) {
      if (header === null) {
        header = row;
        if (row.length !== 1 || row[0].trim() !== COLUMN) {
          throw new AppError('D03', { file: file.path, wanted: COLUMN, found: [...row] });
        }
        continue;
      }
      if (row.length !== 1) throw new AppError('D06', { file: file.path, found: row.length });
      if (row[0] !== '') ids.add(row[0]);
    }
  };
  try {
    for await (const piece of decodeText(readBytes(file, file.path.endsWith('.gz')), 'utf-8')) {
      take(reader.push(piece).rows);
    }
  } catch (error) {
    if (error instanceof BadBytes)
      throw new AppError('D08', { file: file.path, byteOffset: error.byteOffset }, { cause: error });
    throw error;
  }
  take(reader.end().rows);
  if (ids.size === 0) throw new AppError('D01', { file: file.path });
  return ids;
}
