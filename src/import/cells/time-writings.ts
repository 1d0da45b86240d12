import { DAY_SEC, epochSeconds } from '../../domain/epoch';
import type { UnreadTime } from '../../domain/facts/imports';
import type { TimeUnit } from '../../domain/imports';
import { LIMITS } from '../../domain/limits';
import {
  COMPACT_DATE,
  isClock,
  ofPersian,
  outerFigures,
  parseIso,
  parseMonth,
  parseOtherYears,
  parseShortYear,
  parseSlashed,
} from './dates';
import type { NoticesOf, ReadingNotice } from './notice';
import { parseDigits, parseNumber } from './number';

/**
 * A way to write times. One more is one more entry in the list below and its words in `src/words/copy/readings.ts`: the
 * guess, the reading, the notice and the menu on screen follow.
 */
export interface TimeWriting {
  /** In plans and among the words. */
  readonly key: string;
  /** Dates in so many words, as against numbers. */
  readonly isDate: boolean;
  /** Whether a column is written so. */
  isUsed(sample: TimeSample): boolean;
  /** Epoch seconds of a cell, or NaN. */
  seconds(cell: string): number;
  /** Null where it goes without saying. */
  readonly notice: ReadingNotice | null;
  /** It is thought of only where no other way makes sense of a column. */
  readonly isSecond?: true;
}

/** Times of a file of today are not from before, nor from later than the next year. */
const EARLIEST_SEC = Date.UTC(1990, 0, 1) / 1000;
const latestSec = (): number => Date.UTC(new Date().getUTCFullYear() + 2, 0, 1) / 1000;
const ENOUGH = 0.9;
/** Larger numbers count no days from a first one that nobody knows, which stands a year behind 1970: courses begin with days before it. */
const DAYS_BEFORE = 365;
const MOST_DAYS = 7300 - DAYS_BEFORE;
/** The day from which spreadsheets count, in days before 1970. */
const DAY_OF_EXCEL = 25_569;
const DECIMAL_COMMA = /^(\d{5}),(\d+)$/;

/**
 * Whether short dates have the year in front: `26.05.03` is a day of May either way. Of the figure in front and the one
 * behind, the one that changes less from row to row is the year, in whatever order the rows are.
 */
export class YearPlace {
  readonly #front = new Set<string>();
  readonly #behind = new Set<string>();

  add(cell: string): void {
    const outer = outerFigures(cell);
    if (outer === null) return;
    this.#front.add(outer[0]);
    this.#behind.add(outer[1]);
  }

  get isFront(): boolean {
    return this.#front.size < this.#behind.size;
  }
}

/** Filled cells of a column, with what several ways to write times ask of them. */
class TimeSample {
  readonly #numbers: readonly number[];
  /** Of a way to write times that most of the column must be in. */
  readonly enough: number;

  constructor(readonly cells: readonly string[]) {
    this.#numbers = cells.map(parseNumber).filter((value) => !Number.isNaN(value));
    this.enough = cells.length * ENOUGH;
  }

  count(test: (cell: string) => boolean): number {
    return this.cells.filter(test).length;
  }

  readable(seconds: (cell: string) => number): number {
    return this.count((cell) => !Number.isNaN(seconds(cell)));
  }

  hasYearInFront(): boolean {
    const place = new YearPlace();
    for (const cell of this.cells) place.add(cell);
    return place.isFront;
  }

  /** The share of the cells so read that are times of today. */
  ofToday(seconds: (cell: string) => number): number {
    const latest = latestSec();
    const times = this.cells.map(seconds).filter((sec) => !Number.isNaN(sec));
    return times.filter((sec) => sec >= EARLIEST_SEC && sec < latest).length / times.length;
  }

  /** Whether the cells are numbers, and of these more than a share pass. */
  hasNumbers(share = 0, test: (value: number) => boolean = () => true): boolean {
    const { length } = this.#numbers;
    return length >= this.enough && this.#numbers.filter(test).length > length * share;
  }
}

const dates = (unit: string) =>
  ({ code: 'DATES_PARSED', facts: (): { unit: string } => ({ unit }) }) as const;
const dayFirst = (cell: string): number => parseSlashed(cell, true);
const monthFirst = (cell: string): number => parseSlashed(cell, false);

/** A way to write dates, by default where nearly all cells can be read so. */
function dated<Key extends string>(
  key: Key,
  seconds: (cell: string) => number,
  isUsed = (sample: TimeSample): boolean => sample.readable(seconds) >= sample.enough,
) {
  return { key, isDate: true, isUsed, seconds, notice: dates(key) } as const;
}

