import type { StoredModel } from '../../domain/model';
import type { NumberArray } from '../../domain/ports';
import { type Kind, readArray, unreadable } from '../../recipes/stored-arrays';

/**
 * The ids behind a model's rows, kept with it: a later import numbers users and items anew, and the model goes on
 * serving. Ids are UTF-8 bytes one after the other; `ends[i]` is where id i ends.
 */
const NAMES = { users: ['userIdBytes', 'userIdEnds'], items: ['itemIdBytes', 'itemIdEnds'] } as const;
const BYTES: Kind<Uint8Array> = { type: Uint8Array, least: 0, greatest: 255 };

/** The model with its ids, and every array out of memory that workers share (a database refuses such). */
export function withIds(
  model: StoredModel,
  userIds: readonly string[],
  itemIds: readonly string[],
): StoredModel {
  const arrays: Record<string, NumberArray> = {};
  for (const [name, array] of Object.entries(model.arrays)) arrays[name] = unshared(array);
  for (const [kind, ids] of [
    ['users', userIds],
    ['items', itemIds],
  ] as const) {
    const [bytes, ends] = NAMES[kind];
    const encoder = new TextEncoder();
    const parts = ids.map((id) => encoder.encode(id));
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const joined = new Uint8Array(length);
    const stops = new Uint32Array(ids.length);
    let at = 0;
    parts.forEach((part, i) => {
      joined.set(part, at);
      stops[i] = at += part.length;
    });
    arrays[bytes] = joined;
    arrays[ends] = stops;
  }
  return { header: model.header, arrays };
}

function unshared(array: NumberArray): NumberArray {
  const shared = typeof SharedArrayBuffer !== 'undefined' && array.buffer instanceof SharedArrayBuffer;
  return shared ? array.slice() : array;
}

/** The ids that `withIds` put in, one for each that the model has. @throws AppError MODEL_UNREADABLE. */
export function idsOf(model: StoredModel, kind: keyof typeof NAMES): readonly string[] {
  const [bytesName, endsName] = NAMES[kind];
  const { nUsers, nItems } = model.header;
  const bytes = readArray(model, bytesName, BYTES);
  const ends = readArray(
    model,
    endsName,
    { type: Uint32Array, least: 0, greatest: bytes.length },
    kind === 'users' ? nUsers : nItems,
  );
  if (ends.some((end, i) => i > 0 && end < ends[i - 1])) throw unreadable(model, { array: endsName });
  if ((ends.at(-1) ?? 0) !== bytes.length) throw unreadable(model, { array: bytesName });
  // An id may begin with what at the head of a file would tell its encoding.
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  try {
    return Array.from(ends, (end, i) => decoder.decode(bytes.slice(i === 0 ? 0 : ends[i - 1], end)));
  } catch (error) {
    if (error instanceof TypeError) throw unreadable(model, { array: bytesName });
    throw error;
  }
}

export function bytesOf(model: StoredModel): number {
  return Object.values(model.arrays).reduce((sum, array) => sum + array.byteLength, 0);
}
