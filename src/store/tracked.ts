import type { IDBPDatabase } from 'idb';
import { AppError } from '../domain/errors';
import type { NumberedList } from '../domain/tracking';
import { ownedBy } from './chunk-store';
import type { ChunkKey, ProjectDb, TrackedRecord } from './database';
import { asking } from './faults';

/** The one part that all batches of what was put belong to. */
const TRACKED_PART = 'batch';
/** Owner of what was served; no manifest names it, and no sweep takes it. */
export const SERVED = 'served';
const SERVED_PART = 'list';

export function trackedKey(key: string, number: number): ChunkKey {
  return [key, TRACKED_PART, number];
}

export function servedKey(place: number): ChunkKey {
  return [SERVED, SERVED_PART, place];
}

/** Batches under a key that no manifest names yet. @throws AppError QUOTA_EXCEEDED. */
export async function writeBatches(
  db: IDBPDatabase<ProjectDb>,
  key: string,
  texts: readonly string[],
  from = 0,
): Promise<TrackedRecord> {
  const sizeBytes = texts.reduce((sum, text) => sum + 2 * text.length, 0);
  await asking(async () => {
    const transaction = db.transaction('chunks', 'readwrite');
    const written = texts.map((text, i) => transaction.store.put([text], trackedKey(key, from + i)));
    await Promise.all([...written, transaction.done]);
  }, sizeBytes);
  return { key, count: texts.length, sizeBytes };
}

/** @throws AppError DATABASE_LOST where one is missing. */
export async function readTrackedTexts(
  db: IDBPDatabase<ProjectDb>,
  { key, count }: TrackedRecord,
): Promise<string[]> {
  if (count === 0) return [];
  const range = IDBKeyRange.bound(trackedKey(key, 0), trackedKey(key, count - 1));
  const chunks = await asking(() => db.getAll('chunks', range));
  if (chunks.length < count) throw new AppError('DATABASE_LOST', { reason: 'incomplete', what: 'events' });
  return chunks.map((chunk) => (chunk as string[])[0]);
}

/** What was served, each list as JSON of its place and itself. */
export async function readServedTexts(db: IDBPDatabase<ProjectDb>): Promise<string[]> {
  // In one transaction: a list that is stored in between would shift the places.
  return asking(async () => {
    const { store } = db.transaction('chunks');
    const range = ownedBy(SERVED);
    const [keys, chunks] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
    return chunks.map((chunk, i) => `[${keys[i][2]},${(chunk as string[])[0]}]`);
  });
}

export async function readServed(db: IDBPDatabase<ProjectDb>): Promise<readonly NumberedList[]> {
  const chunks = await asking(() => db.getAll('chunks', ownedBy(SERVED)));
  return chunks.map((chunk) => JSON.parse((chunk as string[])[0]) as NumberedList);
}

export async function writeServed(
  db: IDBPDatabase<ProjectDb>,
  place: number,
  list: NumberedList,
): Promise<void> {
  await asking(async () => {
    const transaction = db.transaction('chunks', 'readwrite', { durability: 'relaxed' });
    await transaction.store.put([JSON.stringify(list)], servedKey(place));
    await transaction.done;
  });
}
