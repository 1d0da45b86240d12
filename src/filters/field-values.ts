import { isNull, NO_EVENT_TYPE, type Column, type Tables } from '../domain/columns';
import { byFrequency, countEach } from '../domain/tallies';
import { readsEvents } from './checked';
import type { FieldPath } from './complete';

/** A text that a field holds, and how many items, users or events hold it. */
export interface CountedValue {
  readonly value: string;
  readonly count: number;
}

/** Least, quarter points and greatest of a number field; null when it holds no number. */
export type FiveNumbers = readonly [number, number, number, number, number];

/** What the fields of tables hold, of actions in those that have them in the places of items; found when first asked for, and kept as long as the tables. */
export class FieldValues {
  readonly #texts = new Map<string, readonly CountedValue[]>();
  readonly #numbers = new Map<string, FiveNumbers | null>();

  private constructor(readonly tables: Tables) {}

  static #known = new WeakMap<Tables, FieldValues>();
  static of(tables: Tables): FieldValues {
    const known = this.#known.get(tables) ?? new FieldValues(tables);
    this.#known.set(tables, known);
    return known;
  }

  /**
   * The texts of a field, most frequent first, ties by value; ids count their events. O(rows) the first time.
   * Texts with a line break are left out: no expression can hold them.
   */
  texts(field: FieldPath): readonly CountedValue[] {
    const key = `${field.dataset}.${field.name}`;
    let found = this.#texts.get(key);
    if (!found) {
      const counts = [...this.#count(field)].filter(([value]) => !/[\n\r]/.test(value));
      found = byFrequency(counts).map(([value, count]) => ({ value, count }));
      this.#texts.set(key, found);
    }
    return found;
  }

  numbers(field: FieldPath): FiveNumbers | null {
    const key = `${field.dataset}.${field.name}`;
    let found = this.#numbers.get(key);
    if (found === undefined) {
      const column = this.#column(field);
      found = column?.kind === 'number' ? fiveNumbers(column) : null;
      this.#numbers.set(key, found);
    }
    return found;
  }

  #column({ dataset, name }: FieldPath): Column | undefined {
    const table = dataset === 'Users' ? this.tables.users : this.tables.items;
    return table?.columns.find((column) => column.name === name);
  }

  #count(field: FieldPath): ReadonlyMap<string, number> {
    const { interactions, itemIds, userIds } = this.tables;
    if (readsEvents(field.dataset)) {
      const counts = new Uint32Array(NO_EVENT_TYPE + 1);
      for (let row = 0; row < interactions.nRows; row++) counts[interactions.eventType[row]]++;
      return byFold(interactions.eventTypes, counts);
    }
    if (field.name === 'ITEM_ID' || field.name === 'ACTION_ID')
      return countIds(itemIds, interactions.itemIdx);
    if (field.name === 'USER_ID') return countIds(userIds, interactions.userIdx);
    const column = this.#column(field);
    if (column?.kind === 'text') return countEach(column.values.filter((value) => value !== null));
    const found = new Map<string, number>();
    if (column?.kind === 'code' || column?.kind === 'multi') {
      const counts = countCodes(column);
      column.vocabulary.forEach((value, code) => found.set(value, counts[code]));
    }
    return found;
  }
}

function countIds(ids: readonly string[], indices: Int32Array): ReadonlyMap<string, number> {
  const counts = new Uint32Array(ids.length);
  for (const index of indices) counts[index]++;
  return new Map(ids.map((id, index) => [id, counts[index]]));
}

/** Filters do not tell event types apart by case: the most frequent spelling stands for all. */
function byFold(names: readonly string[], counts: Uint32Array): ReadonlyMap<string, number> {
  const best = new Map<string, { name: string; most: number; sum: number }>();
  names.forEach((name, code) => {
    const known = best.get(name.toLowerCase()) ?? { name, most: 0, sum: 0 };
    if (counts[code] > known.most) Object.assign(known, { name, most: counts[code] });
    known.sum += counts[code];
    best.set(name.toLowerCase(), known);
  });
  return new Map([...best.values()].map(({ name, sum }) => [name, sum]));
}

/** Rows that hold each code; a row that repeats one counts once. */
function countCodes(column: Extract<Column, { kind: 'code' | 'multi' }>): Uint32Array {
  const counts = new Uint32Array(column.vocabulary.length);
  if (column.kind === 'code') {
    for (const code of column.codes) if (code >= 0) counts[code]++;
    return counts;
  }
  const { offsets, codes } = column;
  const seenIn = new Int32Array(column.vocabulary.length).fill(-1);
  for (let row = 0; row + 1 < offsets.length; row++) {
    for (let p = offsets[row]; p < offsets[row + 1]; p++) {
      const code = codes[p];
      if (seenIn[code] === row) continue;
      seenIn[code] = row;
      counts[code]++;
    }
  }
  return counts;
}

function fiveNumbers({ values, nulls }: Extract<Column, { kind: 'number' }>): FiveNumbers | null {
  const known = Float64Array.from(values).filter((_, row) => !isNull(nulls, row));
  if (known.length === 0) return null;
  known.sort();
  const at = (share: number): number => known[Math.round(share * (known.length - 1))];
  return [at(0), at(0.25), at(0.5), at(0.75), at(1)];
}
