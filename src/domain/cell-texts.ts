import { isNull, type Column } from './columns';

/** The cell of a row as texts: none for null or for row −1, several for a multi-valued cell. */
export function cellTexts(column: Column, row: number): readonly string[] {
  if (row < 0) return [];
  switch (column.kind) {
    case 'number':
      return isNull(column.nulls, row) ? [] : [String(column.values[row])];
    case 'code':
      return column.codes[row] < 0 ? [] : [column.vocabulary[column.codes[row]]];
    case 'multi':
      return Array.from(
        column.codes.subarray(column.offsets[row], column.offsets[row + 1]),
        (code) => column.vocabulary[code],
      );
    case 'text': {
      const text = column.values[row];
      return text === null ? [] : [text];
    }
    case 'boolean':
      return column.values[row] === 2 ? [] : [column.values[row] === 1 ? 'true' : 'false'];
  }
}
