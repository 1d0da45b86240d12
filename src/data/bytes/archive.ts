import { Unzip, UnzipInflate, type UnzipFile } from 'fflate';
import { AppError, isAppError } from '../../domain/errors';
import { ARCHIVE_LIMITS } from '../limits';
import { guardRatio, type SourceFile } from './source';

interface Entry {
  readonly name: string;
  readonly sizeBytes: number;
}

/**
 * The files of a zip as sources of their own. Nothing is unpacked to memory: each `stream()` walks the archive
 * again and inflates its entry only. Folders, hidden files and what macOS adds are left out.
 *
 * @throws AppError ARCHIVE_LIMIT for too many entries, and while reading for a bomb; FILE_UNREADABLE for a broken zip.
 */
export async function zipEntries(archive: SourceFile): Promise<SourceFile[]> {
  const entries: Entry[] = [];
  await walk(archive, (file) => {
    if (entries.length >= ARCHIVE_LIMITS.entries)
      throw new AppError('ARCHIVE_LIMIT', {
        file: archive.path,
        limit: 'entries',
        allowed: ARCHIVE_LIMITS.entries,
        found: entries.length + 1,
      });
    entries.push({ name: file.name, sizeBytes: file.originalSize ?? 0 });
  });
  return entries
    .filter(({ name }) => !name.endsWith('/') && !/(^|\/)(__MACOSX|\.)/.test(name))
    .map(({ name, sizeBytes }) => ({
      path: name,
      sizeBytes,
      within: archive.path,
      stream: () => entryStream(archive, name),
    }));
}

function entryStream(archive: SourceFile, name: string): ReadableStream<Uint8Array> {
  const chunks = inflateEntry(archive, name);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        controller.error(error);
      }
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}

async function* inflateEntry(archive: SourceFile, name: string): AsyncGenerator<Uint8Array> {
  const path = `${archive.path}/${name}`;
  let ready: Uint8Array[] = [];
  let finished = false;
  let stored = 0;
  let unpacked = 0;
  const failures: unknown[] = [];
  const unzip = new Unzip((file) => {
    if (file.name !== name || finished) return;
    file.ondata = (error, chunk, final) => {
      if (error) failures.push(error);
      else ready.push(chunk);
      if (final) finished = true;
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for await (const packed of chunksOf(archive)) {
    // Small steps keep what one push can inflate small.
    for (let at = 0; at < packed.length && !finished; at += 1 << 15) {
      const step = packed.subarray(at, at + (1 << 15));
      push(unzip, step, path);
      stored += step.length;
      if (failures.length > 0) throw unreadable(path, failures[0]);
      for (const chunk of ready) {
        unpacked += chunk.length;
        guardRatio(path, stored, unpacked);
        yield chunk;
      }
      ready = [];
    }
    if (finished) return;
  }
  throw unreadable(path, 'the archive ends before the file does');
}

async function walk(archive: SourceFile, onEntry: (file: UnzipFile) => void): Promise<void> {
  const unzip = new Unzip(onEntry);
  unzip.register(UnzipInflate);
  for await (const packed of chunksOf(archive)) push(unzip, packed, archive.path);
}

async function* chunksOf(source: SourceFile): AsyncGenerator<Uint8Array> {
  const reader = source.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
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
