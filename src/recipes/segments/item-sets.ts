import { cellTexts } from '../../domain/cell-texts';
import type { Column } from '../../domain/columns';
import type { NumberArray, TaskArrays } from '../../domain/ports';

/** What says when an item appeared says nothing about what it is like. */
const RESERVED: ReadonlySet<string> = new Set(['CREATION_TIMESTAMP']);

/** Items with one value of one column; what an attribute query of one condition is about. */
export interface AttributeItems {
  readonly column: string;
  /** As in the data; numbers as text. */
  readonly value: string;
  /** Ascending. */
  readonly items: Int32Array;
}

/** Columns that can be asked about: neither textual nor reserved. */
export function queryableColumns(columns: readonly Column[]): readonly Column[] {
  return columns.filter(({ kind, name }) => kind !== 'text' && kind !== 'boolean' && !RESERVED.has(name));
}

/**
 * The items of every value that some item has, by column and then by first appearance.
 *
 * @param columns aligned to items. O(items · values of an item).
 */
export function attributeItems(columns: readonly Column[], nItems: number): AttributeItems[] {
  return queryableColumns(columns).flatMap((column) => {
    const byValue = new Map<string, number[]>();
    const put = (value: string, item: number): void => {
      const items = byValue.get(value);
      if (items === undefined) byValue.set(value, [item]);
      else if (items.at(-1) !== item) items.push(item);
    };
    for (let i = 0; i < nItems; i++) for (const value of cellTexts(column, i)) put(value, i);
    return Array.from(byValue, ([value, items]) => ({
      column: column.name,
      value,
      items: Int32Array.from(items),
    }));
  });
}

/** Sets of items as plain arrays, to be sent to workers. */
export function packSets(sets: readonly Int32Array[]): Record<string, NumberArray> {
  const setEnds = new Int32Array(sets.length);
  let n = 0;
  sets.forEach((set, s) => (setEnds[s] = n += set.length));
  const setItems = new Int32Array(n);
  sets.forEach((set, s) => setItems.set(set, s === 0 ? 0 : setEnds[s - 1]));
  return { setEnds, setItems };
}

/** The s-th of packed sets; a view. */
export function setAt({ setEnds, setItems }: TaskArrays, s: number): Int32Array {
  return (setItems as Int32Array).subarray(s === 0 ? 0 : setEnds[s - 1], setEnds[s]);
}
