import type { PieceOwner, ProjectFacts, ProjectPiece } from '../domain/project-file';
import type { NumberedList } from '../domain/tracking';
import { bytesAtRest } from '../domain/parts';
import type { ChunkDatabase, Entry } from './chunk-database';
import { asking } from './faults';
import { FILE_PART } from './files';
import type { Manifest } from './manifest';
import { trackedKey, writeServed } from './tracked';

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
  const numbers = new Map<string, number>();
  const sizes = new Map<PieceOwner, number>();
  for await (const piece of pieces) {
    const { owner, content } = piece;
    sizes.set(owner, (sizes.get(owner) ?? 0) + bytesAtRest(content));
    await write(db, keyOf, piece, (records) => {
      const part = `${owner} ${piece.part}`;
      const number = numbers.get(part) ?? 0;
      numbers.set(part, number + records);
      return number;
    });
  }
  const sizeOfOwner = (owner: PieceOwner): number => sizes.get(owner) ?? 0;
  return {
    data: { key: keyOf('data'), ...facts.data, sizeBytes: sizeOfOwner('data') },
    models: facts.models.map((model, i) => ({
      ...model,
      key: keyOf(`models/${i}`),
      sizeBytes: sizeOfOwner(`models/${i}`),
    })),
    ...(facts.tracked > 0 && {
      tracked: { key: keyOf('tracked'), count: facts.tracked, sizeBytes: sizeOfOwner('tracked') },
    }),
    ...(facts.files.length > 0 && {
      files: facts.files.map((file, i) => ({
        ...file,
        key: keyOf(`files/${i}`),
        chunks: numbers.get(`files/${i} all`) ?? 0,
      })),
    }),
  };
}

/** @param take reserves so many numbers of the piece's part, and says the first. */
async function write(
  db: ChunkDatabase,
  keyOf: KeyOf,
  { owner, part, content }: ProjectPiece,
  take: (records: number) => number,
): Promise<void> {
  if (owner === 'served') {
    for (const text of content) {
      const [place, list] = JSON.parse(String(text)) as [number, NumberedList];
      await writeServed(db, place, list);
    }
    return;
  }
  const key = keyOf(owner);
  const entries = (): readonly Entry[] => {
    if (owner === 'tracked') {
      const first = take(content.length);
      return [...content].map((text, i): Entry => [trackedKey(key, first + i), [String(text)]]);
    }
    if (content instanceof Uint8Array)
      return [[[key, owner.startsWith('files/') ? FILE_PART : part, take(1)], content.slice().buffer]];
    return [[[key, part, take(1)], [...content]]];
  };
  await asking(() => db.put(entries()), bytesAtRest(content));
}
