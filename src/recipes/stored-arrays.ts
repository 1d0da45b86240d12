import { AppError, type ErrorFacts } from '../domain/errors';
import { LIMITS } from '../domain/limits';
import type { StoredModel } from '../domain/model';
import type { NumberArray } from '../domain/ports';
import type { RecipeName } from '../domain/recipe-catalogue';
import type { Csr } from '../kernels/csr';

type ArrayClass<T extends NumberArray> = new (length: number) => T;

/** What a stored array holds: numbers of which type, and the least and the greatest that they may be. */
export interface Kind<T extends NumberArray> {
  readonly type: ArrayClass<T>;
  readonly least: number;
  readonly greatest: number;
  /** NaN stands for what is not known. */
  readonly hasGaps?: boolean;
}

/** Far beyond anything learned, and small enough that products of several stay finite. */
const LARGEST = 1e9;

export const LEARNED32: Kind<Float32Array> = { type: Float32Array, least: -LARGEST, greatest: LARGEST };
export const LEARNED64: Kind<Float64Array> = { type: Float64Array, least: -LARGEST, greatest: LARGEST };
export const SHARES32: Kind<Float32Array> = { type: Float32Array, least: 0, greatest: 1 };
/** What rows weigh: above 0, in 32 bits. */
export const ROW_WEIGHTS: Kind<Float32Array> = { type: Float32Array, least: 1e-45, greatest: 1 };
/** Text as codes of characters. */
export const CODES: Kind<Uint16Array> = { type: Uint16Array, least: 0, greatest: 0xffff };
const TIMES: Kind<Float64Array> = {
  type: Float64Array,
  least: -LIMITS.latestSec,
  greatest: LIMITS.latestSec,
};
export const COUNTS: Kind<Int32Array> = { type: Int32Array, least: 0, greatest: LIMITS.intMax };
const SUMS: Kind<Float64Array> = { type: Float64Array, least: 0, greatest: LIMITS.longMax };

/** Numbers of rows, items or the like of which there are `n`. */
export function indicesBelow(n: number): Kind<Int32Array> {
  return { type: Int32Array, least: 0, greatest: n - 1 };
}

/** @throws AppError MODEL_UNREADABLE unless the model was written by this recipe in this array layout, with sizes. */
export function checkFormat(stored: StoredModel, recipe: RecipeName, format: number): void {
  const { header } = stored;
  if (header.recipe !== recipe || header.format !== format)
    throw unreadable(stored, { format: header.format, known: format, wanted: recipe });
  for (const size of ['nUsers', 'nItems', 'rows'] as const)
    if (!isWhole(header[size], 0, LIMITS.intMax)) throw unreadable(stored, { header: size });
}

/** What is said of a model that is not as its recipe wrote it. */
export function unreadable(stored: StoredModel, facts: ErrorFacts['MODEL_UNREADABLE']): AppError {
  return new AppError('MODEL_UNREADABLE', { recipe: stored.header.recipe, ...facts });
}

/**
 * One named array, looked through from end to end.
 *
 * @throws AppError MODEL_UNREADABLE when it is absent, of another type or length, or one number is out of range.
 */
export function readArray<T extends NumberArray>(
  stored: StoredModel,
  name: string,
  { type, least, greatest, hasGaps = false }: Kind<T>,
  length?: number,
): T {
  const array = stored.arrays[name];
  if (!(array instanceof type) || (length !== undefined && array.length !== length))
    throw unreadable(stored, { array: name, length: array?.length ?? null, wanted: length ?? null });
  for (let at = 0; at < array.length; at++) {
    const value = array[at];
    // Nothing is true of NaN.
    if (value >= least && value <= greatest) continue;
    if (!hasGaps || !Number.isNaN(value)) throw unreadable(stored, { array: name, at });
  }
  return array;
}

/**
 * Where each row of a list begins, and where the last one ends: from 0 on, never back. A row beyond what it begins in
 * would be walked for minutes. @throws AppError MODEL_UNREADABLE.
 */
