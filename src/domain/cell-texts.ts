import { isNull, type Column, type MultiColumn } from './columns';

/** What a multi-valued cell holds. */
export function labelsOf({ codes, offsets, vocabulary }: MultiColumn, row: number): readonly string[] {
  return Array.from(codes.subarray(offsets[row], offsets[row + 1]), (code) => vocabulary[code]);
}

/** The cell of a row as texts: none for null or for row −1, several for a multi-valued cell. */
export function cellTexts(column: Column, row: number): readonly string[] {
  if (row < 0) return [];
  switch (column.kind) {
    case 'number':
      return isNull(column.nulls, row) ? [] : [String(column.values[row])];
    case 'code':
      return column.codes[row] < 0 ? [] : [column.vocabulary[column.codes[row]]];
    case 'multi':
      return labelsOf(column, row);
    case 'text': {
      const text = column.values[row];
      return text === null ? [] : [text];
    }
    case 'boolean':
      return column.values[row] === 2 ? [] : [column.values[row] === 1 ? 'true' : 'false'];
  }
}
