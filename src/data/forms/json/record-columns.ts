import type { Json, JsonObject } from '../../../domain/errors';
import { AppError } from '../../../domain/errors';
import type { TableForm } from '../../../domain/imports';
import { isObject } from '../../../domain/json';
import { TABLE_LIMITS } from '../../../domain/table-limits';

/** A name in an object, a place in a list, or of a list of `{key, value}` the element of that key. */
type Step = string | number | { readonly key: string };

/**
 * How the records of a document become rows: a column for each name that any record has, in the order in which they are
 * met. Names within names are joined by dots; of a list of objects the first one counts (`subtitles.0.name`), or each
 * by its key where it is a list of keys and values.
 */
export class RecordColumns {
  readonly #columns = new Map<string, (record: Json) => string>();

  constructor(
    readonly file: string,
    readonly form: TableForm,
  ) {}

  get headers(): string[] {
    return [...this.#columns.keys()];
  }

  /**
   * Adds the columns that no record before had.
   *
   * @throws AppError TABLE_UNREADABLE for more columns than a table may have, and for deep nesting.
   */
  meet(record: Json): void {
    if (!this.#isKnown(record)) this.#meet(record, [], '');
  }

  /** A cell for each column that has been met. */
  rowOf(record: Json): string[] {
    const row: string[] = [];
    for (const read of this.#columns.values()) row.push(read(record));
    return row;
  }

  /** Whether a record has nothing but single values under names that have been met: nearly all are so. */
  #isKnown(record: Json): boolean {
    if (typeof record !== 'object' || record === null || Array.isArray(record)) return false;
    for (const name in record) {
      const value = record[name];
      if ((typeof value === 'object' && value !== null) || !this.#columns.has(name)) return false;
    }
    return true;
  }

  #meet(value: Json, steps: readonly Step[], name: string): void {
    if (steps.length > TABLE_LIMITS.depth) throw this.#refusal('too-deep');
    for (const [step, label, inner] of partsOf(value)) {
      const header = name === '' ? label : `${name}.${label}`;
      if (partsOf(inner).length > 0) this.#meet(inner, [...steps, step], header);
      else if (!this.#columns.has(header) && !isEmptyList(inner))
        this.#columns.set(header, cellReader([...steps, step]));
    }
    if (this.#columns.size > TABLE_LIMITS.columns) throw this.#refusal('too-wide');
  }

  #refusal(reason: 'too-deep' | 'too-wide'): AppError {
    return new AppError('TABLE_UNREADABLE', { file: this.file, form: this.form, reason, record: null });
  }
}

function cellReader(steps: readonly Step[]): (record: Json) => string {
  const [name] = steps;
  if (steps.length > 1 || typeof name !== 'string') return (record) => cellAt(record, steps);
  // What is inherited by that name is no cell.
  return (record) => cellOf((record as JsonObject)[name]);
}

/** A record once for each element of one of its lists, which is then the only one; itself where it has no such list. */
export function unnested(record: Json, list: string): readonly Json[] {
  if (!isObject(record)) return [record];
  const elements = Object.hasOwn(record, list) ? record[list] : null;
  if (!Array.isArray(elements) || elements.length < 2) return [record];
  return elements.map((element) => ({ ...record, [list]: [element] }));
}

/** What a value is made of; nothing where it is one cell. */
function partsOf(value: Json): [Step, string, Json][] {
  if (typeof value !== 'object' || value === null) return [];
  if (!Array.isArray(value))
    return isWrapped(value) ? [] : Object.entries(value).map(([name, inner]) => [name, name, inner]);
  const [first] = value;
  if (typeof first !== 'object' || first === null || Array.isArray(first)) return [];
  if (value.every(isKeyed)) return value.map((pair) => [{ key: pair.key }, pair.key, pair.value]);
  return [[0, '0', first]];
}

function isKeyed(value: Json): value is { key: string; value: Json } {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    typeof value.key === 'string' &&
    'value' in value
  );
}

/** How MongoDB writes ids, times and long numbers: `{"$oid": "…"}`. */
function isWrapped(value: { [key: string]: Json }): boolean {
  const names = Object.keys(value);
  return names.length === 1 && names[0].startsWith('$');
}

function isEmptyList(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function cellAt(record: Json, steps: readonly Step[]): string {
  let value: Json | undefined = record;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null) return '';
    if (Array.isArray(value))
      value =
        typeof step === 'object'
          ? value.find((pair) => isKeyed(pair) && pair.key === step.key)
          : value[Number(step)];
    else value = typeof step === 'object' || !Object.hasOwn(value, step) ? undefined : value[step];
    if (typeof step === 'object' && value !== undefined && isKeyed(value)) value = value.value;
  }
  return cellOf(value);
}

/** A value as a person would type it into a cell. @param wraps how many times it may be wrapped by its type. */
export function cellOf(value: Json | undefined, wraps = 2): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
      return String(value);
    case 'object': {
      if (value === null) return '';
      if (Array.isArray(value))
        return value
          .filter((part) => typeof part !== 'object')
          .map((part) => cellOf(part))
          .join('|');
      return wraps > 0 && isWrapped(value) ? cellOf(Object.values(value)[0], wraps - 1) : '';
    }
    default:
      return '';
  }
}