export function readOffsets(stored: StoredModel, name: string, rows: number): Int32Array {
  const offsets = readArray(stored, name, COUNTS, rows + 1);
  if (offsets[0] !== 0 || offsets.some((offset, row) => row > 0 && offset < offsets[row - 1]))
    throw unreadable(stored, { array: name });
  return offsets;
}

/**
 * Columns that nothing stands in, at most: whatever there is a column for stood somewhere in the data. How many columns
 * there are may be told by a number alone, and each takes memory once the matrix is turned.
 */
const MOST_EMPTY = 1 << 24;

/** A sparse matrix as it is written: within each row the columns ascend. @throws AppError MODEL_UNREADABLE. */
export function readCsr(
  stored: StoredModel,
  [ptr, name]: readonly [ptr: string, columns: string],
  nRows: number,
  nCols: number,
): Csr {
  const indptr = readOffsets(stored, ptr, nRows);
  const indices = readArray(stored, name, indicesBelow(nCols), indptr[nRows]);
  if (nCols > indices.length + MOST_EMPTY) throw unreadable(stored, { array: name, wanted: nCols });
  if (!ascends(indptr, indices, (column, before) => column > before))
    throw unreadable(stored, { array: name });
  return { nRows, nCols, indptr, indices };
}

/** What people did, oldest first, as several recipes keep it. @throws AppError MODEL_UNREADABLE. */
export function readHistories(stored: StoredModel, nUsers: number, nItems: number) {
  const userPtr = readOffsets(stored, 'userPtr', nUsers);
  const rows = userPtr[nUsers];
  const timestampSec = readArray(stored, 'timestampSec', TIMES, rows);
  if (!ascends(userPtr, timestampSec, (time, before) => time >= before))
    throw unreadable(stored, { array: 'timestampSec' });
  const weighs = stored.arrays.rowWeight !== undefined;
  return {
    nUsers,
    nItems,
    userPtr,
    items: readArray(stored, 'items', indicesBelow(nItems), rows),
    timestampSec,
    rowWeight: weighs ? readArray(stored, 'rowWeight', ROW_WEIGHTS, rows) : null,
  };
}

function ascends(
  ptr: Int32Array,
  values: NumberArray,
  follows: (value: number, before: number) => boolean,
): boolean {
  for (let row = 0; row + 1 < ptr.length; row++)
    for (let p = ptr[row] + 1; p < ptr[row + 1]; p++) if (!follows(values[p], values[p - 1])) return false;
  return true;
}

/** Whole numbers where every row counts 1, sums of weights where rows weigh. */
export type Counts = Int32Array | Float64Array;

/** Counts, or sums where rows weigh; @throws AppError MODEL_UNREADABLE when they are absent or something else. */
export function readCounts(stored: StoredModel, name: string, length: number): Counts {
  return stored.arrays[name] instanceof Float64Array
    ? readArray(stored, name, SUMS, length)
    : readArray(stored, name, COUNTS, length);
}

/** A number kept in the header; @throws AppError MODEL_UNREADABLE when it is not there, or out of range. */
export function readNumber(stored: StoredModel, name: string, least = -LARGEST, greatest = LARGEST): number {
  const value = stored.header.config[name];
  if (typeof value !== 'number' || !(value >= least && value <= greatest))
    throw unreadable(stored, { config: name });
  return value;
}

/** The same for how many there are of something. */
export function readSize(
  stored: StoredModel,
  name: string,
  least = 0,
  greatest: number = LIMITS.intMax,
): number {
  const value = stored.header.config[name];
  if (!isWhole(value, least, greatest)) throw unreadable(stored, { config: name });
  return value;
}

function isWhole(value: unknown, least: number, greatest: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= greatest;
}

/** A document kept as text. @throws AppError MODEL_UNREADABLE when it is none. */
export function readJson(stored: StoredModel, name: string, text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch (cause) {
    throw new AppError('MODEL_UNREADABLE', { recipe: stored.header.recipe, config: name }, { cause });
  }
}
