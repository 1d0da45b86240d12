import { csvLine } from '../domain/csv-line';
import type { ChartTable } from './summary';
import * as say from '../words/chart';

/** RFC 4180 with CRLF. Cells are written as they are, ids among them: `formulaWarning` says what a spreadsheet would do. */
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

/**
 * What to tell the person who has just saved this text as CSV: that a spreadsheet would run some of its cells; empty
 * where it would not.
 */
export function formulaWarning(csv: string): string {
  return formulaWords(formulaCells(csv));
}

/** How many cells of this text a spreadsheet would run. */
export function formulaCells(csv: string): number {
  const cells = csv.match(/(?<=^|,)(?:"(?:[^"]|"")*"|[^,\r\n]*)/gm) ?? [];
  return cells.filter((text) => isFormula(text.replace(/^"/, ''))).length;
}

/** As `formulaWarning`, of a text whose parts were counted. */
export function formulaWords(cells: number): string {
  return cells === 0 ? '' : say.formulas({ cells });
}

/** Signed numbers are none. */
function isFormula(text: string): boolean {
  return /^[=@\t\r]/.test(text) || (/^[+-]/.test(text) && !/^[+-]\d*\.?\d*(e[+-]?\d+)?\s?%?"?$/i.test(text));
}
