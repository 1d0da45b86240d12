import { isNull, type Column } from '../../domain/columns';
import { type JsonObject, AppError } from '../../domain/errors';
import { isObject } from '../../domain/json';
import type { StoredModel } from '../../domain/model';
import { fnv1a } from '../../kernels/fnv1a';

/** Most features of one categorical column; with more values they share features by their hash. */
const MOST_VALUES = 1000;
/** Numbers further from the mean than this many standard deviations count as this far. */
const FURTHEST = 3;
/** Columns that say when, not what. */
const RESERVED: ReadonlySet<string> = new Set(['CREATION_TIMESTAMP']);

/** Entities × features, sparse: entity i has `values[p]` of feature `indices[p]` for p in ptr[i] … ptr[i + 1]. */
export interface FeatureRows {
  readonly nFeatures: number;
  readonly ptr: Int32Array;
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

/** How one column turns into features: learned once, stored with the model, and read again for what comes later. */
export type Encoder =
  | { readonly kind: 'values'; readonly name: string; readonly known: readonly string[] }
  | { readonly kind: 'hashed'; readonly name: string }
  | { readonly kind: 'flag'; readonly name: string }
  | { readonly kind: 'number'; readonly name: string; readonly mean: number; readonly deviation: number };

/** Categorical columns, numbers and flags; text, plain strings and reserved columns are not learned from. */
export function encodersOf(columns: readonly Column[]): Encoder[] {
  return columns.flatMap((column): Encoder[] => {
    const { name } = column;
    if (RESERVED.has(name)) return [];
    if (column.kind === 'boolean') return [{ kind: 'flag', name }];
    if (column.kind === 'number') return numberEncoder(name, column.values, column.nulls);
    if (column.kind === 'text' || !column.categorical) return [];
    if (column.vocabulary.length > MOST_VALUES) return [{ kind: 'hashed', name }];
    return [{ kind: 'values', name, known: [...column.vocabulary] }];
  });
}

function numberEncoder(name: string, values: ArrayLike<number>, nulls: Uint8Array | null): Encoder[] {
  let n = 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    if (isNull(nulls, i)) continue;
    n++;
    sum += values[i];
  }
  let squares = 0;
  const mean = sum / Math.max(1, n);
  for (let i = 0; i < values.length; i++)
    if (!isNull(nulls, i)) squares += (values[i] - mean) * (values[i] - mean);
  const deviation = Math.sqrt(squares / Math.max(1, n));
  return deviation > 0 && Number.isFinite(deviation) ? [{ kind: 'number', name, mean, deviation }] : [];
}

function featuresOf(encoder: Encoder): number {
  if (encoder.kind === 'values') return encoder.known.length;
  if (encoder.kind === 'hashed') return MOST_VALUES;
  return encoder.kind === 'flag' ? 2 : 1;
}

/**
 * What `columns` say of n entities, in the features of these encoders. A column that is missing or says nothing of an
 * entity gives it no feature, and so does a value that was unknown when the encoders were made. An entity with
 * several values has 1 / √(number of values) of each.
 */
export function featureRows(
  encoders: readonly Encoder[],
  columns: readonly Column[],
  n: number,
): FeatureRows {
  const readers: ((entity: number) => void)[] = [];
  const indices: number[] = [];
  const values: number[] = [];
  const put = (feature: number, value: number): void => {
    indices.push(feature);
    values.push(value);
  };
  let nFeatures = 0;
  for (const encoder of encoders) {
    const column = columns.find(({ name }) => name === encoder.name);
    if (column !== undefined) readers.push(readerOf(encoder, column, nFeatures, put));
    nFeatures += featuresOf(encoder);
  }
  const ptr = new Int32Array(n + 1);
  for (let entity = 0; entity < n; entity++) {
    for (const read of readers) read(entity);
    ptr[entity + 1] = indices.length;
  }
  return { nFeatures, ptr, indices: Int32Array.from(indices), values: Float64Array.from(values) };
}

/** The same with one more feature, the last, that every entity has. */
export function withIntercept({ nFeatures, ptr, indices, values }: FeatureRows): FeatureRows {
  const n = ptr.length - 1;
  const more = { ptr: ptr.map((at, i) => at + i), indices: new Int32Array(indices.length + n) };
  const moreValues = new Float64Array(indices.length + n);
  for (let i = 0; i < n; i++) {
    const own = [ptr[i], ptr[i + 1]] as const;
    more.indices.set(indices.subarray(...own), more.ptr[i]);
    moreValues.set(values.subarray(...own), more.ptr[i]);
    more.indices[more.ptr[i + 1] - 1] = nFeatures;
    moreValues[more.ptr[i + 1] - 1] = 1;
  }
  return { nFeatures: nFeatures + 1, ...more, values: moreValues };
}

function readerOf(
  encoder: Encoder,
  column: Column,
  base: number,
  put: (feature: number, value: number) => void,
): (entity: number) => void {
  if (encoder.kind === 'number' && column.kind === 'number') {
    return (entity) => {
      if (isNull(column.nulls, entity)) return;
      const z = (column.values[entity] - encoder.mean) / encoder.deviation;
      put(base, Math.max(-FURTHEST, Math.min(FURTHEST, z)));
    };
  }
  if (encoder.kind === 'flag' && column.kind === 'boolean') {
    return (entity) => {
      if (column.values[entity] < 2) put(base + column.values[entity], 1);
    };
  }
  if (
    (encoder.kind === 'values' || encoder.kind === 'hashed') &&
    (column.kind === 'code' || column.kind === 'multi')
  ) {
    const feature = featureOfCode(encoder, column.vocabulary);
    if (column.kind === 'code') {
      return (entity) => {
        const own = column.codes[entity] < 0 ? -1 : feature[column.codes[entity]];
        if (own >= 0) put(base + own, 1);
      };
    }
    return (entity) => {
      const own = new Set(column.codes.subarray(column.offsets[entity], column.offsets[entity + 1]));
      for (const code of own) if (feature[code] >= 0) put(base + feature[code], 1 / Math.sqrt(own.size));
    };
  }
  return () => undefined;
}

function featureOfCode(
  encoder: Encoder & { kind: 'values' | 'hashed' },
  vocabulary: readonly string[],
): Int32Array {
  if (encoder.kind === 'hashed') return Int32Array.from(vocabulary, (value) => fnv1a(value) % MOST_VALUES);
  const known = new Map(encoder.known.map((value, feature) => [value, feature]));
  return Int32Array.from(vocabulary, (value) => known.get(value) ?? -1);
}

export function encodersAsJson(encoders: readonly Encoder[]): JsonObject[] {
  return encoders.map((encoder) =>
    'known' in encoder ? { ...encoder, known: [...encoder.known] } : { ...encoder },
  );
}

/** @throws AppError MODEL_UNREADABLE when the stored encoders are none. */
export function readEncoders(stored: StoredModel, field: string): Encoder[] {
  const list = stored.header.config[field];
  if (!Array.isArray(list)) throw new AppError('MODEL_UNREADABLE', { config: field });
  return list.map((entry): Encoder => {
    if (!isObject(entry) || typeof entry.name !== 'string')
      throw new AppError('MODEL_UNREADABLE', { config: field });
    const { kind, name, known, mean, deviation } = entry;
    if (kind === 'values' && Array.isArray(known)) return { kind, name, known: known.map(String) };
    if (kind === 'hashed' || kind === 'flag') return { kind, name };
    if (kind === 'number' && typeof mean === 'number' && typeof deviation === 'number') {
      return { kind, name, mean, deviation };
    }
    throw new AppError('MODEL_UNREADABLE', { config: field });
  });
}
