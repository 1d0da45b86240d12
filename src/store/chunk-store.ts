import type { Json } from '../domain/errors';
import { checksum } from '../domain/hashes';
import type { ChunkDatabase } from './chunk-database';
import { asking, undone } from './faults';
import type { Chunk, ChunkSums } from './manifest';
import { sumOfChunk } from './sums';
import {
  assemble,
  cut,
  dismantle,
  emptyArray,
  isNumberArray,
  valueBytes,
  viewOf,
  type Part,
  type PartReference,
  bytesAtRest,
} from '../domain/parts';
import type { NumberArray } from '../domain/ports';

/**
 * Writes a structure's arrays under a new owner key, one transaction a record, so memory stays bounded. Nothing
 * names them yet: until the manifest does, they are rubbish that the next sweep removes.
 *
 * @param before called with the size before anything is written; what it throws stops the write.
 * @returns the layout for the manifest, the sum of each record, and the size.
 * @throws AppError QUOTA_EXCEEDED, after taking the written records away again.
 */
export async function writeParts(
  db: ChunkDatabase,
  owner: string,
  value: unknown,
  before?: (sizeBytes: number) => Promise<void>,
): Promise<{ layout: Json; sums: ChunkSums; sizeBytes: number }> {
  const { layout, parts } = dismantle(value);
  const sizeBytes = [...parts.values()].reduce((sum, part) => sum + bytesAtRest(part), 0);
  await before?.(sizeBytes);
  const sums: { [part: string]: number[] } = {};
  try {
    // The next record is made ready while one is on its way: two at most are in memory.
    let onItsWay: Promise<unknown> = Promise.resolve();
    for (const [name, part] of parts) {
      const own: number[] = (sums[name] = []);
      for (const record of cut(part)) {
        await onItsWay;
        onItsWay = db.put([[[owner, name, own.length], record]]);
        onItsWay.catch(() => undefined); // heard when it is waited for
        own.push(sumOfChunk(record));
      }
    }
    await onItsWay;
  } catch (error) {
    throw await undone(db, owner, error, sizeBytes);
  }
  return { layout, sums, sizeBytes };
}

/** A record that is there, and is not what was written. */
export class ChangedRecord extends RangeError {}

/** Where a structure lies. */
export interface Stored {
  readonly key: string;
  readonly sums?: ChunkSums;
}

/**
 * Reads a structure back.
 *
 * @param onRecord hears of each record before it counts; what it throws ends the reading.
 * @throws RangeError where a record is missing, and ChangedRecord where one is another.
 */
export async function readParts(
  db: ChunkDatabase,
  stored: Stored,
  layout: Json,
  onRecord: (reference: PartReference, record: Chunk) => void = () => undefined,
): Promise<unknown> {
  return assemble(layout, (reference) =>
    readPart(db, stored, reference, (record) => onRecord(reference, record)),
  );
}

/** Of all bytes of a structure, in layout order: what project files know a model by. */
export function checksumOf(value: unknown): number {
  let sum: number | undefined;
  for (const part of dismantle(value).parts.values())
    if (isNumberArray(part))
      sum = checksum(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), sum);
  return sum ?? 0;
}

async function readPart(
  db: ChunkDatabase,
  stored: Stored,
  reference: PartReference,
  onRecord: (record: Chunk) => void,
): Promise<Part> {
  const { type, length } = reference;
  const texts: (string | null)[] = [];
  let array: NumberArray | null = null;
  let from = 0;
  for await (const record of recordsOf(db, stored, reference)) {
    onRecord(record);
    if (type === 'strings') for (const text of record as (string | null)[]) texts.push(text);
    else {
      const view = viewOf(type, record as ArrayBuffer);
      // Only now: a length that no record bears out must not take the memory.
      array ??= await emptied(db, stored, reference, view.length);
      array.set(view, from);
      from += view.length;
    }
  }
  return array ?? (type === 'strings' ? texts : emptyArray(type, length));
}

/** Room for all values, once the last record is known to be there. @param first values in the first one. */
async function emptied(
  db: ChunkDatabase,
  { key, sums }: Stored,
  { part, type, length }: PartReference,
  first: number,
): Promise<NumberArray> {
  const last = Math.ceil(length / Math.max(1, first)) - 1;
  if (sums === undefined && last > 0) await readRecord(db, key, part, last);
  return emptyArray(type as Exclude<typeof type, 'strings'>, length);
}

/**
 * The records of one array, in order, until they are as many values as it has; one in memory at a time.
 *
 * @throws as `readParts`.
 */
export async function* recordsOf(
  db: ChunkDatabase,
  { key, sums }: Stored,
  { part, type, length }: PartReference,
): AsyncGenerator<Chunk> {
  const own = sums?.[part];
  if (sums !== undefined && own === undefined) throw new ChangedRecord(`part ${part} was never summed`);
  let number = 0;
  let from = 0;
  do {
    if (own !== undefined && number === own.length) throw new ChangedRecord(`part ${part} is longer`);
    const record = await readRecord(db, key, part, number);
    const values = valuesIn(record, type);
    if (values === null || (own !== undefined && own[number] !== sumOfChunk(record)))
      throw new ChangedRecord(`record ${number} of ${part} is another`);
    number++;
    from += values;
    yield record;
  } while (from < length);
  if (from !== length || (own !== undefined && number !== own.length))
    throw new ChangedRecord(`part ${part} is of another length`);
}

async function readRecord(db: ChunkDatabase, owner: string, part: string, number: number): Promise<Chunk> {
  const record = await asking(() => db.get([owner, part, number]));
  if (record === undefined || (number > 0 && sizeOf(record) === 0)) {
    throw new RangeError(`record ${number} of ${part} is missing`);
  }
  return record;
}

/** How many values a record has; null where it is none of the kind. */
function valuesIn(record: unknown, type: PartReference['type']): number | null {
  if (record instanceof ArrayBuffer) {
    const values = record.byteLength / (valueBytes(type) ?? Number.NaN);
    return Number.isInteger(values) ? values : null;
  }
  const isTexts =
    Array.isArray(record) && record.every((text: unknown) => text === null || typeof text === 'string');
  return isTexts && type === 'strings' ? record.length : null;
}

function sizeOf(record: Chunk): number {
  return record instanceof ArrayBuffer ? record.byteLength : record.length;
}
