import { crc32 } from '../../../domain/crc32';
import { AppError, isAppError } from '../../../domain/errors';
import { ARCHIVE_LIMITS } from '../../../domain/limits';
import { tableFault } from '../table-fault';
import { randomAccess, type RandomAccess } from './random-access';
import { chunksFrom } from '../../../domain/stream-chunks';
import { guardRatio, streamOf, unpacked, unreadable, type SourceFile } from './source';
import { findDirectory, readDirectory, type ListedEntry } from './zip-directory';

const READ_BYTES = 1 << 20;
/** Packed bytes that are unpacked in one go: of a bomb they become some megabytes. */
const STEP_BYTES = 1 << 14;

const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const [STORED, DEFLATED] = [0, 8];

/**
 * The files of a zip as sources of their own. Nothing is unpacked to memory: each `stream()` reads its own entry where it
 * lies, and holds it against the length and the checksum of the archive's directory. Folders, hidden files and what macOS
 * adds are left out; an entry that is locked, or packed in another way, says so.
 *
 * @param gzip the archive itself is packed, and is then held in memory.
 * @throws AppError ARCHIVE_LIMIT for too many entries, and while reading for a bomb; FILE_UNREADABLE for a broken zip.
 */
export async function zipEntries(archive: SourceFile, gzip = false): Promise<SourceFile[]> {
  const file = await randomAccess(archive, null, gzip);
  const place = await findDirectory(file);
  if (place !== null) guardCount(archive.path, place.count);
  const entries = place && (await readDirectory(file, place));
  if (entries === null) throw unreadable(archive.path, 'no directory at the end');
  return entries.flatMap((entry) =>
    isWanted(entry.name)
      ? [
          {
            path: entry.name,
            sizeBytes: entry.sizeBytes,
            within: archive.path,
            stream: () => streamOf(contentOf(archive.path, file, entry)),
            ...refusalOf(archive.path, entry),
          },
        ]
      : [],
  );
}

function refusalOf(file: string, { isLocked, method }: ListedEntry): Pick<SourceFile, 'refusal'> {
  if (isLocked) return { refusal: tableFault({ file, form: null }, 'locked-archive') };
  const isKnown = method === STORED || method === DEFLATED;
  return isKnown ? {} : { refusal: tableFault({ file, form: null }, 'archive-packing') };
}

/** No folder, nothing hidden, and nothing that macOS adds. */
export function isWanted(name: string): boolean {
  return !name.endsWith('/') && !/(^|\/)(__MACOSX\/|\.[^./\\])/.test(name);
}

/** @throws AppError ARCHIVE_LIMIT. */
export function guardCount(file: string, found: number): void {
  const { entries: allowed } = ARCHIVE_LIMITS;
  if (found > allowed) throw new AppError('ARCHIVE_LIMIT', { file, limit: 'entries', allowed, found });
}

async function* contentOf(
  archive: string,
  file: RandomAccess,
  entry: ListedEntry,
): AsyncGenerator<Uint8Array> {
  const path = `${archive}/${entry.name}`;
  const { refusal } = refusalOf(archive, entry);
  if (refusal !== undefined) throw refusal;
  const packed = packedPieces(path, file, entry);
  let [stored, length, crc] = [0, 0, 0];
  const count = (chunk: Uint8Array): void => {
    stored += chunk.length;
  };
  const stream = streamOf(packed);
  try {
    for await (const chunk of chunksFrom(
      (entry.method === STORED ? stream : unpacked(stream, 'deflate-raw', count)).getReader(),
    )) {
      length += chunk.length;
      crc = crc32(crc, chunk);
      if (entry.method === STORED) count(chunk);
      guardRatio(path, stored, length);
      yield chunk;
    }
  } catch (error) {
    throw isAppError(error) ? error : unreadable(path, error);
  }
  if (length !== entry.sizeBytes || crc !== entry.crc) throw unreadable(path, 'not what the directory says');
}

async function* packedPieces(
  path: string,
  file: RandomAccess,
  { at, packedBytes }: ListedEntry,
): AsyncGenerator<Uint8Array> {
  const head = new DataView(await file.slice(at, at + LOCAL_BYTES));
  if (head.byteLength < LOCAL_BYTES || head.getUint32(0, true) !== LOCAL)
    throw unreadable(path, 'an entry that is listed is missing');
  const from = at + LOCAL_BYTES + head.getUint16(26, true) + head.getUint16(28, true);
  for (let read = 0; read < packedBytes;) {
    const piece = await file.slice(from + read, from + Math.min(packedBytes, read + READ_BYTES));
    if (piece.byteLength === 0) throw unreadable(path, 'the archive ends before the file does');
    read += piece.byteLength;
    for (let at = 0; at < piece.byteLength; at += STEP_BYTES)
      yield new Uint8Array(piece).subarray(at, at + STEP_BYTES);
  }
}
