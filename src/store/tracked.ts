import { withPresentIds } from '../domain/earlier';
import { AppError } from '../domain/errors';
import type { NumberedList } from '../domain/tracking';
import type { ChunkDatabase, Entry } from './chunk-database';
import { asking } from './faults';
import type { ChunkKey, TrackedRecord } from './manifest';

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
  db: ChunkDatabase,
  key: string,
  texts: readonly string[],
): Promise<TrackedRecord> {
  const sizeBytes = texts.reduce((sum, text) => sum + 2 * text.length, 0);
  const entries = texts.map((text, i): Entry => [trackedKey(key, i), [text]]);
  await asking(() => db.put(entries), sizeBytes);
  return { key, count: texts.length, sizeBytes };
}

/** @throws AppError DATABASE_LOST where one is missing. */
export async function readTrackedTexts(db: ChunkDatabase, { key, count }: TrackedRecord): Promise<string[]> {
  if (count === 0) return [];
  const entries = (await asking(() => db.entriesOf(key))).slice(0, count);
  if (entries.length < count) throw new AppError('DATABASE_LOST', { reason: 'incomplete', what: 'events' });
  return entries.map(([, chunk]) => withPresentIds((chunk as string[])[0]));
}

/** What was served, each list as JSON of its place and itself. */
export async function readServedTexts(db: ChunkDatabase): Promise<string[]> {
  const entries = await asking(() => db.entriesOf(SERVED));
  return entries.map(([[, , place], chunk]) => `[${place},${withPresentIds((chunk as string[])[0])}]`);
}

export async function readServed(db: ChunkDatabase): Promise<readonly NumberedList[]> {
  const entries = await asking(() => db.entriesOf(SERVED));
  return entries.map(([, chunk]) => JSON.parse(withPresentIds((chunk as string[])[0])) as NumberedList);
}

export async function writeServed(db: ChunkDatabase, place: number, list: NumberedList): Promise<void> {
  await asking(() => db.put([[servedKey(place), [JSON.stringify(list)]]]));
}
