import { AppError } from '../../../domain/errors';
import type { Unused } from '../../../domain/unused';
import { ARCHIVE_LIMITS } from '../../../domain/limits';
import { joined } from '../../../domain/joined-bytes';
import { chunksFrom } from '../../../domain/stream-chunks';
import type { CellRows, CellTable } from '../cell-table';

/** Hears the rows of a source while somebody reads it to its end; reading may begin anew. */
export interface RowTap {
  begin(): void;
  /** Whole rows below the head, as many cells in each as it has. They are not the tap's to keep or to change. */
  add(batch: Pick<CellRows, 'rows' | 'lines'>): void;
  end(): void;
}

/** Something with bytes that can be read again from the start as often as needed. */
export interface SourceFile {
  /** Path within a dropped folder or archive, or just the name; unique within one import. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Archive it came from, if any. */
  readonly within?: string;
  stream(): ReadableStream<Uint8Array>;
  /** Some of its stored bytes, where they can be had without those before. */
  slice?(from: number, to: number): Promise<Uint8Array>;
  /** Where its table is no delimited text: the rows, which are then read instead of the bytes. */
  readonly table?: CellTable;
  /** It is such a table, or is packed, and cannot be opened. */
  readonly refusal?: AppError;
  /** What it is in place of a table. */
  readonly unused?: Unused;
  /** A database whose last rows may lie in another file beside it. */
  readonly writesAhead?: boolean;
  /** What a stage has kept of its beginning (`Stage`). */
  readonly beginning?: (limit: number) => Promise<Beginning>;
  /** Who hears its rows when it is read under its plan. */
  readonly taps?: readonly RowTap[];
  /** It lies beside the files of a service and is not needed. */
  readonly spare?: boolean;
}

/** Bytes already at hand (pasted text, tests, the command line). The array is not copied. */
export function memorySource(path: string, bytes: Uint8Array<ArrayBuffer>): SourceFile {
  return {
    path,
    sizeBytes: bytes.length,
    stream: () =>
      new ReadableStream<Uint8Array>({
        start(controller) {
          for (let at = 0; at < bytes.length; at += 1 << 18)
            controller.enqueue(bytes.subarray(at, at + (1 << 18)));
          controller.close();
        },
      }),
    slice: (from, to) => Promise.resolve(bytes.subarray(from, to)),
  };
}

/** Bytes of a file that are asked for at once: a browser's own stream comes in far smaller pieces, each with a wait. */
const SLICE_BYTES = 1 << 20;

/** A dropped or chosen file; the handle is kept, never its bytes. The next slice is read while one is worked on. */
export function blobSource(path: string, file: Blob): SourceFile {
  const stream = (): ReadableStream<Uint8Array> => {
    let at = 0;
    return new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          if (at >= file.size) return controller.close();
          const slice = file.slice(at, (at += SLICE_BYTES));
          controller.enqueue(new Uint8Array(await slice.arrayBuffer()));
        },
      },
      new CountQueuingStrategy({ highWaterMark: 2 }),
    );
  };
  const slice = async (from: number, to: number): Promise<Uint8Array> =>
    new Uint8Array(await file.slice(from, to).arrayBuffer());
  return { path, sizeBytes: file.size, stream, slice };
}

export function isGzip(head: Uint8Array): boolean {
  return head.length > 2 && head[0] === 0x1f && head[1] === 0x8b;
}

export function isZip(head: Uint8Array): boolean {
  return (
    head.length > 3 && head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5) && head[3] < 7
  );
}

/**
 * The bytes of a source, unpacked when `gzip`. `onRead` hears how many stored bytes were taken, for progress.
 *
 * @throws AppError FILE_UNREADABLE when the stream breaks off (a truncated .gz, a file that went away),
 *   ARCHIVE_LIMIT when it unpacks to far more than it should.
 */
export async function* readBytes(
  source: SourceFile,
  gzip: boolean,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<Uint8Array> {
  let stored = 0;
  let length = 0;
  const count = (chunk: Uint8Array): void => {
    stored += chunk.length;
    onRead(chunk.length);
  };
  try {
    for await (const chunk of chunksFrom(
      (gzip ? unpacked(source.stream(), 'gzip', count) : source.stream()).getReader(),
    )) {
      length += chunk.length;
      if (gzip) guardRatio(source.path, stored, length);
      else count(chunk);
      yield chunk;
    }
  } catch (error) {
    throw error instanceof AppError ? error : unreadable(source.path, error);
  }
}

/** @param count hears of each chunk before it is unpacked. */
export function unpacked(
  packed: ReadableStream<Uint8Array>,
  format: 'gzip' | 'deflate-raw',
  count: (chunk: Uint8Array) => void,
): ReadableStream<Uint8Array> {
  const counted = new TransformStream<Uint8Array, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      count(chunk);
      controller.enqueue(chunk as Uint8Array<ArrayBuffer>);
    },
  });
  return packed
    .pipeThrough(counted)
    .pipeThrough(new DecompressionStream(format) as ReadableWritablePair<Uint8Array, Uint8Array>);
}

/** Chunks as a stream, each made when it is asked for. */
export function streamOf(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
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

/** @throws AppError ARCHIVE_LIMIT for what looks like a bomb. */
export function guardRatio(file: string, stored: number, unpacked: number): void {
  const { bytes, ratio: most, ratioFromBytes } = ARCHIVE_LIMITS;
  const ratio = unpacked / Math.max(1, stored);
  if (unpacked > bytes)
    throw new AppError('ARCHIVE_LIMIT', { file, limit: 'bytes', allowed: bytes, found: unpacked });
  if (unpacked > ratioFromBytes && ratio > most)
    throw new AppError('ARCHIVE_LIMIT', { file, limit: 'ratio', allowed: most, found: Math.round(ratio) });
}

export function unreadable(file: string, cause: unknown): AppError {
  return new AppError('FILE_UNREADABLE', { file, reason: String(cause) }, { cause });
}

/** The first bytes of a source, unpacked when gzipped. */
export interface Beginning {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly gzip: boolean;
  /** It holds no more. */
  readonly whole: boolean;
}

/** The first `limit` bytes (or all, if fewer); of a source that a stage has opened, what was kept of it. */
export function readBeginning(source: SourceFile, limit: number): Promise<Beginning> {
  return source.beginning?.(limit) ?? beginningOf(source, limit);
}

/** The same, read from the source itself. */
export async function beginningOf(source: SourceFile, limit: number): Promise<Beginning> {
  const stored = await take(source, false, limit);
  if (!isGzip(stored.bytes)) return { ...stored, gzip: false };
  return { ...(await take(source, true, limit)), gzip: true };
}

async function take(
  source: SourceFile,
  gzip: boolean,
  limit: number,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; whole: boolean }> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of readBytes(source, gzip)) {
    parts.push(chunk);
    length += chunk.length;
    if (length > limit) break;
  }
  return { bytes: joined(parts, length).slice(0, limit), whole: length <= limit };
}

/** The source of a file that a plan names. @throws RangeError where it was not brought: a fault of the caller. */
export function sourceOf(sources: ReadonlyMap<string, SourceFile>, file: string): SourceFile {
  const source = sources.get(file);
  if (!source) throw new RangeError(`no source for ${file}`);
  return source;
}
