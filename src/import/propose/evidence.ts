import type { ColumnEvidence, ColumnPlan, NumberWriting } from '../../domain/imports';
import { countEach } from '../../domain/tallies';
import { takenOf, type ListsInCells } from '../cells/lists-in-cells';
import { isNoNumber, losesDigits, parseNumber } from '../cells/number';
import { guessUnplain } from '../cells/number-writings';
import { guessTimeWriting, timeWriting, type KnownTimeWriting } from '../cells/time-writings';
import { namesCreation, namesMeasure, namesNumber, roleOfName } from '../lexicon/names';

const BARS = 12;
/** Names of which more than this share is new tell no kinds. */
const MOSTLY_NEW = 0.9;
const FEW_NAMES = 60;
/** A key that comes again in this share of its rows is told of in several of them: events, never a list. */
export const AGAIN = 0.1;
/** A slip or two in a short list are none. */
const LEAST_AGAIN = 5;
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** What the cells of a column look like; the caller adds name and joins. */
export interface CellFacts extends Omit<ColumnEvidence, 'nameMatches' | 'joins'> {
  readonly addresses: boolean;
  /** Every number is whole, and none would lose digits: no zeros in front, none beyond 2^53. */
  readonly whole: boolean;
  /** Other than plain. */
  readonly numbers: NumberWriting | undefined;
  readonly meanLength: number;
  /** Cells hold lists or records; all else here is of what is taken of them, of numbers the first. */
  readonly lists?: ListsInCells;
}

/** What the cells hold, without those that hold nothing. */
export function filledCells(cells: readonly string[]): readonly string[] {
  return cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
}

/** Whether most of these filled cells are e-mail addresses. */
export function areAddresses(filled: readonly string[]): boolean {
  return filled.length > 0 && filled.filter((cell) => ADDRESS.test(cell)).length > filled.length / 2;
}

/** Several words in many of these filled cells, as names and titles have them. */
export function areWords(filled: readonly string[]): boolean {
  return filled.filter((cell) => /\s/.test(cell)).length > filled.length * 0.3;
}

/** Too many values for a name of a few kinds, or a count of a few. */
export function hasManyValues({ distinct, rows }: CellFacts): boolean {
  return distinct > Math.min(19, Math.max(5, rows / 4));
}

/** Whether a column's values come again so often that its table cannot be a list of them. */
export function comesAgain({ facts }: { readonly facts: CellFacts }): boolean {
  const filled = facts.rows - facts.empty;
  return filled - facts.distinct >= Math.max(LEAST_AGAIN, filled * AGAIN);
}

/** Measures sample cells, of lists what is taken of them. */
export function measureListed(cells: readonly string[], header: string, lists: ListsInCells): CellFacts {
  const takes = lists.takes === 'numbers' ? 1 : lists.takes;
  const taken = cells.map((cell) => takenOf(cell, takes));
  const facts = measureCells(taken, header);
  return {
    ...facts,
    ...(takes === 'names' ? { looksLike: kindOfNames(taken, facts.looksLike) } : {}),
    lists,
  };
}

/** Names that come again say of which kind a thing is, whatever they look like together. */
function kindOfNames(
  taken: readonly string[],
  alone: ColumnEvidence['looksLike'],
): ColumnEvidence['looksLike'] {
  if (alone === 'empty') return alone;
  const names = filledCells(taken).flatMap((cell) => cell.split('|'));
  const several = taken.some((cell) => cell.includes('|'));
  if (new Set(names).size > Math.max(FEW_NAMES, names.length * MOSTLY_NEW)) return 'text';
  return several ? 'multi-categories' : 'categories';
}

/** Measures sample cells. `header` only helps to see a number column through many broken cells. */
export function measureCells(cells: readonly string[], header: string): CellFacts {
  const filled = withoutWordsForNone(filledCells(cells));
  const counts = countEach(filled);
  const length = filled.reduce((sum, cell) => sum + cell.length, 0);
  const byCount = [...counts].sort((a, b) => b[1] - a[1]);
  const writing = guessUnplain(filled);
  const numbers = filled.map((cell) => parseNumber(writing ? writing.plain(cell) : cell));
  const valid = numbers.filter((value) => !Number.isNaN(value));
  const padded = filled.some((cell) => losesDigits(cell, parseNumber(cell)));
  const base = {
    distinct: counts.size,
    empty: cells.length - filled.length,
    rows: cells.length,
    top: byCount.slice(0, 5).map(([value, count]) => ({ value: value.slice(0, 80), count })),
    whole: !padded && valid.every(Number.isInteger),
    numbers: writing?.key,
    addresses: areAddresses(filled),
    meanLength: filled.length === 0 ? 0 : length / filled.length,
  };
  const looksLike = kindOf(filled, counts, valid, padded, header, base);
  const scale = scaleOf(looksLike, filled, valid);
  const text = [...counts.keys()].sort();
  const span = scale
    ? spanOf(scale)
    : {
        min: text[0]?.slice(0, 80) ?? null,
        max: text.at(-1)?.slice(0, 80) ?? null,
        histogram: byCount.slice(0, BARS).map(([, count]) => count),
      };
  return { ...base, looksLike, ...span };
}

