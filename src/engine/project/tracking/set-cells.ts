import type { Column, NullBitmap } from '../../../domain/columns';
import { Numbered } from '../../../domain/numbered';
import type { Cell } from '../../../domain/tracking';

/** New values for some rows of a column; a row at or beyond the column's end makes it longer. */
export interface CellChange {
  readonly row: number;
  readonly cell: Cell;
}

/**
 * A column with some cells changed and perhaps more rows; rows between that nobody sets are null. Always a copy, but for
 * the vocabulary where nothing new comes in. A later change of a row wins. O(rows).
 *
 * @param nRows rows of the result, at least those of the column.
 */
export function setCells(column: Column, changes: readonly CellChange[], nRows: number): Column {
  switch (column.kind) {
    case 'number': {
      const numbers = changes.map(({ row, cell }) => ({ row, value: typeof cell === 'number' ? cell : NaN }));
      // Float32 holds only what it can give back unchanged: 3.3 ≥ 3.3 must stay true.
      const narrow =
        column.values instanceof Float32Array &&
        numbers.every(({ value }) => Number.isNaN(value) || Math.fround(value) === value);
      const values = narrow ? new Float32Array(nRows) : new Float64Array(nRows);
      values.set(column.values);
      const nulls = grownNulls(column.nulls, column.values.length, nRows);
      for (const { row, value } of numbers) {
        const isNull = Number.isNaN(value);
        values[row] = isNull ? 0 : value;
        if (isNull) nulls[row >> 3] |= 1 << (row & 7);
        else nulls[row >> 3] &= ~(1 << (row & 7));
      }
      return { ...column, values, nulls };
    }
    case 'boolean': {
      const values = new Uint8Array(nRows).fill(2);
      values.set(column.values);
      for (const { row, cell } of changes) values[row] = cell === null ? 2 : cell === true ? 1 : 0;
      return { ...column, values };
    }
    case 'text': {
      const values = [...column.values, ...new Array<string | null>(nRows - column.values.length).fill(null)];
      for (const { row, cell } of changes) values[row] = textOf(cell);
      return { ...column, values };
    }
    case 'code': {
      const codes = new Int32Array(nRows).fill(-1);
      codes.set(column.codes);
      const words = new Numbered(column.vocabulary);
      for (const { row, cell } of changes) {
        const text = textOf(cell);
        codes[row] = text === null ? -1 : words.placeOf(text);
      }
      return { ...column, codes, vocabulary: words.list };
    }
    case 'multi': {
      const words = new Numbered(column.vocabulary);
      const changed = new Map(
        changes.map(({ row, cell }) => [row, partsOf(textOf(cell)).map((part) => words.placeOf(part))]),
      );
      const offsets = new Int32Array(nRows + 1);
      const added = [...changed.values()].reduce((sum, own) => sum + own.length, 0);
      const codes = new Int32Array(column.codes.length + added);
      let used = 0;
      for (let row = 0; row < nRows; row++) {
        const own =
          changed.get(row) ??
          (row + 1 < column.offsets.length
            ? column.codes.subarray(column.offsets[row], column.offsets[row + 1])
            : []);
        codes.set(own, used);
        used += own.length;
        offsets[row + 1] = used;
      }
      return { ...column, offsets, codes: codes.slice(0, used), vocabulary: words.list };
    }
  }
}

function textOf(cell: Cell): string | null {
  return cell === null || cell === '' ? null : String(cell);
}

function partsOf(text: string | null): string[] {
  return (text ?? '')
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function grownNulls(nulls: NullBitmap | null, from: number, to: number): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array((to + 7) >> 3);
  if (nulls !== null) grown.set(nulls);
  // Bits beyond the old end may hold anything.
  for (let row = from; row < to; row++) grown[row >> 3] |= 1 << (row & 7);
  return grown;
}
