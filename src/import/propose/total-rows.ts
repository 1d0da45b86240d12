import type { RowRule } from '../../domain/imports';
import { plainMoney } from '../cells/money';
import { parseNumber } from '../cells/number';
import { guessUnplain } from '../cells/number-writings';
import { saysSubtotal, saysTotal } from '../lexicon/order-words';
import type { FileSample } from '../open/sample';

/** Below the last row of a sheet stand its sums, at most so many lines of them. */
const LAST = 3;
/** Sums are rounded, and so is what they are of. */
const ROUNDED = 0.005;
/** A column that as good as every row fills. */
const ALWAYS = 0.9;
const LEAST_ROWS = 5;

type Row = readonly string[];

/** Of the rows of a table; where more are sums it is a table of sums. */
const MOST_SUMS = 0.4;

/** The rule for lines of sums in a table: those of its groups, or those that end it; null where there are none. */
export function totalRule(sample: Pick<FileSample, 'rows' | 'headers' | 'whole'>): RowRule | null {
  return subtotals(sample) ?? lastTotals(sample);
}

/** Below each group stands its sum, in a column that says so nowhere else, and with nothing of who or what it is about. */
function subtotals({ rows, headers }: Pick<FileSample, 'rows' | 'headers'>): RowRule | null {
  for (const [index, header] of headers.entries()) {
    const sums = rows.filter((row) => saysSubtotal(row[index] ?? ''));
    if (sums.length === 0 || sums.length > rows.length * MOST_SUMS) continue;
    const body = rows.filter((row) => !sums.includes(row));
    if (body.length < LEAST_ROWS || !sums.every((row) => leavesOut(row, index, body))) continue;
    return { reason: 'total', index, header, sign: 'subtotals' };
  }
  return null;
}

/**
 * The rule for lines of sums that end a table, as people's sheets have them; null where there are none. Such a line has
 * a word for it in a column that says so nowhere else, and leaves out who or what it is about, or gives the sum of a
 * column. Only of a table that was read to its end this can be told.
 */
function lastTotals({
  rows,
  headers,
  whole,
}: Pick<FileSample, 'rows' | 'headers' | 'whole'>): RowRule | null {
  if (!whole || rows.length <= LEAST_ROWS) return null;
  const from = Math.max(LEAST_ROWS, rows.length - LAST);
  const body = rows.slice(0, from);
  for (const [i, row] of rows.slice(from).entries()) {
    const index = row.findIndex(saysTotal);
    if (index < 0 || index >= headers.length || body.some((other) => saysTotal(other[index] ?? ''))) continue;
    if (!leavesOut(row, index, body) && !sumsUp(row, index, rows.slice(0, from + i))) continue;
    return { reason: 'total', index, header: headers[index], sign: 'sums' };
  }
  return null;
}

/** Nothing stands where every other row has a word, an id or a time, and nothing but numbers elsewhere. */
function leavesOut(row: Row, index: number, body: readonly Row[]): boolean {
  const others = row.flatMap((cell, at) => (at === index ? [] : [{ cell: cell.trim(), at }]));
  if (others.some(({ cell }) => cell !== '' && Number.isNaN(sumIn(cell)) && !isCount(cell))) return false;
  return others.some(({ cell, at }) => {
    if (cell !== '') return false;
    const named = body.filter((other) => isName((other[at] ?? '').trim()));
    return named.length >= body.length * ALWAYS;
  });
}

/** A number with what it counts behind it: `2600 loans`. */
function isCount(cell: string): boolean {
  return /^\d[\d.,' ]* \p{L}+$/u.test(cell);
}

/** A word, a day, or a number that is as long as those of people and articles are. */
function isName(cell: string): boolean {
  return cell !== '' && (Number.isNaN(sumIn(cell)) || /^\d{4,}$/.test(cell));
}

/** One of its numbers is the sum of those above it. */
function sumsUp(row: Row, index: number, above: readonly Row[]): boolean {
  return row.some((cell, at) => {
    if (at === index) return false;
    const cells = above.map((other) => (other[at] ?? '').trim()).filter((other) => other !== '');
    const writing = guessUnplain(cells);
    const read = (text: string): number => (writing ? parseNumber(writing.plain(text)) : sumIn(text));
    const told = read(cell.trim());
    if (Number.isNaN(told) || told === 0) return false;
    const numbers = cells.map(read).filter((value) => !Number.isNaN(value));
    const sum = numbers.reduce((all, value) => all + value, 0);
    return numbers.length >= LEAST_ROWS && Math.abs(sum - told) <= Math.abs(told) * ROUNDED;
  });
}

/** A number with its thousands grouped, as spreadsheets write sums. */
function sumIn(cell: string): number {
  const plain = plainMoney(cell) ?? cell;
  if (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain)) return parseNumber(plain.replaceAll(',', ''));
  if (/^-?\d{1,3}([. ’']\d{3})*,\d+$|^-?\d{1,3}([ ’']\d{3})+$|^-?\d{1,3}(\.\d{3}){2,}$/.test(plain))
    return parseNumber(plain.replaceAll(/[. ’']/g, '').replace(',', '.'));
  return parseNumber(plain);
}
