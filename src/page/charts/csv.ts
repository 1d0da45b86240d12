import { csvLine } from '../../domain/csv-line';
import type { ChartTable } from './summary';
import * as say from '../../words/messages/chart';

/**
 * RFC 4180 with CRLF. Cells are written as they are, ids among them: whoever saves it says what a spreadsheet would do
 * (`formulaWords`), and offers apostrophes.
 */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map(csvLine).join('\r\n') + '\r\n';
}

/** The table behind a chart as CSV: its words, and numbers without commas and with a hyphen for a minus. */
export function tableCsv(table: ChartTable): string {
  const rows = table.rows.map((row) =>
    row.map((text, at) => (table.columns[at]?.numeric ? bare(text) : text)),
  );
  return csvText(
    [table.columns.map(({ label }) => label), ...rows].map((row) =>
      row.map((text) => text.replaceAll('\u00a0', ' ')),
    ),
  );
}

function bare(text: string): string {
  return /^[−-]?[\d,]+(\.\d+)?$/.test(text) ? text.replaceAll(',', '').replace('−', '-') : text;
}

const CELLS = /(?<=^|,)(?:"(?:[^"]|"")*"|[^,\r\n]*)/gm;

/** How many cells of this text a spreadsheet would run. */
export function formulaCells(csv: string): number {
  return (csv.match(CELLS) ?? []).filter(isFormula).length;
}

/** What to tell the person who has just saved a text with so many of them as CSV; empty for none. */
export function formulaWords(cells: number): string {
  return cells === 0 ? '' : say.formulas({ cells });
}

/** The same text with an apostrophe before each of these cells, which is a part of the cell then: no spreadsheet runs it. */
export function withApostrophes(csv: string): string {
  return csv.replace(CELLS, (cell) => (isFormula(cell) ? cell.replace(/^"?/, "$&'") : cell));
}

/** Signed numbers are none. @param cell as it stands in the file */
function isFormula(cell: string): boolean {
  const text = cell.replace(/^"/, '');
  return /^[=@\t\r]/.test(text) || (/^[+-]/.test(text) && !/^[+-]\d*\.?\d*(e[+-]?\d+)?\s?%?"?$/i.test(text));
}
