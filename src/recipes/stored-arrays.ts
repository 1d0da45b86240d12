import { AppError } from '../domain/errors';
import type { StoredModel } from '../domain/model';
import type { NumberArray } from '../domain/ports';
import type { RecipeName } from '../domain/recipe-catalogue';

/** @throws AppError MODEL_UNREADABLE unless the model was written by this recipe in this array layout. */
export function checkFormat(stored: StoredModel, recipe: RecipeName, format: number): void {
  const { header } = stored;
  if (header.recipe !== recipe || header.format !== format) {
    throw new AppError('MODEL_UNREADABLE', {
      recipe: header.recipe,
      format: header.format,
      known: format,
      wanted: recipe,
    });
  }
}

/** Whole numbers where every row counts 1, sums of weights where rows weigh. */
export type Counts = Int32Array | Float64Array;

type ArrayClass<T extends NumberArray> = new (length: number) => T;

/** One named array of the expected type; @throws AppError MODEL_UNREADABLE when it is absent or of another type. */
export function readArray<T extends NumberArray>(
  stored: StoredModel,
  name: string,
  type: ArrayClass<T>,
  length?: number,
): T {
  const array = stored.arrays[name];
  if (!(array instanceof type) || (length !== undefined && array.length !== length)) {
    throw new AppError('MODEL_UNREADABLE', {
      recipe: stored.header.recipe,
      array: name,
      length: array?.length ?? null,
      wanted: length ?? null,
    });
  }
  return array;
}

/**
 * Where each row of a list begins, and where the last one ends: from 0 on, never back. A row beyond what it begins in
 * would be walked for minutes. @throws AppError MODEL_UNREADABLE.
 */
export function readOffsets(stored: StoredModel, name: string, rows: number): Int32Array {
  const offsets = readArray(stored, name, Int32Array, rows + 1);
  if (offsets[0] !== 0 || offsets.some((offset, row) => row > 0 && offset < offsets[row - 1]))
    throw new AppError('MODEL_UNREADABLE', { recipe: stored.header.recipe, array: name });
  return offsets;
}

/** Counts, or sums where rows weigh; @throws AppError MODEL_UNREADABLE when they are absent or something else. */
export function readCounts(stored: StoredModel, name: string, length: number): Counts {
  const type = stored.arrays[name] instanceof Float64Array ? Float64Array : Int32Array;
  return readArray<Counts>(stored, name, type, length);
}

/** A number kept in the header; @throws AppError MODEL_UNREADABLE when it is not there. */
export function readNumber(stored: StoredModel, name: string): number {
  const value = stored.header.config[name];
  if (typeof value !== 'number') {
    throw new AppError('MODEL_UNREADABLE', { recipe: stored.header.recipe, config: name });
  }
  return value;
}
