import { withPresentIds } from '../domain/earlier';
import { AppError } from '../domain/errors';
import { sumOfTexts } from '../domain/hashes';
import { isBatchText, isServedText } from '../domain/stored/part-checks';
import type { NumberedList } from '../domain/tracking';
import type { ChunkDatabase, Entry } from './chunk-database';
import { asking } from './faults';
import type { Chunk, ChunkKey, TrackedRecord } from './manifest';

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

/** A text that can be told from one that was changed, whatever else is known of it. */
export function textChunk(text: string): Chunk {
  return [text, String(sumOfTexts([text]))];
}

/** The text of such a chunk; undefined where it is another, or no text. What has no sum is from before there were any. */
function textIn(chunk: unknown): string | undefined {
  const [text, sum]: readonly unknown[] = Array.isArray(chunk) ? chunk : [];
  if (typeof text !== 'string') return undefined;
  return sum === undefined || sum === String(sumOfTexts([text])) ? text : undefined;
}

/** The record of what was put with these texts more. */
export function lengthened(
  { key, count, sizeBytes, sum }: TrackedRecord,
  texts: readonly string[],
): TrackedRecord {
  return {
    key,
    count: count + texts.length,
    sizeBytes: texts.reduce((bytes, text) => bytes + 2 * text.length, sizeBytes),
    ...(sum !== undefined && { sum: texts.reduce((before, text) => sumOfTexts([text], before), sum) }),
  };
}

export function noneTracked(key: string): TrackedRecord {
  return { key, count: 0, sizeBytes: 0, sum: 0 };
}

/** Batches under a key that no manifest names yet. @throws AppError QUOTA_EXCEEDED. */
export async function writeBatches(
  db: ChunkDatabase,
  key: string,
  texts: readonly string[],
): Promise<TrackedRecord> {
  const record = lengthened(noneTracked(key), texts);
  const entries = texts.map((text, i): Entry => [trackedKey(key, i), textChunk(text)]);
  await asking(() => db.put(entries), record.sizeBytes);
  return record;
}

/** @throws AppError DATABASE_DAMAGED where one is missing, or another than was put. */
export async function readTrackedTexts(db: ChunkDatabase, record: TrackedRecord): Promise<string[]> {
  const { count } = record;
  if (count === 0) return [];
  const texts = await batchesIn(db, record);
  if (texts.length < count) throw damaged('incomplete');
  const { sum } = lengthened({ ...record, sum: 0 }, texts);
  if (record.sum !== undefined && record.sum !== sum) throw damaged('changed');
  const present = texts.map(withPresentIds);
  if (record.sum === undefined && !present.every(isBatchText)) throw damaged('malformed');
  return present;
}

/** In the place of a batch that is lost: batches are counted by their places. */
const NO_BATCH = JSON.stringify({ kind: 'events', events: [] });

/** As many batches as were put, whatever of them is left: one that its own sum does not vouch for is empty. */
export async function remainingBatches(
  db: ChunkDatabase,
  { key, count }: TrackedRecord,
): Promise<readonly string[]> {
  let length = 0;
  const left = new Map<number, string>();
  for (const [[, , number], chunk] of await asking(() => db.entriesOf(key))) {
    const text = Array.isArray(chunk) && chunk.length === 2 ? textIn(chunk) : undefined;
    if (text === undefined || number >= count) continue;
    left.set(number, withPresentIds(text));
    length = number + 1;
  }
  return Array.from({ length }, (_, number) => left.get(number) ?? NO_BATCH);
}

/** Batches as they lie, in order, without what is no text of a batch any more. */
async function batchesIn(db: ChunkDatabase, { key, count }: TrackedRecord): Promise<string[]> {
  const entries = await asking(() => db.entriesOf(key));
  return entries.flatMap(([[, , number], chunk]) => (number < count ? (textIn(chunk) ?? []) : []));
}

/** How many lists were served and kept. */
export async function countServed(db: ChunkDatabase): Promise<number> {
  return (await asking(() => db.entriesOf(SERVED))).length;
}

/** What was served, each list as JSON of its place and itself. What is not whole is left out: it is lost at worst. */
export async function readServedTexts(db: ChunkDatabase): Promise<string[]> {
  const entries = await asking(() => db.entriesOf(SERVED));
  return entries
    .map(([[, , place], chunk]) => `[${place},${withPresentIds(textIn(chunk) ?? '')}]`)
    .filter(isServedText);
}

export async function readServed(db: ChunkDatabase): Promise<readonly NumberedList[]> {
  const texts = await readServedTexts(db);
  return texts.map((text) => (JSON.parse(text) as [number, NumberedList])[1]);
}

export async function writeServed(db: ChunkDatabase, place: number, list: NumberedList): Promise<void> {
  await asking(() => db.put([[servedKey(place), textChunk(JSON.stringify(list))]]));
}

function damaged(reason: string): AppError {
  return new AppError('DATABASE_DAMAGED', { part: 'events', reason });
}
