import { labelsOf } from '../../domain/cell-texts';
import { isNull, type Column } from '../../domain/columns';

/** The cell of a stored column as a CSV file would hold it; null is empty. */
export function cellText(column: Column, row: number): string {
  switch (column.kind) {
    case 'number':
      return isNull(column.nulls, row) ? '' : String(column.values[row]);
    case 'code':
      return column.codes[row] < 0 ? '' : column.vocabulary[column.codes[row]];
    case 'multi':
      return labelsOf(column, row).join('|');
    case 'text':
      return column.values[row] ?? '';
    case 'boolean':
      return column.values[row] === 2 ? '' : column.values[row] === 1 ? 'true' : 'false';
  }
}

/** The value of a stored number, NaN where it is null. */
export function numberAt(column: Column, row: number): number {
  return column.kind === 'number' && !isNull(column.nulls, row) ? column.values[row] : NaN;
}