/** One that is thought of only where no other makes sense, in a column of at least so many cells. */
function second<Key extends string>(key: Key, seconds: (cell: string) => number, least = 1) {
  const { isUsed, ...way } = dated(key, seconds);
  const isLong = (sample: TimeSample): boolean => sample.cells.length >= least && isUsed(sample);
  return { ...way, isUsed: isLong, isSecond: true } as const;
}

/** The first that fits a column is taken. Dates that fit both orders are read day first, unless the year stands in front. */
export const TIME_WRITINGS = [
  dated(
    'iso',
    parseIso,
    (sample) =>
      sample.count((cell) => COMPACT_DATE.test(cell)) >= sample.enough ||
      (!sample.hasNumbers() && sample.readable(parseIso) >= sample.enough),
  ),
  {
    key: 'milliseconds',
    isDate: false,
    isUsed: (sample) => sample.hasNumbers(0.5, (value) => value >= LIMITS.millisecondsFrom),
    seconds: fromMilliseconds,
    notice: {
      code: 'MILLISECONDS_DIVIDED',
      /** How many values, where they were counted; finer than milliseconds, they were cut further. */
      facts: (cells): { count: number | null; finer: boolean } => ({
        count: null,
        finer: (cells.find((cell) => /^\d+$/.test(cell)) ?? '').length > 14,
      }),
    },
  },
  {
    key: 'year',
    isDate: false,
    isUsed: (sample) => sample.count((cell) => isRecentYear(parseNumber(cell))) >= sample.enough,
    seconds: fromYear,
    notice: dates('year'),
  },
  {
    key: 'seconds',
    isDate: false,
    isUsed: (sample) => sample.hasNumbers(),
    seconds: fromSeconds,
    notice: null,
  },
  dated(
    'short-year-first',
    parseShortYear,
    (sample) => sample.readable(parseShortYear) >= sample.enough && sample.hasYearInFront(),
  ),
  dated('day-first', dayFirst, (sample) => {
    const read = sample.readable(dayFirst);
    return read >= sample.enough && read >= sample.readable(monthFirst);
  }),
  dated('month-first', monthFirst),
  // One alone may be a name: `2023-04` heads a column.
  second('year-month', parseMonth, 2),
  second('excel', (cell) => secondsOfDays(parseNumber(cell.replace(DECIMAL_COMMA, '$1.$2')) - DAY_OF_EXCEL)),
  second('buddhist', fromBuddhist),
  second('minguo', (cell) => parseOtherYears(cell, /^\d{2,3}$/, (year, ...day) => [year + 1911, ...day])),
  second('jalali', (cell) => parseOtherYears(cell, /^1[34]\d\d$/, ofPersian)),
  second('days', (cell) => fromDays(parseNumber(cell))),
] as const satisfies readonly TimeWriting[];

export type KnownTimeWriting = (typeof TIME_WRITINGS)[number];

declare module '../../domain/imports' {
  interface TimeUnits extends Record<KnownTimeWriting['key'], true> {}
}
declare module '../../domain/facts/imports' {
  interface ReadingFacts extends NoticesOf<typeof TIME_WRITINGS> {}
}

export function timeWriting(unit: TimeUnit): KnownTimeWriting {
  const found = TIME_WRITINGS.find((writing) => writing.key === unit);
  if (found === undefined) throw new RangeError(`no way to write times is called ${unit}`);
  return found;
}

/** How the times of a column are written, from sample cells, or null when they are no times. */
export function guessTimeWriting(cells: readonly string[]): KnownTimeWriting | null {
  const filled = cells.filter((cell) => cell !== '');
  if (filled.length === 0) return null;
  const sample = new TimeSample(filled);
  return guessed(sample).best;
}

/** What a column looks like, and what makes sense of it where that does not. */
function guessed(sample: TimeSample): Record<'plain' | 'best', KnownTimeWriting | null> {
  const plain = TIME_WRITINGS.find((writing) => !('isSecond' in writing) && writing.isUsed(sample)) ?? null;
  if (plain !== null && sample.ofToday(cut(plain)) > 1 - ENOUGH) return { plain, best: plain };
  const other = TIME_WRITINGS.find(
    (writing) => writing !== plain && writing.isUsed(sample) && sample.ofToday(writing.seconds) >= ENOUGH,
  );
  return {
    plain,
    best: other ?? (plain?.key === 'seconds' && countsDays(sample) ? timeWriting('days') : plain),
  };
}

/** Whole numbers, too few for seconds: days from a first one that nobody knows. */
function countsDays({ cells }: TimeSample): boolean {
  const numbers = new Set(cells.map(parseNumber));
  return (
    numbers.size > 1 &&
    [...numbers].every((day) => Number.isInteger(day) && !Number.isNaN(fromDays(day)) && day <= MOST_DAYS)
  );
}

