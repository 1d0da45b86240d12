import { Unzip, UnzipInflate } from 'fflate';
import { AppError, isAppError } from '../../../domain/errors';
import { joined } from '../../../domain/joined-bytes';
import { chunksFrom } from '../../../domain/stream-chunks';
import { unreadable, type SourceFile } from './source';

/** Packed bytes that are inflated in one go: what they unpack to stays small. */
const STEP_BYTES = 1 << 15;

export interface WholeEntry {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * The entries of a zip in the order in which they lie, one in memory at a time; the archive is read once.
 *
 * @param mostBytes how much an entry may unpack to, asked when it begins.
 * @throws AppError ARCHIVE_LIMIT for an entry that unpacks to more, FILE_UNREADABLE for what cannot be unpacked.
 */
export async function* wholeEntries(
  source: SourceFile,
  mostBytes: (name: string) => number,
): AsyncGenerator<WholeEntry> {
  const ready: WholeEntry[] = [];
  const unzip = new Unzip((file) => {
    const most = mostBytes(file.name);
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    file.ondata = (error, chunk, final) => {
      if (error) throw error;
      bytes += chunk.length;
      if (bytes > most)
        throw new AppError('ARCHIVE_LIMIT', {
          file: source.path,
          limit: 'bytes',
          allowed: most,
          found: bytes,
        });
      chunks.push(chunk);
      if (final) ready.push({ name: file.name, bytes: joined(chunks, bytes) });
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for await (const chunk of chunksFrom(source.stream().getReader()))
      for (let at = 0; at < chunk.length; at += STEP_BYTES) {
        unzip.push(chunk.subarray(at, at + STEP_BYTES));
        yield* ready.splice(0);
      }
  } catch (error) {
    throw isAppError(error) ? error : unreadable(source.path, error);
  }
}
