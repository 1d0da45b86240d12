import { lastPart } from '../domain/arn';
import { AppError } from '../domain/errors';
import type { FileName, KeptFile } from '../domain/files';
import type { Arn } from '../domain/resources';
import { serviceOf } from '../domain/service-resources';
import { chunksFrom } from '../domain/stream-chunks';
import type { FileContent } from '../engine/project/store-port';
import type { ChunkDatabase } from './chunk-database';
import { asking, undone } from './faults';
import type { FileRecord, Manifest } from './manifest';
import { randomKey } from './random-key';
import type { Room } from './room';
import { sumOfChunk } from './sums';

/** The one part that all chunks of a file belong to. */
export const FILE_PART = 'bytes';
/** Bytes of a chunk that is copied in. */
const CHUNK_BYTES = 1 << 20;

/** What is told of a file beyond the storage. */
export function asKept({ owner, role, path, sizeBytes }: KeptFile): KeptFile {
  return { owner, role, path, sizeBytes };
}

/** The record of a file with one chunk more. */
export function grown(
  before: FileRecord | undefined,
  { owner, role, path }: FileName,
  chunk: ArrayBuffer,
): FileRecord {
  const { key, chunks, sizeBytes, sums } = before ?? {
    key: randomKey('file'),
    chunks: 0,
    sizeBytes: 0,
    sums: [],
  };
  return {
    ...{ owner, role, path, key },
    chunks: chunks + 1,
    sizeBytes: sizeBytes + chunk.byteLength,
    ...(sums && { sums: [...sums, sumOfChunk(chunk)] }),
  };
}

/** A manifest without the files whose owner its state does not list. */
export function ownedFiles({ files, ...manifest }: Manifest): Manifest {
  const owners = new Set(serviceOf(manifest.state).batchJobs.map(({ arn }) => arn));
  const owned = files?.filter(({ owner }) => owners.has(owner)) ?? [];
  return owned.length === 0 ? manifest : { ...manifest, files: owned };
}

/**
 * Copies files under keys that begin with `key`, one transaction a chunk. Nothing names them yet.
 *
 * @throws AppError QUOTA_EXCEEDED where the room does not suffice; what was written is taken away again.
 */
export async function copyFiles(
  db: ChunkDatabase,
  owner: Arn,
  key: string,
  files: readonly FileContent[],
  room: Room,
): Promise<FileRecord[]> {
  const needed = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  await room.require(needed);
  const records: FileRecord[] = [];
  let chunks = 0;
  try {
    // All files of a copy share the owner key, which a sweep leaves while the copy lasts.
    for (const file of files) {
      const from = chunks;
      let sizeBytes = 0;
      const sums: number[] = [];
      for await (const chunk of piecesOf(file)) {
        await db.put([[[key, FILE_PART, chunks++], chunk.buffer]]);
        sizeBytes += chunk.byteLength;
        sums.push(sumOfChunk(chunk.buffer));
      }
      const count = chunks - from;
      records.push({ owner, role: 'input', path: file.path, key, from, chunks: count, sizeBytes, sums });
    }
  } catch (error) {
    throw await undone(db, key, error, needed);
  }
  return records;
}

/** @throws AppError DATABASE_DAMAGED where a chunk is missing, or another than was stored. */
export async function* chunksOf(
  db: ChunkDatabase,
  { key, from = 0, chunks, path, sums, sizeBytes }: FileRecord,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const damaged = (reason: string): AppError =>
    new AppError('DATABASE_DAMAGED', { part: 'file', name: lastPart(path), reason });
  let bytes = 0;
  for (let i = 0; i < chunks; i++) {
    const chunk = await asking(() => db.get([key, FILE_PART, from + i]));
    if (!(chunk instanceof ArrayBuffer)) throw damaged('incomplete');
    if (sums !== undefined && sums[i] !== sumOfChunk(chunk)) throw damaged('changed');
    bytes += chunk.byteLength;
    yield new Uint8Array(chunk);
  }
  if (bytes !== sizeBytes) throw damaged('length');
}

/** A stream cut anew into pieces of one size, the last one shorter. Each owns its bytes. */
async function* piecesOf(file: FileContent): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let piece = new Uint8Array(CHUNK_BYTES);
  let filled = 0;
  try {
    for await (const chunk of chunksFrom(file.stream().getReader()))
      for (let at = 0; at < chunk.length;) {
        const part = chunk.subarray(at, at + CHUNK_BYTES - filled);
        piece.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled < CHUNK_BYTES) continue;
        yield piece;
        piece = new Uint8Array(CHUNK_BYTES);
        filled = 0;
      }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('FILE_UNREADABLE', { file: file.path, reason: String(error) }, { cause: error });
  }
  if (filled > 0) yield piece.slice(0, filled);
}
