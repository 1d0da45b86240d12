import { AppError } from '../domain/errors';
import type { JsonObject } from '../domain/json';
import type { StoredModel } from '../domain/model';
import type { NumberArray } from '../domain/ports';
import type { Bits } from '../domain/take-away';

/**
 * A model as one file: eight bytes that say what it is and how long its header is, the header as JSON, and the arrays one
 * after the other, each at a multiple of eight bytes. Numbers are little-endian, as every browser's are.
 */
const MAGIC = 0x31_54_52_46;
const ALIGNED = 8;
/** What a file begins with that is packed with gzip. */
const GZIP = 0x1f_8b;

const TYPES = {
  Float64Array, Float32Array, Int32Array, Uint32Array, Uint16Array, Uint8Array, Int16Array, Int8Array,
} as const; // prettier-ignore
type TypeName = keyof typeof TYPES;
type Stored = InstanceType<(typeof TYPES)[TypeName]>;

/**
 * How the numbers of an array lie in the file: as they are; as differences of each to the one before; as short ones and,
 * where one is not short, the number itself apart; or as whole numbers that blocks of them are multiplied by one number
 * each. All but the last come back to the last bit.
 */
type Form = 'plain' | 'steps' | 'runs' | 'blocks';

interface Entry {
  readonly name: string;
  readonly type: TypeName;
  readonly length: number;
  readonly form: Form;
  /** What it lies in the file as. */
  readonly as: TypeName;
  readonly at: number;
  /** Of runs: how many numbers lie apart, and as what. */
  readonly apart?: number;
  readonly wide?: TypeName;
}

/** What is told beside a model. */
export interface TakenFacts {
  /** Event types by the codes that the model reads. */
  readonly eventTypes: readonly string[];
  /** When the newest interaction was, in epoch seconds: the present where a request names none. Null without any. */
  readonly newestSec: number | null;
  /** The version's own facts, for whoever wants to know what it is: name, day, rows, metrics. */
  readonly about: JsonObject;
}

interface Header {
  readonly model: StoredModel['header'];
  readonly facts: TakenFacts;
  readonly arrays: readonly Entry[];
}

/** Numbers that share one factor where they are written in few bits. */
const BLOCK = 32;
/** In place of a difference that is none, or too large for a byte. */
const APART = 255;
/** Shorter arrays stay as they are: there is nothing to be gained. */
const LEAST_ROUNDED = 1024;
/** Tables of pairs stand in for something else: 16 bits are as good as more. */
const OF_PAIRS = /^table\d+Weights$/;
/** What a recipe divides by, or weighs rows with, must not become 0. */
const NEVER_ROUNDED: readonly RegExp[] = [/rowWeight$/, /Diagonal$/, /^prior/, /^objective/];

/** The file. @param bits with fewer than 32, what was learned is rounded. */
export function writeModelFile(
  { header: model, arrays }: StoredModel,
  facts: TakenFacts,
  bits: Bits,
): Uint8Array<ArrayBuffer> {
  const entries: Entry[] = [];
  const pieces: Stored[] = [];
  let at = 0;
  for (const [name, array] of Object.entries(arrays)) {
    const { form, pieces: own } = packed(name, array, bits, 'userItems' in arrays);
    const type = typeOf(array);
    const apart = form === 'runs' ? { apart: own[1].length, wide: typeOf(own[1]) } : {};
    entries.push({ name, type, length: array.length, form, as: typeOf(own[0]), at, ...apart });
    for (const piece of own) {
      pieces.push(piece);
      at += aligned(piece.byteLength);
    }
  }
  const header: Header = { model, facts, arrays: entries };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const begin = aligned(ALIGNED + text.length);
  const file = new Uint8Array(begin + at);
  new DataView(file.buffer).setUint32(0, MAGIC, true);
  new DataView(file.buffer).setUint32(4, text.length, true);
  file.set(text, ALIGNED);
  let end = begin;
  for (const piece of pieces) {
    file.set(new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength), end);
    end += aligned(piece.byteLength);
  }
  return file;
}

/** A file that was packed with gzip as it was before; any other as it is. @throws AppError MODEL_UNREADABLE */
export async function unzipped(file: ArrayBuffer): Promise<ArrayBuffer> {
  const isPacked = file.byteLength > 2 && new DataView(file).getUint16(0) === GZIP;
  if (!isPacked) return file;
  const stream = new Blob([file]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).arrayBuffer().catch((): never => {
    throw cutOff(file);
  });
}

/** @throws AppError MODEL_UNREADABLE for what is no such file, or is cut off. */
export function readModelFile(file: ArrayBuffer): {
  readonly stored: StoredModel;
  readonly facts: TakenFacts;
} {
  const view = new DataView(file);
  const isOne = file.byteLength >= ALIGNED && view.getUint32(0, true) === MAGIC;
  const length = isOne ? view.getUint32(4, true) : 0;
  if (!isOne || ALIGNED + length > file.byteLength) throw cutOff(file);
  const text = new TextDecoder().decode(new Uint8Array(file, ALIGNED, length));
  const { model, facts, arrays } = JSON.parse(text) as Header;
  const begin = aligned(ALIGNED + length);
  const read = arrays.map((entry) => [entry.name, unpacked(entry, file, begin)] as const);
  return { stored: { header: model, arrays: Object.fromEntries(read) }, facts };
}

function cutOff({ byteLength }: ArrayBuffer): AppError {
  return new AppError('MODEL_UNREADABLE', { length: byteLength, wanted: 'model.bin' });
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNED) * ALIGNED;
}

