import type { Json, JsonObject } from '../../../../domain/errors';
import type { TableForm } from '../../../../domain/table-form';
import { isObject } from '../../../../domain/json';
import { TABLE_LIMITS } from '../../../../domain/table-limits';
import { tableFault } from '../../table-fault';

/** A name in an object, a place in a list, or of a list of `{key, value}` the element of that key. */
type Step = string | number | { readonly key: string };

/** Where a column stands in a record. */
export interface Column {
  readonly header: string;
  readonly read: (record: Json) => string;
  /** The list that it was met in; null outside of any. */
  readonly list: string | null;
}

/** A list that records hold, and the columns of its elements, as far as these are records. */
export interface HeldList {
  readonly name: string;
  readonly steps: readonly string[];
  readonly elements: RecordColumns;
}

/** By these names all elements of a list are told, as words of a list of words are. */
const NAMES: ReadonlySet<string> = new Set(['name', 'title', 'label']);
/** Lists within lists that are looked into, and lists of one record. */
const [MOST_HOPS, MOST_LISTS] = [2, 100];

/**
 * How the records of a document become rows: a column for each name that any record has, in the order in which they are
 * met. Names within names are joined by dots; of a list of objects the first one counts (`images.0.url`), but for what they
 * are called (`genres.name`), or each by its key where it is a list of keys and values. What all elements of a list have is known as well, should each of
 * them become a row.
 */
export class RecordColumns {
  readonly #columns = new Map<string, Column>();
  readonly #lists = new Map<string, HeldList>();
  #holdsValues = false;
  #unfit = false;

  /** @param hops lists around these records. */
  constructor(
    readonly file: string,
    readonly form: TableForm,
    private readonly hops = 0,
  ) {}

  get headers(): string[] {
    return [...this.#columns.keys()];
  }

  get columns(): Column[] {
    return [...this.#columns.values()];
  }

  /** Lists that each element can become a row of; some records may have none of them. */
  get lists(): HeldList[] {
    return [...this.#lists.values()].filter(({ elements }) => !elements.#unfit);
  }

  /** Whether something else than records was met: the elements of some lists are single values. */
  get holdsValues(): boolean {
    return this.#holdsValues;
  }

  /**
   * Adds the columns that no record before had.
   *
   * @throws AppError TABLE_UNREADABLE for more columns than a table may have, and for deep nesting.
   */
  meet(record: Json): void {
    if (!this.#unfit && !this.#isKnown(record)) this.#meet(record, [], '', null);
  }

  /** A cell for each column that has been met. */
  rowOf(record: Json): string[] {
    const row: string[] = [];
    for (const { read } of this.#columns.values()) row.push(read(record));
    return row;
  }

  /** Whether a record has nothing but single values under names that have been met: nearly all are so. */
  #isKnown(record: Json): boolean {
    if (!isObject(record)) return false;
    for (const name in record) {
      const value = record[name];
      if ((typeof value === 'object' && value !== null) || !this.#columns.has(name)) return false;
    }
    return true;
  }

  #meet(value: Json, steps: readonly Step[], name: string, list: string | null): void {
    if (steps.length > TABLE_LIMITS.depth) this.#refuse('too-deep');
    for (const [step, label, inner] of partsOf(value)) {
      if (this.#unfit) return;
      const header = name === '' ? label : `${name}.${label}`;
      const at = [...steps, step];
      const within = list ?? (isList(inner) ? header : null);
      if (isList(inner)) this.#meetList(inner, at, header);
      if (partsOf(inner).length > 0) this.#meet(inner, at, header, within);
      else if (steps.at(-1) === 0 && NAMES.has(label)) this.#add(named(name, label), within, namesReader(at));
      else if (!isEmptyList(inner)) this.#add(header, within, cellReader(at));
    }
    if (this.#columns.size > TABLE_LIMITS.columns) this.#refuse('too-wide');
  }

  #add(header: string, list: string | null, read: Column['read']): void {
    if (!this.#columns.has(header)) this.#columns.set(header, { header, read, list });
  }

  #meetList(list: readonly Json[], steps: readonly Step[], name: string): void {
    if (this.hops >= MOST_HOPS || !steps.every((step) => typeof step === 'string')) return;
    let held = this.#lists.get(name);
    if (held === undefined) {
      if (this.#lists.size >= MOST_LISTS) return;
      held = { name, steps, elements: new RecordColumns(this.file, this.form, this.hops + 1) };
      this.#lists.set(name, held);
    }
    for (const element of list)
      if (isObject(element)) held.elements.meet(element);
      else held.elements.#holdsValues = true;
  }

  /** What lies in a list is left there, if that cannot be a table. */
  #refuse(reason: 'too-deep' | 'too-wide'): void {
    if (this.hops === 0) throw tableFault(this, reason);
    this.#unfit = true;
  }
}

function cellReader(steps: readonly Step[]): (record: Json) => string {
  const [name] = steps;
  if (steps.length > 1 || typeof name !== 'string') return (record) => cellAt(record, steps);
  // What is inherited by that name is no cell.
  return (record) => cellOf((record as JsonObject)[name]);
}

/** `genres.0` → `genres.name`. */
function named(first: string, label: string): string {
  return `${first.slice(0, -1)}${label}`;
}

/** What all elements of a list are called. @param steps to the name of its first one. */
function namesReader(steps: readonly Step[]): (record: Json) => string {
  const label = steps.slice(-1);
  return (record) => {
    const list = valueAt(record, steps.slice(0, -2));
    if (!Array.isArray(list)) return '';
    return list
      .map((element) => cellAt(element, label))
      .filter((name) => name !== '')
      .join('|');
  };
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
  return isObject(value) && typeof value.key === 'string' && 'value' in value;
}

/** How MongoDB writes ids, times and long numbers: `{"$oid": "…"}`. */
function isWrapped(value: { [key: string]: Json }): boolean {
  const names = Object.keys(value);
  return names.length === 1 && names[0].startsWith('$');
}

/** A list of records or of single values; one of keys and values is a record itself. */
function isList(value: Json): value is Json[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  return !Array.isArray(value[0]) && value[0] !== null && !value.every(isKeyed);
}

function isEmptyList(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function cellAt(record: Json, steps: readonly Step[]): string {
  return cellOf(valueAt(record, steps));
}

/** What lies at a place in a record; undefined where that has no such place. */
export function valueAt(record: Json, steps: readonly Step[]): Json | undefined {
  let value: Json | undefined = record;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value))
      value =
        typeof step === 'object'
          ? value.find((pair) => isKeyed(pair) && pair.key === step.key)
          : value[Number(step)];
    else value = typeof step === 'object' || !Object.hasOwn(value, step) ? undefined : value[step];
    if (typeof step === 'object' && value !== undefined && isKeyed(value)) value = value.value;
  }
  return value;
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
