import { epochSeconds } from '../../domain/epoch';
import type { TimeUnit } from '../../domain/imports';
import { LIMITS } from '../../domain/limits';
import { COMPACT_DATE, outerFigures, parseIso, parseShortYear, parseSlashed } from './dates';
import type { NoticesOf, ReadingNotice } from './notice';
import { parseDigits, parseNumber } from './number';

/**
 * A way to write times. One more is one more entry in the list below and its words in `src/copy/readings.ts`: the
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
}

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
    this.enough = cells.length * 0.9;
  }

  count(test: (cell: string) => boolean): number {
    return this.cells.filter(test).length;
  }

  /** How many cells are read so. */
  readable(seconds: (cell: string) => number): number {
    return this.count((cell) => !Number.isNaN(seconds(cell)));
  }

  hasYearInFront(): boolean {
    const place = new YearPlace();
    for (const cell of this.cells) place.add(cell);
    return place.isFront;
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

/** The first that fits a column is taken. Dates that fit both orders are read day first, unless the year stands in front. */
export const TIME_WRITINGS = [
  {
    key: 'iso',
    isDate: true,
    isUsed: (sample) =>
      sample.count((cell) => COMPACT_DATE.test(cell)) >= sample.enough ||
      (!sample.hasNumbers() && sample.readable(parseIso) >= sample.enough),
    seconds: parseIso,
    notice: dates('iso'),
  },
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
  {
    key: 'short-year-first',
    isDate: true,
    isUsed: (sample) => sample.readable(parseShortYear) >= sample.enough && sample.hasYearInFront(),
    seconds: parseShortYear,
    notice: dates('short-year-first'),
  },
  {
    key: 'day-first',
    isDate: true,
    isUsed: (sample) => {
      const read = sample.readable(dayFirst);
      return read >= sample.enough && read >= sample.readable(monthFirst);
    },
    seconds: dayFirst,
    notice: dates('day-first'),
  },
  {
    key: 'month-first',
    isDate: true,
    isUsed: (sample) => sample.readable(monthFirst) >= sample.enough,
    seconds: monthFirst,
    notice: dates('month-first'),
  },
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
  return TIME_WRITINGS.find((writing) => writing.isUsed(sample)) ?? null;
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

function isRecentYear(value: number): boolean {
  return Number.isInteger(value) && value >= 1900 && value <= 2100;
}
