import { Damage, type Database } from './database';

/** What a column of a row holds; null for a BLOB as well. */
export type Stored = string | number | bigint | null;

/** A number of one to nine bytes, and where it ends. */
export interface Varint {
  readonly value: number;
  readonly end: number;
}

/** @throws Damage where the bytes end within it. Numbers beyond 2^53 lose their last digits: none that is used is so large. */
export function varint(bytes: Uint8Array, from: number): Varint {
  let value = 0;
  for (let i = 0; i < 9; i++) {
    if (from + i >= bytes.length) throw new Damage('varint');
    const byte = bytes[from + i];
    if (i === 8) return { value: value * 256 + byte, end: from + 9 };
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, end: from + i + 1 };
  }
  return { value, end: from + 9 };
}

/** The id of a row, which may be below 0 and longer than a number holds exactly. */
export function rowId(
  bytes: Uint8Array,
  from: number,
): { readonly id: number | bigint; readonly end: number } {
  const { value, end } = varint(bytes, from);
  if (value <= Number.MAX_SAFE_INTEGER) return { id: value, end };
  let exact = 0n;
  for (let i = from; i < end; i++)
    exact = i - from === 8 ? (exact << 8n) | BigInt(bytes[i]) : (exact << 7n) | BigInt(bytes[i] & 0x7f);
  return { id: plain(BigInt.asIntN(64, exact)), end };
}

function plain(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

const LENGTHS = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0] as const;
const [FLOAT, ZERO, ONE, FIRST_BLOB] = [7, 8, 9, 12];

/** Bytes of a value by its serial type. */
function lengthOf(type: number): number {
  if (type < LENGTHS.length) return LENGTHS[type];
  if (type < FIRST_BLOB) throw new Damage('serial type');
  return (type - FIRST_BLOB - (type % 2)) / 2;
}

/** The types of the values of a record, and where these begin. */
export interface RecordHead {
  readonly types: readonly number[];
  readonly body: number;
  /** Where the last value ends that is more than bytes. */
  readonly needed: number;
}

/** @returns null where the head goes on behind these bytes. @throws Damage */
export function recordHead(bytes: Uint8Array): RecordHead | null {
  const { value: body, end } = varint(bytes, 0);
  if (body > bytes.length) return null;
  const types: number[] = [];
  let [at, length, needed] = [end, body, body];
  while (at < body) {
    const { value: type, end: next } = varint(bytes, at);
    if (next > body) throw new Damage('record');
    length += lengthOf(type);
    if (type < FIRST_BLOB || type % 2 === 1) needed = length;
    types.push(type);
    at = next;
  }
  return { types, body, needed };
}

/** Reads the values of records in the encoding of a database. */
export class RecordReader {
  readonly #decoder: TextDecoder;

  constructor({ encoding }: Database) {
    this.#decoder = new TextDecoder(encoding, { ignoreBOM: true });
  }

  /** @param bytes of the record, at least as many as are needed. @throws Damage */
  values(bytes: Uint8Array, { types, body }: RecordHead): Stored[] {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = body;
    return types.map((type) => {
      const from = at;
      at += lengthOf(type);
      if (type >= FIRST_BLOB && type % 2 === 0) return null;
      if (at > bytes.length) throw new Damage('record');
      return type > FIRST_BLOB ? this.#decoder.decode(bytes.subarray(from, at)) : numberAt(view, from, type);
    });
  }
}

function numberAt(view: DataView, from: number, type: number): number | bigint | null {
  switch (type) {
    case 1:
      return view.getInt8(from);
    case 2:
      return view.getInt16(from);
    case 3:
      return view.getInt8(from) * 0x1_0000 + view.getUint16(from + 1);
    case 4:
      return view.getInt32(from);
    case 5:
      return view.getInt16(from) * 0x1_0000_0000 + view.getUint32(from + 2);
    case 6:
      return plain(view.getBigInt64(from));
    case FLOAT:
      return view.getFloat64(from);
    case ZERO:
      return 0;
    case ONE:
      return 1;
    default:
      return null;
  }
}
