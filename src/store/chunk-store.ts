import type { Json } from '../domain/errors';
import { checksum } from '../domain/hashes';
import type { ChunkDatabase } from './chunk-database';
import { asking, undone } from './faults';
import type { Chunk } from './manifest';
import {
  assemble,
  cut,
  dismantle,
  emptyArray,
  valueBytes,
  viewOf,
  type Part,
  type PartReference,
  bytesAtRest,
} from '../domain/parts';

/**
 * Writes a structure's arrays under a new owner key, one transaction a record, so memory stays bounded. Nothing
 * names them yet: until the manifest does, they are rubbish that the next sweep removes.
 *
 * @param before called with the size before anything is written; what it throws stops the write.
 * @returns the layout for the manifest, a checksum over all bytes in order, and the size.
 * @throws AppError QUOTA_EXCEEDED, after taking the written records away again.
 */
export async function writeParts(
  db: ChunkDatabase,
  owner: string,
  value: unknown,
  before?: (sizeBytes: number) => Promise<void>,
): Promise<{ layout: Json; checksum: number; sizeBytes: number }> {
  const { layout, parts } = dismantle(value);
  const sizeBytes = [...parts.values()].reduce((sum, part) => sum + bytesAtRest(part), 0);
  await before?.(sizeBytes);
  let sum: number | undefined;
  try {
    // The next record is made ready while one is on its way: two at most are in memory.
    let onItsWay: Promise<unknown> = Promise.resolve();
    for (const [name, part] of parts) {
      let number = 0;
      for (const record of cut(part)) {
        if (record instanceof ArrayBuffer) sum = checksum(new Uint8Array(record), sum);
        await onItsWay;
        onItsWay = db.put([[[owner, name, number++], record]]);
        onItsWay.catch(() => undefined); // heard when it is waited for
      }
    }
    await onItsWay;
  } catch (error) {
    throw await undone(db, owner, error, sizeBytes);
  }
  return { layout, checksum: sum ?? 0, sizeBytes };
}

/** Reads a structure back. `sum` is the checksum over all its bytes, in layout order. */
export async function readParts(
  db: ChunkDatabase,
  owner: string,
  layout: Json,
): Promise<{ value: unknown; checksum: number }> {
  let sum: number | undefined;
  const value = await assemble(layout, (reference) =>
    readPart(db, owner, reference, (bytes) => {
      sum = checksum(bytes, sum);
    }),
  );
  return { value, checksum: sum ?? 0 };
}

async function readPart(
  db: ChunkDatabase,
  owner: string,
  reference: PartReference,
  onBytes: (bytes: Uint8Array) => void,
): Promise<Part> {
  const { type, length } = reference;
  if (type === 'strings') {
    const texts: (string | null)[] = [];
    for await (const record of recordsOf(db, owner, reference))
      for (const text of record as (string | null)[]) texts.push(text);
    return texts;
  }
  const array = emptyArray(type, length);
  let from = 0;
  for await (const record of recordsOf(db, owner, reference)) {
    onBytes(new Uint8Array(record as ArrayBuffer));
    const view = viewOf(type, record as ArrayBuffer);
    array.set(view, from);
    from += view.length;
  }
  return array;
}

/** The records of one array, in order, until they are as many values as it has; one in memory at a time. */
export async function* recordsOf(
  db: ChunkDatabase,
  owner: string,
  { part, type, length }: PartReference,
): AsyncGenerator<Chunk> {
  let number = 0;
  let from = 0;
  do {
    const record = await readRecord(db, owner, part, number++);
    if (record instanceof ArrayBuffer === (type === 'strings'))
      throw new RangeError(`part ${part} is of another kind`);
    from += record instanceof ArrayBuffer ? record.byteLength / (valueBytes(type) ?? 1) : record.length;
    yield record;
  } while (from < length);
}

async function readRecord(db: ChunkDatabase, owner: string, part: string, number: number): Promise<Chunk> {
  const record = await asking(() => db.get([owner, part, number]));
  if (record === undefined || (number > 0 && sizeOf(record) === 0)) {
    throw new RangeError(`record ${number} of ${part} is missing`);
  }
  return record;
}

function sizeOf(record: Chunk): number {
  return record instanceof ArrayBuffer ? record.byteLength : record.length;
}