/** Among numbers a word for none is an empty cell. */
function withoutWordsForNone(filled: readonly string[]): readonly string[] {
  if (!filled.some(isNoNumber)) return filled;
  const others = filled.filter((cell) => !isNoNumber(cell));
  const areNumbers = others.length > 0 && others.every((cell) => !Number.isNaN(parseNumber(cell)));
  return areNumbers ? others : filled;
}

/** Where dates lie under the reading that a plan gives them, if it gives one; facts alone tell what the cells allow. */
export function spanUnder(
  facts: CellFacts,
  { timeUnit }: Pick<ColumnPlan, 'timeUnit'>,
  cells: readonly string[],
): Pick<CellFacts, 'min' | 'max' | 'histogram'> {
  const writing = timeUnit === undefined ? null : timeWriting(timeUnit);
  if (facts.looksLike !== 'dates' || !writing?.isDate) return facts;
  const scale = timesIn(cells, writing);
  return scale === null ? facts : spanOf(scale);
}

function timesIn(cells: readonly string[], writing: KnownTimeWriting): Scale | null {
  return ends(cells.map((cell) => writing.seconds(cell.trim())).filter((sec) => !Number.isNaN(sec)));
}

function kindOf(
  filled: readonly string[],
  counts: ReadonlyMap<string, number>,
  numbers: readonly number[],
  padded: boolean,
  header: string,
  { meanLength, numbers: writing }: Pick<CellFacts, 'meanLength' | 'numbers'>,
): ColumnEvidence['looksLike'] {
  const n = filled.length;
  if (n === 0) return 'empty';
  const distinct = counts.size;
  const times = guessTimeWriting(filled.slice(0, 500));
  // Some of these are whole numbers too, or numbers with a sign or a word behind them.
  if (times?.key === 'iso' || (times?.isDate && writing !== undefined)) return 'dates';
  if (filled.every((cell) => cell === 'true' || cell === 'false')) return 'boolean';
  // Days that spreadsheets count, years of two digits: numbers are such only under a name of times.
  if (times?.isDate && (numbers.length < n * 0.9 || namesTime(header))) return 'dates';
  if (!padded && numbers.length >= n * (namesMeasure(header) ? 0.5 : 0.9)) {
    if (distinct === 1 && n > 1) return 'constant';
    const inTime = (from: number, to: number): boolean =>
      !namesNumber(header) &&
      numbers.filter((value) => Number.isInteger(value) && value >= from && value < to).length >= n * 0.9;
    if (inTime(3e8, 5e9)) return 'unix-seconds';
    if (inTime(3e11, 5e12)) return 'unix-milliseconds';
    return 'number';
  }
  if (distinct === 1 && n > 1) return 'constant';
  const multi = filled.filter((cell) => cell.includes('|'));
  if (multi.length > n * 0.1) {
    const parts = new Set(filled.flatMap((cell) => cell.split('|')));
    if (parts.size < Math.max(60, n * 0.5)) return 'multi-categories';
  }
  if (distinct <= 30 && (distinct <= n * 0.5 || n <= 10) && meanLength < 60) return 'categories';
  if (distinct <= Math.min(1000, n * 0.2) && meanLength < 60) return 'categories';
  return meanLength > 40 || areWords(filled) ? 'text' : 'ids';
}

function namesTime(header: string): boolean {
  return namesCreation(header) || roleOfName(header) === 'TIMESTAMP';
}

function scaleOf(
  looksLike: ColumnEvidence['looksLike'],
  filled: readonly string[],
  numbers: readonly number[],
): Scale | null {
  if (looksLike === 'dates') {
    const times = guessTimeWriting(filled.slice(0, 500));
    return times === null ? null : timesIn(filled, times);
  }
  const numeric = looksLike === 'number' || looksLike === 'unix-seconds' || looksLike === 'unix-milliseconds';
  return numeric ? ends(numbers) : null;
}

/** Numbers or times with their ends. */
interface Scale {
  readonly values: readonly number[];
  readonly min: string;
  readonly max: string;
}

function ends(values: readonly number[]): Scale | null {
  if (values.length === 0) return null;
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { values, min: String(min), max: String(max) };
}

function spanOf({ values, min, max }: Scale): Pick<CellFacts, 'min' | 'max' | 'histogram'> {
  const from = Number(min);
  const span = Number(max) - from;
  const histogram = new Array<number>(BARS).fill(0);
  for (const value of values)
    histogram[span === 0 ? 0 : Math.min(BARS - 1, Math.floor(((value - from) / span) * BARS))]++;
  return { min, max, histogram };
}
