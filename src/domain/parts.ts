import type { Json, JsonObject } from './errors';
import type { NumberArray } from './ports';

/** Rows per stored record: a record is read and written whole, so it bounds the memory of one step. */
export const CHUNK_ROWS = 1 << 20;

type Strings = readonly (string | null)[];
/** What one large array becomes at rest: typed arrays keep their type, texts stay texts. */
export type Part = NumberArray | Strings;

/** Bytes that a part takes in a store; texts are counted as UTF-16. */
export function bytesAtRest(part: Part): number {
  if (!Array.isArray(part)) return (part as NumberArray).byteLength;
  return (part as Strings).reduce((sum, text) => sum + (text === null ? 1 : 2 * text.length), 0);
}

/** The structure around the parts: small, JSON-safe, kept in the manifest. */
export interface Dismantled {
  readonly layout: Json;
  readonly parts: ReadonlyMap<string, Part>;
}

const ARRAYS = {
  Float64Array, Float32Array, Int32Array, Uint32Array, Uint16Array, Uint8Array,
} as const; // prettier-ignore
type ArrayName = keyof typeof ARRAYS;

/**
 * Takes a structure of plain objects apart into its large arrays and the small rest. Property names must be ours,
 * never a file's. Arrays of strings (and nulls) become one part; other arrays are walked.
 */
export function dismantle(value: unknown): Dismantled {
  const parts = new Map<string, Part>();
  const walk = (node: unknown, path: string): Json => {
    if (node === null || typeof node === 'string' || typeof node === 'boolean') return node;
    if (typeof node === 'number') return node;
    if (isNumberArray(node)) {
      parts.set(path, node);
      return { $array: arrayName(node), part: path, length: node.length };
    }
    if (Array.isArray(node)) {
      if (node.length > 0 && node.every((each) => typeof each === 'string' || each === null)) {
        parts.set(path, node as Strings);
        return { $array: 'strings', part: path, length: node.length };
      }
      return node.map((each, index) => walk(each, `${path}/${index}`));
    }
    if (typeof node === 'object') {
      const copy: JsonObject = {};
      for (const [key, each] of Object.entries(node)) {
        if (each !== undefined) copy[key] = walk(each, path === '' ? key : `${path}/${key}`);
      }
      return copy;
    }
    throw new TypeError(`cannot store a ${typeof node}`);
  };
  return { layout: walk(value, ''), parts };
}

/** One stored array as the layout names it. */
export interface PartReference {
  readonly part: string;
  readonly type: ArrayName | 'strings';
  readonly length: number;
}

/**
 * Puts a structure together again; `part` supplies each array, one after the other in the order of `dismantle`.
 * The caller knows the type that was dismantled.
 */
export async function assemble(
  layout: Json,
  part: (reference: PartReference) => Promise<Part>,
): Promise<unknown> {
  if (layout === null || typeof layout !== 'object') return layout;
  if (Array.isArray(layout)) {
    const list: unknown[] = [];
    for (const each of layout) list.push(await assemble(each, part));
    return list;
  }
  const reference = asReference(layout);
  if (reference !== null) return part(reference);
  const whole: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(layout)) whole[key] = await assemble(each, part);
  return whole;
}

/** Cuts one array into records of at most CHUNK_ROWS rows; each owns its bytes. */
export function* cut(part: Part): Generator<ArrayBuffer | (string | null)[]> {
  for (let from = 0; from === 0 || from < part.length; from += CHUNK_ROWS) {
    const to = Math.min(part.length, from + CHUNK_ROWS);
    // slice() of shared memory still yields shared memory, which no database takes: copy into a plain buffer.
    if (isNumberArray(part)) yield copyOf(part.subarray(from, to));
    else yield part.slice(from, to);
  }
}

/** A zeroed array of the referenced type and length, to be filled record by record. */
export function emptyArray(type: ArrayName, length: number): NumberArray {
  return new ARRAYS[type](length);
}

/** Views one record's bytes as the referenced type. */
export function viewOf(type: ArrayName, buffer: ArrayBuffer): NumberArray {
  return new ARRAYS[type](buffer);
}

export function isNumberArray(value: unknown): value is NumberArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function copyOf(array: NumberArray): ArrayBuffer {
  const bytes = new Uint8Array(array.byteLength);
  bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  return bytes.buffer;
}

function arrayName(array: NumberArray): ArrayName {
  const name = array.constructor.name;
  if (!(name in ARRAYS)) throw new TypeError(`cannot store a ${name}`);
  return name as ArrayName;
}

function asReference(layout: JsonObject): PartReference | null {
  const { $array: type, part, length } = layout;
  if (typeof type !== 'string' || typeof part !== 'string' || typeof length !== 'number') return null;
  return { part, type: type as PartReference['type'], length };
}

/** The arrays that a layout names, in the order of `dismantle`. */
export function referencesIn(layout: Json): readonly PartReference[] {
  if (layout === null || typeof layout !== 'object') return [];
  if (Array.isArray(layout)) return layout.flatMap(referencesIn);
  const reference = asReference(layout);
  return reference === null ? Object.values(layout).flatMap(referencesIn) : [reference];
}

/** Bytes of one value of such an array; undefined for what is no type of an array. */
export function valueBytes(type: string): number | undefined {
  return Object.hasOwn(ARRAYS, type) ? ARRAYS[type as ArrayName].BYTES_PER_ELEMENT : undefined;
}