/** Of seconds parts are cut where the service's own rules are not kept. */
function cut({ key, seconds }: KnownTimeWriting): (cell: string) => number {
  return key === 'seconds' ? (cell) => seconds(cell.replace(/^(\d+)\.\d+$/, '$1')) : seconds;
}

/** Why the times of a column are doubted. */
export interface TimeDoubt {
  readonly example: string;
  /** The example as it is read. */
  readonly sec: number;
  /** The way that the column looks like, or that makes sense of it, and what the example would be; null: there is none. */
  readonly other: { readonly unit: TimeUnit; readonly sec: number } | null;
  /** Days from an unknown first one: their order is right. */
  readonly isRelative: boolean;
}

/** What speaks against the way in which the times of a column are read, from sample cells, or for another; null for nothing. */
export function timeDoubt(cells: readonly string[], unit: TimeUnit): TimeDoubt | null {
  const sample = new TimeSample(cells.filter((cell) => cell !== ''));
  const seconds = cut(timeWriting(unit));
  const example = sample.cells.find((cell) => !Number.isNaN(seconds(cell)));
  if (example === undefined) return null;
  const { plain, best } = guessed(sample);
  const makesSense = sample.ofToday(seconds) > 1 - ENOUGH;
  const other = best?.key === unit ? plain : best;
  if (makesSense && (best?.key !== unit || other === null || other === best)) return null;
  // Of seconds parts are cut.
  const sec =
    other === null || other.key === unit ? NaN : other.seconds(example.replace(/^(\d+)\.\d+$/, '$1'));
  return {
    example,
    sec: seconds(example),
    other: other === null || Number.isNaN(sec) ? null : { unit: other.key, sec },
    isRelative: unit === 'days' && !makesSense,
  };
}

/** The way that reads most cells of a column that is known to hold times, though many stay unread. */
export function likeliestTimeWriting(cells: readonly string[]): KnownTimeWriting {
  const clear = guessTimeWriting(cells);
  if (clear !== null) return clear;
  const sample = new TimeSample(cells.filter((cell) => cell !== ''));
  const ways = ['seconds', 'iso', 'day-first', 'month-first'] as const;
  const [first, ...others] = ways.map(timeWriting).map((writing) => {
    return { writing, read: sample.readable(writing.seconds) };
  });
  return others.reduce((best, other) => (other.read > best.read ? other : best), first).writing;
}

/** What keeps the cells of a column from being read as times, with one of them; null where there are none, or most can be. */
export function unreadTimes(cells: readonly string[]): { example: string; reason: UnreadTime } | null {
  const sample = new TimeSample(cells.filter((cell) => cell !== '').slice(0, 500));
  const { seconds } = likeliestTimeWriting(sample.cells);
  const example = sample.cells.find((cell) => Number.isNaN(seconds(cell)));
  const most = sample.cells.length / 2;
  // Parts of seconds are read where the service's own rules are not kept.
  if (example === undefined || sample.readable(seconds) >= most || sample.hasNumbers()) return null;
  const withYear = [`2024 ${example}`, `2024/${example}`, `${example} 2024`, `2024년 ${example}`];
  const lacksYear = withYear.some((date) => !Number.isNaN(parseIso(date)));
  return { example, reason: isClock(example) ? 'clock' : lacksYear ? 'year' : 'form' };
}

function fromSeconds(cell: string): number {
  const whole = parseDigits(cell);
  const value = whole >= 0 ? whole : parseNumber(cell);
  return Number.isInteger(value) && value >= 0 && value <= LIMITS.longMax ? value : NaN;
}

function fromMilliseconds(cell: string): number {
  const value = parseNumber(cell);
  return value >= 0 && epochSeconds(value) <= LIMITS.latestSec ? epochSeconds(value) : NaN;
}

function fromYear(cell: string): number {
  const year = parseDigits(cell);
  return year >= 1000 && year <= 9999 ? Date.UTC(year, 0, 1) / 1000 : NaN;
}

/** Days since 1970 in seconds, parts of a day among them. */
function secondsOfDays(days: number): number {
  const sec = Math.round(days * DAY_SEC);
  return sec >= 0 && sec <= LIMITS.latestSec ? sec : NaN;
}

function fromDays(days: number): number {
  return secondsOfDays(days <= MOST_DAYS ? days + DAYS_BEFORE : days);
}

/** 2567 of the Buddha is 2024. */
function fromBuddhist(cell: string): number {
  const year = /^2[45]\d\d$/.test(cell) ? fromYear(String(Number(cell) - 543)) : NaN;
  if (!Number.isNaN(year)) return year;
  return parseOtherYears(cell, /^2[45]\d\d$/, (year, ...day) => [year - 543, ...day]);
}

function isRecentYear(value: number): boolean {
  return Number.isInteger(value) && value >= 1900 && value <= 2100;
}
