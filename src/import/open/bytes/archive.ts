import { Unzip, UnzipInflate, type UnzipDecoder, type UnzipFile } from 'fflate';
import { crc32 } from '../../../domain/crc32';
import { AppError, isAppError } from '../../../domain/errors';
import { joined } from '../../../domain/joined-bytes';
import { ARCHIVE_LIMITS } from '../../../domain/limits';
import { chunksFrom } from '../../../domain/stream-chunks';
import { guardRatio, streamOf, type SourceFile } from './source';
import { DIRECTORY_BYTES, zipDirectory, type ListedEntry } from './zip-directory';

/** Packed bytes that are inflated in one go. */
const LEAST_STEP = 1 << 10;
const MOST_STEP = 1 << 15;
/** Unpacked bytes from which on the steps are short again. */
const MOST_AT_ONCE = 1 << 19;

/** Takes packed bytes that nobody wants: what is not started is kept by `Unzip`, up to the whole archive. */
class Unwanted implements UnzipDecoder {
  static readonly compression = 8;
  ondata: UnzipDecoder['ondata'] = () => undefined;

  push(): void {
    // Nothing comes out of it.
  }
}

/** An entry, and how many of its name lie before it. */
interface Entry {
  readonly listed: ListedEntry;
  readonly nth: number;
}

/**
 * The files of a zip as sources of their own. Nothing is unpacked to memory: each `stream()` walks the archive
 * again, inflates its entry only, and holds it against the length and the checksum of the archive's directory. Folders,
 * hidden files and what macOS adds are left out.
 *
 * @throws AppError ARCHIVE_LIMIT for too many entries, and while reading for a bomb; FILE_UNREADABLE for a broken zip.
 */
export async function zipEntries(archive: SourceFile): Promise<SourceFile[]> {
  const met = new Map<string, number>();
  let begun = 0;
  const tail = new Tail(DIRECTORY_BYTES);
  await walk(archive, tail, ({ name }) => {
    if (++begun > ARCHIVE_LIMITS.entries)
      throw new AppError('ARCHIVE_LIMIT', {
        file: archive.path,
        limit: 'entries',
        allowed: ARCHIVE_LIMITS.entries,
        found: begun,
      });
    met.set(name, (met.get(name) ?? 0) + 1);
  });
  const directory = zipDirectory(tail.bytes());
  if (directory === null) throw unreadable(archive.path, 'no directory at the end');
  const counted = new Map<string, number>();
  const entries = directory.map((listed): Entry => {
    const nth = counted.get(listed.name) ?? 0;
    counted.set(listed.name, nth + 1);
    if (nth >= (met.get(listed.name) ?? 0))
      throw unreadable(archive.path, 'an entry that is listed is missing');
    return { listed, nth };
  });
  return entries
    .filter(({ listed: { name } }) => !name.endsWith('/') && !/(^|\/)(__MACOSX\/|\.[^./\\])/.test(name))
    .map((entry) => ({
      path: entry.listed.name,
      sizeBytes: Number.isNaN(entry.listed.sizeBytes) ? 0 : entry.listed.sizeBytes,
      within: archive.path,
      stream: () => streamOf(inflateEntry(archive, entry)),
    }));
}

/** The last bytes of a stream. */
class Tail {
  readonly #chunks: Uint8Array[] = [];
  #length = 0;

  constructor(readonly keptBytes: number) {}

  push(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    while (this.#length - this.#chunks[0].length >= this.keptBytes)
      this.#length -= this.#chunks.shift()?.length ?? 0;
  }

  bytes(): Uint8Array {
    return joined(this.#chunks, this.#length);
  }
}

async function* inflateEntry(archive: SourceFile, { listed, nth }: Entry): AsyncGenerator<Uint8Array> {
  const { name } = listed;
  const path = `${archive.path}/${name}`;
  if (listed.encrypted) throw unreadable(path, 'encrypted');
  let ready: Uint8Array[] = [];
  let finished = false;
  let stored = 0;
  let unpacked = 0;
  let crc = 0;
  let stepBytes = LEAST_STEP;
  let before = 0;
  let ours = false;
  const failures: unknown[] = [];
  const unzip = new Unzip((file) => {
    if (file.name !== name || ours || before++ < nth) return passOver(unzip, file);
    ours = true;
    unzip.register(UnzipInflate);
    file.ondata = (error, chunk, final) => {
      if (error) failures.push(error);
      else ready.push(chunk);
      if (final) finished = true;
    };
    file.start();
  });
  for await (const packed of chunksFrom(archive.stream().getReader())) {
    // Small steps keep what one push can inflate small; a bomb shows in the first ones.
    for (let at = 0; at < packed.length && !finished;) {
      const step = packed.subarray(at, at + stepBytes);
      at += step.length;
      push(unzip, step, path);
      const made = ready.reduce((sum, { length }) => sum + length, 0);
      stepBytes = made > MOST_AT_ONCE ? LEAST_STEP : Math.min(MOST_STEP, stepBytes * 2);
      stored += step.length;
      if (failures.length > 0) throw unreadable(path, failures[0]);
      for (const chunk of ready) {
        unpacked += chunk.length;
        crc = crc32(crc, chunk);
        guardRatio(path, stored, unpacked);
        yield chunk;
      }
      ready = [];
    }
    if (!finished) continue;
    const whole = Number.isNaN(listed.sizeBytes) || listed.sizeBytes === unpacked;
    if (!whole || listed.crc !== crc) throw unreadable(path, 'not what the directory says');
    return;
  }
  throw unreadable(path, 'the archive ends before the file does');
}

async function walk(archive: SourceFile, tail: Tail, onEntry: (file: UnzipFile) => void): Promise<void> {
  const unzip = new Unzip((file) => {
    onEntry(file);
    passOver(unzip, file);
  });
  for await (const packed of chunksFrom(archive.stream().getReader())) {
    tail.push(packed);
    push(unzip, packed, archive.path);
  }
}

function passOver(unzip: Unzip, file: UnzipFile): void {
  file.ondata = () => undefined;
  unzip.register(Unwanted);
  // How anything else is packed is not known, so that it cannot be started.
  if (file.compression === 0 || file.compression === Unwanted.compression) file.start();
}

function push(unzip: Unzip, chunk: Uint8Array, path: string): void {
  try {
    unzip.push(chunk);
  } catch (error) {
    throw isAppError(error) ? error : unreadable(path, error);
  }
}

function unreadable(file: string, cause: unknown): AppError {
  return new AppError('FILE_UNREADABLE', { file, reason: String(cause) }, { cause });
}
