import type { ColumnMetaData } from 'hyparquet';

/** How many levels the values of a column have, and how many rows there are in its group. */
export interface PageLimits {
  /** It is no part of another column: what follows its last row is not read. */
  readonly flat: boolean;
  readonly isBoolean: boolean;
  readonly maxDefinition: number;
  readonly maxRepetition: number;
  readonly rows: number;
}

type Unpack = (packed: Uint8Array, length: number) => Uint8Array;

const [DATA, DICTIONARY, DATA_V2] = [0, 2, 3];
/** Encodings in which values are runs: places in the dictionary, and the values themselves. */
const [OLD_INDEXES, RUNS, INDEXES] = [2, 3, 8];
/** Values of a page or dictionary where the number of rows does not bound them. */
const MOST_VALUES = 1 << 24;
/** Values of the last run are packed by eights. */
const PADDING = 7;

/**
 * Holds what the pages of a column say of themselves against one another, because the reader believes them: a run of
 * two thousand million values takes five bytes.
 *
 * @param chunk all bytes of the column in a row group. @throws RangeError where they do not agree.
 */
export function checkPages(
  chunk: Uint8Array,
  { codec }: ColumnMetaData,
  limits: PageLimits,
  unpack: Unpack | null,
): void {
  const most = limits.maxRepetition > 0 ? MOST_VALUES : limits.rows;
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const reader = new CompactReader(view);
  let values = 0;
  while (reader.offset < chunk.length - 1 && (!limits.flat || values < limits.rows)) {
    const header = reader.struct();
    const packedBytes = within(numberOf(header, 3), chunk.length - reader.offset);
    const packed = chunk.subarray(reader.offset, reader.offset + packedBytes);
    reader.offset += packedBytes;
    const type = numberOf(header, 1);
    if (type === DICTIONARY) within(numberOf(structOf(header, 7), 1), MOST_VALUES);
    else if (type === DATA) {
      const about = structOf(header, 5);
      const count = within(numberOf(about, 1), most);
      values += count;
      const body = codec === 'UNCOMPRESSED' || unpack === null ? packed : unpack(packed, numberOf(header, 2));
      checkBody(body, about, count, limits);
    } else if (type === DATA_V2) {
      const about = structOf(header, 8);
      const count = within(numberOf(about, 1), most);
      values += within(numberOf(about, 3), most);
      checkSecondBody(packed, header, about, count, limits, codec === 'UNCOMPRESSED' ? null : unpack);
    }
  }
}

function checkBody(body: Uint8Array, about: Fields, count: number, limits: PageLimits): void {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  let at = 0;
  for (const level of [limits.maxRepetition, limits.maxDefinition]) {
    if (level === 0) continue;
    const length = within(view.getUint32(at, true), body.length - at - 4);
    checkLevels(body.subarray(at + 4, at + 4 + length), level, count);
    at += 4 + length;
  }
  checkIndexes(body.subarray(at), numberOf(about, 2), count, limits);
}

function checkSecondBody(
  packed: Uint8Array,
  header: Fields,
  about: Fields,
  count: number,
  limits: PageLimits,
  unpack: Unpack | null,
): void {
  const repetition = within(numberOf(about, 6), packed.length);
  const definition = within(numberOf(about, 5), packed.length - repetition);
  const levels = repetition + definition;
  checkLevels(packed.subarray(0, repetition), limits.maxRepetition, count);
  checkLevels(packed.subarray(repetition, levels), limits.maxDefinition, count);
  const rest = packed.subarray(levels);
  const isPacked = unpack !== null && (about[7] ?? 1) === 1;
  const body = isPacked ? unpack(rest, numberOf(header, 2) - levels) : rest;
  checkIndexes(body, numberOf(about, 4), count, limits);
}

/** Runs behind how many bits each value has, or, of truth values, behind how many bytes they take. */
function checkIndexes(body: Uint8Array, encoding: number, count: number, { isBoolean }: PageLimits): void {
  if (encoding === RUNS && isBoolean) checkRuns(body.subarray(4), 1, count);
  else if (encoding === OLD_INDEXES || encoding === INDEXES || encoding === RUNS) {
    if (body.length > 0 && body[0] > 0) checkRuns(body.subarray(1), within(body[0], 32), count);
  }
}

/** Levels: there is one for each value. */
function checkLevels(bytes: Uint8Array, level: number, count: number): void {
  if (level > 0) within(count - checkRuns(bytes, 32 - Math.clz32(level), count), 0);
}

/** Walks over runs of one value and packed ones; what follows the last value is not looked at. @returns how many. */
function checkRuns(bytes: Uint8Array, width: number, count: number): number {
  const reader = new CompactReader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  let seen = 0;
  while (seen < count && reader.offset < bytes.length) {
    const head = reader.varint();
    const isPacked = head % 2 === 1;
    const run = within(
      Math.floor(head / 2) * (isPacked ? 8 : 1),
      count - seen + PADDING + (isPacked ? 504 : 0),
    );
    reader.offset += isPacked ? (run / 8) * width : Math.ceil(width / 8);
    if (isPacked && run === 0) throw new RangeError('a run of nothing');
    seen += run;
  }
  return Math.min(seen, count);
}

function numberOf(fields: Fields, field: number): number {
  const value = fields[field];
  if (typeof value !== 'number') throw new RangeError(`field ${field} is missing`);
  return value;
}

function structOf(fields: Fields, field: number): Fields {
  const value = fields[field];
  if (typeof value !== 'object') throw new RangeError(`field ${field} is missing`);
  return value;
}

function within(value: number, most: number): number {
  if (value >= 0 && value <= most) return value;
  throw new RangeError(`${value} of ${most}`);
}

/** A structure as Thrift's compact protocol writes it: values by the numbers of their fields. */
export interface Fields {
  readonly [field: number]: number | Fields | undefined;
}

/** Structures within one another; those of a page have three. */
const MOST_DEPTH = 8;

/** Reads one after the other. Numbers and structures are kept, all else is passed over. @throws RangeError at the end. */
export class CompactReader {
  offset = 0;

  constructor(readonly view: DataView) {}

  struct(depth = 0): Fields {
    if (depth > MOST_DEPTH) throw new RangeError('too deep');
    const fields: { [field: number]: number | Fields } = {};
    let field = 0;
    for (;;) {
      const head = this.view.getUint8(this.offset++);
      const type = head & 15;
      if (type === 0) return fields;
      field = head >> 4 === 0 ? this.#zigzag() : field + (head >> 4);
      const value = this.#value(type, depth);
      if (value !== null) fields[field] = value;
    }
  }

  /** A number of any length; its upper bits may be lost. */
  varint(): number {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = this.view.getUint8(this.offset++);
      value += (byte & 127) * shift;
      if (byte < 128) return value;
      if (shift > 2 ** 56) throw new RangeError('no number');
    }
  }

  #zigzag(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  #value(type: number, depth: number): number | Fields | null {
    switch (type) {
      case 1:
      case 2:
        return type === 1 ? 1 : 0;
      case 3:
        return this.view.getInt8(this.offset++);
      case 4:
      case 5:
      case 6:
        return this.#zigzag();
      case 7:
        this.offset += 8;
        return null;
      case 8:
        this.offset += this.varint();
        return null;
      case 12:
        return this.struct(depth + 1);
      default:
        throw new RangeError(`type ${type}`);
    }
  }
}
