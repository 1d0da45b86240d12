import { usualWidth } from '../head';
import { CsvReader } from './reader';

const CANDIDATES = [',', ';', '\t', '|', '::'];
const SNIFF_ROWS = 200;
const LEAST_CUT = 3;
const LEAST_LINES = 10;

export interface SniffedRows {
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
  readonly badQuotes: boolean;
  /** Rows whose cell count differs from the usual one. */
  readonly ragged: number;
}

/** The rows of a beginning; the last one is left out when the text may be cut in its middle. */
export function rowsOfText(text: string, delimiter: string, escape: '"' | '\\', whole: boolean): SniffedRows {
  const reader = new CsvReader(delimiter, escape);
  const batches = [reader.push(text)];
  if (whole) batches.push(reader.end());
  const rows = batches.flatMap((batch) => batch.rows);
  const lines = batches.flatMap((batch) => Array.from(batch.lines));
  const usual = usualWidth(rows);
  return {
    rows,
    lines,
    badQuotes: batches.some((batch) => batch.badQuotes) || reader.unclosedQuoteLine !== null,
    ragged: rows.filter((row) => row.length !== usual).length,
  };
}

/** The delimiter that cuts the beginning into the most regular table of at least two columns; comma if none does. */
export function sniffDelimiter(text: string, whole: boolean): string {
  const { text: start, whole: complete } = firstLines(text, SNIFF_ROWS, whole);
  let best = ',';
  let bestScore = 0;
  for (const delimiter of CANDIDATES) {
    const { rows } = rowsOfText(start, delimiter, '"', complete);
    const width = usualWidth(rows);
    if (width < 2) continue;
    const regular = rows.filter((row) => row.length === width).length / rows.length;
    const headed = rows[0].length === width ? 0.2 : 0;
    const score = regular + headed + Math.min(width, 10) / 1000;
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return bestScore === 0 && areCutByBlanks(start, complete) ? ' ' : best;
}

/** Words of a text are cut by blanks too; those of a table are as many in nearly each line. */
function areCutByBlanks(text: string, whole: boolean): boolean {
  const { rows, badQuotes } = rowsOfText(text, ' ', '"', whole);
  const width = usualWidth(rows);
  if (width < LEAST_CUT || rows.length < LEAST_LINES || badQuotes) return false;
  // The first may name the columns, less that of the numbers that R puts before the rows.
  return rows.slice(1).every((row) => row.length === width) && rows[0].length >= width - 1;
}

function firstLines(text: string, count: number, whole: boolean): { text: string; whole: boolean } {
  let at = -1;
  for (let i = 0; i < count; i++) {
    at = text.indexOf('\n', at + 1);
    if (at === -1) return { text, whole };
  }
  return { text: text.slice(0, at + 1), whole: false };
}

/** `\` when only backslash escapes make the quotes of this text come out. */
export function sniffEscape(text: string, delimiter: string, whole: boolean): '"' | '\\' {
  if (!text.includes('\\"')) return '"';
  const plain = rowsOfText(text, delimiter, '"', whole);
  if (!plain.badQuotes && plain.ragged === 0) return '"';
  const escaped = rowsOfText(text, delimiter, '\\', whole);
  const better = (escaped.badQuotes ? 1 : 0) + escaped.ragged < (plain.badQuotes ? 1 : 0) + plain.ragged;
  return better ? '\\' : '"';
}
