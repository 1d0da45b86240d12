import type { RowRule } from '../../domain/imports';
import { countEach } from '../../domain/tallies';
import { plainMoney } from '../cells/money';
import { parseNumber } from '../cells/number';
import { guessUnplain } from '../cells/number-writings';
import { saysMeasure, saysSubtotal, saysTotal } from '../lexicon/sum-words';
import { guessTimeWriting } from '../cells/time-writings';
import type { FileSample } from '../open/sample';

/** Below the last row of a sheet, and above the first, stand its sums and how much there is to reach: at most so many lines. */
const LAST = 8;
const FIRST = 4;
/** Sums are rounded, and so is what they are of. */
const ROUNDED = 0.005;
/** A column that as good as every row fills. */
const ALWAYS = 0.9;
const LEAST_ROWS = 5;

type Row = readonly string[];

/** Of the rows of a table; where more are sums it is a table of sums. */
const MOST_SUMS = 0.4;

/** The rules for lines of sums in a table: those of its groups, or those that begin and end it. */
export function totalRules(sample: Pick<FileSample, 'rows' | 'headers' | 'whole'>): readonly RowRule[] {
  const ofGroups = subtotals(sample);
  return ofGroups === null ? totalsAtEnds(sample) : [ofGroups];
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
 * The rules for lines of sums that end a table, as people's sheets have them, and of means and points to reach that begin
 * it. Such a line has a word for it in a column that says so nowhere else, and leaves out who or what it is about, or
 * gives what can be worked out of a column. What ends a table can be told only if that was read to its end.
 */
function totalsAtEnds({ rows, headers, whole }: Pick<FileSample, 'rows' | 'headers' | 'whole'>): RowRule[] {
  const filled = rows.filter((row) => row.some((cell) => cell.trim() !== ''));
  const [first, last] = [filled.slice(0, FIRST), whole ? filled.slice(FIRST).slice(-LAST) : []];
  const places = new Map<number, Row[]>();
  for (const row of [...first, ...last]) {
    const index = row.findIndex(saysTotal);
    if (index >= 0 && index < headers.length) places.set(index, [...(places.get(index) ?? []), row]);
  }
  return [...places].flatMap(([index, found]): RowRule[] => {
    const body = filled.filter((row) => !saysTotal(row[index] ?? ''));
    if (filled.length - body.length > found.length || body.length < LEAST_ROWS) return [];
    const isSum = (row: Row): boolean =>
      leavesOut(row, index, body) || worksOut(row, index, body) || standsForAll(row, index, body);
    return found.every(isSum) ? [{ reason: 'total', index, header: headers[index], sign: 'sums' }] : [];
  });
}

/** Nothing stands where every other row has a word, an id or a time, and nothing but numbers elsewhere. */
function leavesOut(row: Row, index: number, body: readonly Row[]): boolean {
  const others = row.flatMap((cell, at) => (at === index ? [] : [{ cell: cell.trim(), at }]));
  const says = saysMeasure(row[index] ?? '');
  const isTold = (cell: string): boolean =>
    !Number.isNaN(sumIn(cell)) ||
    isCount(cell) ||
    (says && (guessTimeWriting([cell])?.isDate === true || /^\(.*\)$/.test(cell)));
  if (others.some(({ cell }) => cell !== '' && !isTold(cell))) return false;
  return others.some(({ cell, at }) => {
    if (cell !== '') return false;
    const named = body.filter((other) => isName((other[at] ?? '').trim()));
    return named.length >= body.length * ALWAYS;
  });
}

/** Among the names of the others stands a word for sums, and nothing but numbers beside it. */
function standsForAll(row: Row, index: number, body: readonly Row[]): boolean {
  const others = row.filter((cell, at) => at !== index && cell.trim() !== '');
  if (others.length < 2 || others.some((cell) => Number.isNaN(sumIn(cell.trim())))) return false;
  return body.every((other) => Number.isNaN(sumIn((other[index] ?? '').trim())));
}

/** A number with what it counts behind it: `2600 loans`. */
function isCount(cell: string): boolean {
  return /^\d[\d.,' ]* \p{L}+$/u.test(cell);
}

/** A word, a day, or a number that is as long as those of people and articles are. */
function isName(cell: string): boolean {
  return cell !== '' && (Number.isNaN(sumIn(cell)) || /^\d{4,}$/.test(cell));
}

/** Half of its numbers can be worked out of the rows: the sum of a column, a mean, the most, how many gave one answer. */
function worksOut(row: Row, index: number, body: readonly Row[]): boolean {
  const word = row[index] ?? '';
  let [told, found] = [0, 0];
  for (const [at, cell] of row.entries()) {
    if (at === index || cell.trim() === '') continue;
    const cells = body.map((other) => (other[at] ?? '').trim()).filter((other) => other !== '');
    const writing = guessUnplain(cells);
    const read = (text: string): number => (writing ? parseNumber(writing.plain(text)) : sumIn(text));
    const value = read(cell.trim());
    if (Number.isNaN(value)) continue;
    const numbers = cells.map(read).filter((number) => !Number.isNaN(number));
    const sum = numbers.reduce((all, number) => all + number, 0);
    const isSum = value !== 0 && numbers.length >= LEAST_ROWS && isNear(sum, value, ROUNDED);
    if (isSum && !saysMeasure(word)) return true;
    told++;
    if (isSum || (numbers.length > 0 ? isMeasure(value, numbers, sum) : isCountOf(value, cells))) found++;
  }
  return told > 1 && found * 2 >= told;
}

function isNear(one: number, other: number, share: number): boolean {
  return Math.abs(one - other) <= Math.max(Math.abs(one), Math.abs(other)) * share;
}

/** The mean, the spread or the middle of numbers, or as much as the most of them and more. */
function isMeasure(value: number, numbers: readonly number[], sum: number): boolean {
  const sorted = [...numbers].sort((a, b) => a - b);
  const { length } = sorted;
  const mean = sum / length;
  const variance = sorted.reduce((all, number) => all + (number - mean) ** 2, 0) / length;
  const spread = Math.sqrt(variance);
  const middle = (sorted[(length - 1) >> 1] + sorted[length >> 1]) / 2;
  const rounded = 0.02;
  return (
    value >= sorted[length - 1] ||
    value === sorted[0] ||
    [mean, middle, variance, spread].some((each) => isNear(each, value, rounded))
  );
}

function isCountOf(value: number, cells: readonly string[]): boolean {
  return value === cells.length || [...countEach(cells).values()].includes(value);
}

/** A number with its thousands grouped, as spreadsheets write sums. */
function sumIn(cell: string): number {
  const plain = plainMoney(cell) ?? cell;
  if (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain)) return parseNumber(plain.replaceAll(',', ''));
  if (/^-?\d{1,3}([. ’']\d{3})*,\d+$|^-?\d{1,3}([ ’']\d{3})+$|^-?\d{1,3}(\.\d{3}){2,}$/.test(plain))
    return parseNumber(plain.replaceAll(/[. ’']/g, '').replace(',', '.'));
  return parseNumber(plain);
}
