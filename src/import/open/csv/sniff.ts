import { parseNumber } from '../../cells/number';
import { guessTimeWriting } from '../../cells/time-writings';
import { CsvReader } from './reader';
import { countEach } from '../../../domain/tallies';

const CANDIDATES = [',', ';', '\t', '|', '::', '│'];
const SNIFF_ROWS = 200;
/** Fewer cells or lines cut by blanks are no table. */
const LEAST_CUT = 3;
const LEAST_LINES = 10;
/** How far below a report's title its header is looked for. */
const TITLE_ROWS = 12;

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

/** The cell count that most rows have. */
export function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = countEach(rows.map((row) => row.length));
  let usual = 0;
  let most = 0;
  for (const [width, count] of counts)
    if (count > most || (count === most && width > usual)) {
      usual = width;
      most = count;
    }
  return usual;
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

/**
 * The row (from 0) that names the columns, or null when the first full row is data already. Names are filled,
 * different from one another, and neither numbers nor times.
 */
export function sniffHeader(rows: readonly (readonly string[])[]): number | null {
  const width = usualWidth(rows);
  if (namesButOne(rows, width) !== null) return 0;
  const row = rows.findIndex((cells) => cells.length === width);
  if (row === -1) return null;
  if (!isNames(rows[row])) return isBlank(rows[row]) ? fullerBelow(rows, row, width) : null;
  return fullerBelow(rows, row, width) ?? row;
}

/** The title of a report fills one cell of its row: the names are in a fuller row close below. */
function fullerBelow(rows: readonly (readonly string[])[], row: number, width: number): number | null {
  if (filledOf(rows[row]) * 2 > width) return null;
  for (let below = row + 1; below < Math.min(rows.length, row + TITLE_ROWS); below++)
    if (rows[below].length === width && filledOf(rows[below]) * 2 > width)
      return isNames(rows[below]) ? below : null;
  return null;
}

/**
 * The names of a table whose rows have one cell more than its header, else null: rows that end in a delimiter, or that
 * begin with their number, as R writes them.
 */
export function namesButOne(rows: readonly (readonly string[])[], width: number): readonly string[] | null {
  if (rows.length < 2 || rows[0].length !== width - 1 || !isNames(rows[0])) return null;
  const whole = rows.slice(1).filter((row) => row.length === width);
  if (whole.every((row) => row[width - 1].trim() === '')) return [...rows[0], ''];
  return whole.every((row, i) => row[0] === String(i + 1)) ? ['', ...rows[0]] : null;
}

export function isNames(cells: readonly string[]): boolean {
  const named = cells.map((cell) => cell.trim()).filter((name) => name !== '');
  return (
    named.length > 0 &&
    named.every((name) => Number.isNaN(parseNumber(name)) && guessTimeWriting([name]) === null)
  );
}

function isBlank(cells: readonly string[]): boolean {
  return filledOf(cells) === 0;
}

function filledOf(cells: readonly string[]): number {
  return cells.filter((cell) => cell.trim() !== '').length;
}
