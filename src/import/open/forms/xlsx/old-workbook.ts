import { readBytes, type SourceFile } from '../../bytes/source';
import { tableFault } from '../../table-fault';

/** As the directory of the container writes names. */
const [LOCKED, BOOK, OLD_BOOK] = ['EncryptedPackage', 'Workbook', 'Book'].map(
  (name) => `${[...name].join('\0')}\0\0\0`,
);
/** The directory of what people have lies in its first parts, or at its end. */
const MOST_BYTES = 1 << 28;

/**
 * Says of a file of an older Office program whether it is a workbook: one of an older Excel, or one under a password.
 *
 * @throws AppError TABLE_UNREADABLE. @returns nothing, for any other document.
 */
export async function refuseOldWorkbook(source: SourceFile, gzip: boolean): Promise<never[]> {
  const book = { file: source.path, form: 'xlsx' } as const;
  let read = 0;
  let before = '';
  let isOld = false;
  const decoder = new TextDecoder('latin1');
  for await (const chunk of readBytes(source, gzip)) {
    const text = before + decoder.decode(chunk);
    if (text.includes(LOCKED)) throw tableFault(book, 'password');
    isOld ||= text.includes(BOOK) || text.includes(OLD_BOOK);
    before = text.slice(-2 * LOCKED.length);
    read += chunk.length;
    if (read > MOST_BYTES) break;
  }
  if (isOld) throw tableFault(book, 'old-excel');
  return [];
}