function typeOf(array: NumberArray | Stored): TypeName {
  return array.constructor.name as TypeName;
}

interface Packed {
  readonly form: Form;
  readonly pieces: readonly Stored[];
}

/** @param weighs whether `weights` are those of people's rows. */
function packed(name: string, array: NumberArray, bits: Bits, weighs: boolean): Packed {
  const whole = narrowed(array);
  if (whole !== null) return whole;
  const own = OF_PAIRS.test(name) && bits === 32 ? 16 : bits;
  const isRounded = own < 32 && array.length >= LEAST_ROUNDED && !isKept(name, weighs);
  if (isRounded && array.every(Number.isFinite)) return rounded(array, own);
  return { form: 'plain', pieces: [array as Stored] };
}

function isKept(name: string, weighs: boolean): boolean {
  return (weighs && name === 'weights') || NEVER_ROUNDED.some((kept) => kept.test(name));
}

/** Whole numbers in the shortest type that holds them, or their steps where those are shorter; null for others. */
function narrowed(array: NumberArray): Packed | null {
  let [most, mostStep] = [0, 0];
  let before = 0;
  for (const value of array) {
    if (!(Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff) || Object.is(value, -0)) return null;
    most = Math.max(most, value);
    mostStep = value < before ? Infinity : Math.max(mostStep, value - before);
    before = value;
  }
  const isBySteps = bytesFor(mostStep) < bytesFor(most);
  const type = [Uint8Array, Uint8Array, Uint16Array, Uint32Array, Uint32Array][
    bytesFor(isBySteps ? mostStep : most)
  ];
  const narrow = type.BYTES_PER_ELEMENT * array.length;
  const runs = narrow === array.length ? null : runsOf(array, bytesFor(most));
  if (runs !== null && runs.reduce((sum, { byteLength }) => sum + byteLength, 0) < narrow)
    return { form: 'runs', pieces: runs };
  if (!isBySteps) return { form: 'plain', pieces: [type.from(array)] };
  return {
    form: 'steps',
    pieces: [type.from(Array.from(array, (value, i) => value - (i === 0 ? 0 : array[i - 1])))],
  };
}

/** Ascending stretches as differences; where each begins, and beyond a byte, the number itself. */
function runsOf(
  array: NumberArray,
  width: 1 | 2 | 4,
): readonly [Uint8Array<ArrayBuffer>, Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>] {
  const steps = new Uint8Array(array.length);
  const apart: number[] = [];
  array.forEach((value: number, i: number) => {
    const step = i === 0 ? APART : value - array[i - 1];
    const isShort = step >= 0 && step < APART;
    steps[i] = isShort ? step : APART;
    if (!isShort) apart.push(value);
  });
  return [steps, width === 4 ? Uint32Array.from(apart) : Uint16Array.from(apart)];
}

function bytesFor(most: number): 1 | 2 | 4 {
  if (most > 0xffff) return 4;
  return most > 0xff ? 2 : 1;
}

function rounded(array: NumberArray, bits: Bits): Packed {
  const limit = 2 ** (bits - 1) - 1;
  const factors = new Float32Array(Math.ceil(array.length / BLOCK));
  const numbers = bits === 8 ? new Int8Array(array.length) : new Int16Array(array.length);
  for (let block = 0; block < factors.length; block++) {
    const own = array.subarray(block * BLOCK, (block + 1) * BLOCK);
    let most = 0;
    for (const value of own) most = Math.max(most, Math.abs(value));
    factors[block] = most / limit;
    if (factors[block] === 0) continue;
    for (let i = 0; i < own.length; i++)
      numbers[block * BLOCK + i] = Math.max(-limit, Math.min(limit, Math.round(own[i] / factors[block])));
  }
  return { form: 'blocks', pieces: [numbers, factors] };
}

/** @throws AppError MODEL_UNREADABLE where the file ends before the array does. */
function unpacked(
  { type, length, form, as, at, apart = 0, wide = 'Uint32Array' }: Entry,
  file: ArrayBuffer,
  begin: number,
): NumberArray {
  const source = viewOf(file, as, begin + at, length);
  if (form === 'plain' && type === as) return source as NumberArray;
  const array = new TYPES[type](length) as NumberArray;
  const second = begin + at + aligned(source.byteLength);
  if (form === 'plain') array.set(source);
  else if (form === 'steps') addUp(array, source);
  else if (form === 'runs') walk(array, source, viewOf(file, wide, second, apart));
  else stretch(array, source, viewOf(file, 'Float32Array', second, Math.ceil(length / BLOCK)));
  return array;
}

// One function a form: an engine is slow where one line reads arrays of many types.

function addUp(array: NumberArray, steps: Stored): void {
  for (let i = 0, sum = 0; i < array.length; i++) array[i] = sum += steps[i];
}

function walk(array: NumberArray, steps: Stored, apart: Stored): void {
  for (let i = 0, next = 0, value = 0; i < array.length; i++)
    array[i] = value = steps[i] === APART ? apart[next++] : value + steps[i];
}

function stretch(array: NumberArray, numbers: Stored, factors: Stored): void {
  for (let block = 0, i = 0; block < factors.length; block++) {
    const factor = factors[block];
    for (const end = Math.min(array.length, i + BLOCK); i < end; i++) array[i] = numbers[i] * factor;
  }
}

function viewOf(file: ArrayBuffer, name: TypeName, at: number, length: number): Stored {
  const type = TYPES[name] as (typeof TYPES)[TypeName] | undefined;
  if (type === undefined || at + length * type.BYTES_PER_ELEMENT > file.byteLength) throw cutOff(file);
  return new type(file, at, length);
}
