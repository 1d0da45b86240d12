import { parseNumber } from './number';

/** `1.234,5` → `1234.5`: how much of Europe writes numbers. Cells of another form come back unchanged. */
export function fromDecimalComma(cell: string): string {
  return /^[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/.test(cell)
    ? cell.replaceAll('.', '').replace(',', '.')
    : cell;
}

/** Whether a column is written so: `4,5` in most cells that are no plain number, and in at least one. */
export function usesDecimalComma(cells: readonly string[]): boolean {
  let commas = 0;
  let others = 0;
  // `1,234` alone could as well be a thousand and more.
  let certain = false;
  for (const cell of cells)
    if (Number.isNaN(parseNumber(cell))) {
      if (cell.includes(',') && fromDecimalComma(cell) !== cell) {
        commas++;
        if (!/,\d{3}$/.test(cell)) certain = true;
      } else others++;
    }
  return certain && commas > others * 9;
}
