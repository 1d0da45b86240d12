import type { PieceOwner, ProjectFacts, ProjectPiece } from '../domain/project-file';
import type { NumberedList } from '../domain/tracking';
import { bytesAtRest } from '../domain/parts';
import type { ChunkDatabase, Entry } from './chunk-database';
import { asking } from './faults';
import { FILE_PART } from './files';
import type { Chunk, Manifest, TrackedRecord } from './manifest';
import { sumOfChunk } from './sums';
import { lengthened, noneTracked, textChunk, trackedKey, writeServed } from './tracked';

/** Under which key of the store an owner's pieces go. */
export type KeyOf = (owner: PieceOwner) => string;

/**
 * Writes pieces as they come, one transaction each. Nothing names them yet.
 *
 * @returns what a manifest says of them.
 * @throws whatever `pieces` throws, and AppError QUOTA_EXCEEDED; what was written is left to whoever deletes the store.
 */
export async function writePieces(
  db: ChunkDatabase,
  keyOf: KeyOf,
  facts: ProjectFacts,
  pieces: AsyncIterable<ProjectPiece>,
): Promise<Pick<Manifest, 'data' | 'models' | 'tracked' | 'files'>> {
  const owners = new Map<PieceOwner, Written>();
  let tracked = noneTracked('');
  for await (const piece of pieces) {
    if (piece.owner === 'served') await writeLists(db, textsOf(piece));
    else if (piece.owner === 'tracked')
      tracked = await writeTracked(db, { ...tracked, key: keyOf('tracked') }, textsOf(piece));
    else {
      const written = owners.get(piece.owner) ?? { sizeBytes: 0, sums: {} };
      owners.set(piece.owner, written);
      await writeRecord(db, keyOf(piece.owner), piece, written);
    }
  }
  const writtenOf = (owner: PieceOwner): { readonly key: string } & Written => ({
    key: keyOf(owner),
    ...(owners.get(owner) ?? { sizeBytes: 0, sums: {} }),
  });
  return {
    data: { ...facts.data, ...writtenOf('data') },
    models: facts.models.map((model, i) => ({ ...model, ...writtenOf(`models/${i}`) })),
    ...(tracked.count > 0 && { tracked }),
    ...(facts.files.length > 0 && {
      files: facts.files.map((file, i) => {
        const { key, sums } = writtenOf(`files/${i}`);
        const own = sums[FILE_PART] ?? [];
        return { ...file, key, chunks: own.length, sums: own };
      }),
    }),
  };
}

/** What an owner has been given so far. */
interface Written {
  sizeBytes: number;
  readonly sums: { [part: string]: number[] };
}

async function writeRecord(
  db: ChunkDatabase,
  key: string,
  { owner, part, content }: ProjectPiece,
  written: Written,
): Promise<void> {
  const record: Chunk = content instanceof Uint8Array ? content.slice().buffer : [...content];
  const name = owner.startsWith('files/') ? FILE_PART : part;
  const own = (written.sums[name] ??= []);
  written.sizeBytes += bytesAtRest(content);
  await asking(() => db.put([[[key, name, own.length], record]]), bytesAtRest(content));
  own.push(sumOfChunk(record));
}

async function writeTracked(
  db: ChunkDatabase,
  before: TrackedRecord,
  texts: readonly string[],
): Promise<TrackedRecord> {
  const entries = texts.map((text, i): Entry => [trackedKey(before.key, before.count + i), textChunk(text)]);
  await asking(() => db.put(entries), bytesAtRest(texts));
  return lengthened(before, texts);
}

async function writeLists(db: ChunkDatabase, texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    const [place, list] = JSON.parse(text) as [number, NumberedList];
    await writeServed(db, place, list);
  }
}

/** Of an owner that has texts alone. */
function textsOf({ content }: ProjectPiece): readonly string[] {
  return content instanceof Uint8Array ? [] : content.map(String);
}
