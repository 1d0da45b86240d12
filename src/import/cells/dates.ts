import { dayOf } from '../../domain/months';
import { HALF, ZONE, hoursEast, plainDate, wholeYear, wordsOf } from './worded-dates';
import { DAY_SEC } from '../../domain/epoch';

// Clock times without a zone are UTC; parts of a second are cut.

/** `2021-01-31T10:20:30.5Z`, `31/1/2021`, `2021. 1. 31.`, `2021/01/31 9:10:20 AM GMT+9`, `2021. 1. 31 오전 9:10:20`, `2021/01/31 9:10:20 vorm. MEZ`. */
const SLASHED = new RegExp(
  String.raw`^(\d{1,4})(?:[/-]|\. ?)(\d{1,2})(?:[/-]|\. ?)(\d{1,4})\.?` +
    String.raw`(?:[,T ]+(?:(${HALF}) )?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(${HALF})?\s*(${ZONE})?)?$`,
  'i',
);

/** `20210131`, `20210131102030`, `2021013110`, `20210131T102030Z`, `20210131.0`: a year of ours, a month and a day, not just any eight digits. */
export const COMPACT_DATE =
  /^((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:T?([01]\d|2[0-3])(?:([0-5]\d)([0-5]\d)?)?(?:\.\d+)?Z?|\.0+)?$/;
/** `230403`, `1120403`, `14020115`: two digits of a month and two of a day behind a year of any kind. */
const COMPACT_FIGURES = /^(\d{2,4})(\d{2})(\d{2})(?:\.0+)?$/;
/** `03042023`, `030423`: the year is behind. */
const COMPACT_BACKWARDS = /^(\d{2})(\d{2})(\d{4}|\d{2})(?:\.0+)?$/;
/** `2023-W14-3`, `2023W14`. */
const ISO_WEEK = /^(\d{4})-?W(\d{2})(?:-?([1-7]))?$/i;
/** Parts of a second, and that it is the time of Greenwich. */
const IN_UTC = /^.{19}(?:\.\d+)?Z?$/;
/** What .NET writes into JSON. */
const IN_JSON = /^\\?\/Date\((\d{9,15})(?:[+-]\d{4})?\)\\?\/$/;
/** `202304`, `2023-04`, `2023. 04.`, `2023년 4월`. */
const YEAR_MONTH = /^(\d{4})(?:[-/.]? ?(\d{2})\.?| ?[년年] ?(\d{1,2}) ?[월月])$/;

/** A time of day alone: `14:05`, `2:05:10 PM`, `오후 2:05`. */
const CLOCK = new RegExp(
  String.raw`^(?:(?:${HALF}) )?([01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?\s*(?:${HALF})?$`,
  'i',
);
/** What a date is written with that has no time of day, in a column that could hold one. */
const MIDNIGHT = /[T ]+0?0:00(:00(\.0+)?)?$/;

const ZERO = 48;
const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function isClock(cell: string): boolean {
  return CLOCK.test(cell);
}

/** Whether a date says a time of day itself. */
export function hasClock(date: string): boolean {
  return /\d:\d/.test(date.replace(MIDNIGHT, ''));
}

/** A date and the time of day from another cell, as one cell would have them. */
export function atClock(date: string, clock: string): string {
  return isClock(clock) ? `${date.replace(MIDNIGHT, '')} ${clock}` : date;
}

/** Epoch seconds of a date with the year first or the month in letters, or NaN. */
export function parseIso(cell: string): number {
  const plain = parsePlain(cell);
  if (!Number.isNaN(plain)) return plain;
  const text = cell.trim();
  const compact = COMPACT_DATE.exec(text);
  if (compact) {
    const [year, month, day, hour, minute, second] = compact.slice(1).map((part?: string) => +(part ?? 0));
    return utcSeconds(year, month, day, hour, minute, second);
  }
  const week = ISO_WEEK.exec(text);
  if (week) return weekSeconds(+week[1], +week[2], +(week[3] ?? 1));
  const inJson = IN_JSON.exec(text);
  if (inJson) return Math.floor(+inJson[1] / 1000);
  const match = figuresOf(text);
  return match?.[1].length === 4 ? atParts(match, +match[1], +match[2], +match[3]) : NaN;
}

/** `2021-01-31` and `2021-01-31T10:20:30`, as programs write them, in a tenth of the time; NaN for anything else. */
function parsePlain(cell: string): number {
  const isLong =
    (cell.length === 19 || (cell.length > 19 && IN_UTC.test(cell))) &&
    cell[13] === ':' &&
    cell[16] === ':' &&
    (cell[10] === 'T' || cell[10] === ' ');
  if ((!isLong && cell.length !== 10) || cell[4] !== '-' || cell[7] !== '-') return NaN;
  const [hour, minute, second] = isLong
    ? [twoDigits(cell, 11), twoDigits(cell, 14), twoDigits(cell, 17)]
    : [0, 0, 0];
  const year = twoDigits(cell, 0) * 100 + twoDigits(cell, 2);
  return utcSeconds(year, twoDigits(cell, 5), twoDigits(cell, 8), hour, minute, second);
}

function twoDigits(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - ZERO, text.charCodeAt(at + 1) - ZERO];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

/** Epoch seconds of a date in digits, or NaN; a year that stands in front is always taken for one. */
export function parseSlashed(cell: string, dayFirst: boolean): number {
  const match = figuresOf(cell.trim().replace(COMPACT_BACKWARDS, '$1-$2-$3'));
  if (!match) return NaN;
  const [, first, second, third] = match;
  if (first.length === 4) return atParts(match, +first, +second, +third);
  if (first.length > 2 || third.length === 1 || third.length === 3) return NaN;
  const year = third.length === 2 ? wholeYear(third) : +third;
  const [day, month] = dayFirst ? [+first, +second] : [+second, +first];
  return atParts(match, year, month, day);
}

/** Epoch seconds of `21.01.31`, `210131` or `21. 1. 31. 오전 9:10`, as Koreans and Japanese write them in short, or NaN. */
export function parseShortYear(cell: string): number {
  const match = figuresOf(cell.trim().replace(COMPACT_FIGURES, '$1-$2-$3'));
  if (match?.[1].length !== 2 || match[3].length > 2) return NaN;
  return atParts(match, wholeYear(match[1]), +match[2], +match[3]);
}

/** Epoch seconds of the first day of a month, `202304`, `2023-04`, `Apr 2023`, or NaN. */
export function parseMonth(cell: string): number {
  const text = cell.trim().replace(/\.0+$/, '');
  const match = YEAR_MONTH.exec(text);
  if (match) return utcSeconds(+match[1], +(match[2] ?? match[3]), 1, 0, 0, 0);
  const { figures, month } = wordsOf(text) ?? { figures: [] };
  return figures.length === 1 && figures[0].length === 4 && month
    ? utcSeconds(+figures[0], month, 1, 0, 0, 0)
    : NaN;
}

/**
 * Epoch seconds of a date whose years another calendar counts, or NaN. The months of some are others too: `toDay` is
 * given all three.
 */
export function parseOtherYears(
  cell: string,
  digits: RegExp,
  toDay: (year: number, month: number, day: number) => readonly [number, number, number],
): number {
  const match = figuresOf(cell.trim().replace(COMPACT_FIGURES, '$1-$2-$3'));
  if (!match) return NaN;
  const [first, second, third] = match.slice(1, 4);
  const [year, day] = third.length > 2 ? [third, first] : [first, third];
  return digits.test(year) ? atParts(match, ...toDay(+year, +second, +day)) : NaN;
}

/** A day of the Persian calendar as one of ours, after the cycles of 33 years that it kept since 1925. */
export function ofPersian(year: number, month: number, day: number): readonly [number, number, number] {
  if (month > 12 || day > (month > 6 ? 30 : 31)) return [NaN, NaN, NaN];
  const years = year - 979;
  const dayOfYear = month > 6 ? 186 + (month - 7) * 30 : (month - 1) * 31;
  const leapDays = Math.floor(years / 33) * 8 + Math.floor(((years % 33) + 3) / 4);
  // Its year 979 began on 20 March 1600.
  const date = new Date(Date.UTC(1600, 2, 20 + 365 * years + leapDays + dayOfYear + day - 1));
  return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
}

/** The first and the last of the three figures of a date, of up to two digits each; null of any other cell. */
export function outerFigures(cell: string): readonly [string, string] | null {
  const [, first, , last] = figuresOf(cell.trim().replace(COMPACT_FIGURES, '$1-$2-$3')) ?? [];
  return first !== undefined && first.length <= 2 && last.length <= 2 ? [first, last] : null;
}

function atParts(match: RegExpExecArray, year: number, month: number, day: number): number {
  const [, , , , halfBefore, hour, minute, second, halfBehind, zone] = match;
  const clock = halfDay(+(hour ?? 0), halfBefore ?? halfBehind);
  const sec = utcSeconds(year, month, day, clock, +(minute ?? 0), +(second ?? 0));
  return zone ? sec - hoursEast(zone) * 3600 : sec;
}

function halfDay(hour: number, half: string | undefined): number {
  if (!half) return hour;
  if (hour < 1 || hour > 12) return NaN;
  return (hour % 12) + (/^(p|오후|午後|下午|nach)/i.test(half) ? 12 : 0);
}

/** The Monday of a week of ISO 8601 is that of the week that 4 January is in. */
function weekSeconds(year: number, week: number, day: number): number {
  if (week < 1 || week > 53) return NaN;
  const fourth = dayOf(year, 1, 4);
  const monday = fourth - ((fourth + 3) % 7);
  return (monday + (week - 1) * 7 + day - 1) * DAY_SEC;
}

function utcSeconds(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number {
  if (!(month >= 1 && month <= 12) || !(day >= 1) || !(hour < 24) || minute > 59 || second > 60) return NaN;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (day > (month === 2 && isLeap ? 29 : DAYS_OF_MONTH[month - 1])) return NaN;
  const sec = dayOf(year, month, day) * DAY_SEC + hour * 3600 + minute * 60 + Math.min(second, 59);
  return sec >= 0 ? sec : NaN;
}

/** Of the cell before: several ways to write dates are tried on each. */
let last: { readonly cell: string; readonly match: RegExpExecArray | null } = { cell: '', match: null };

/** The three figures of a date, its clock and its zone, in whatever words and signs it is written; null of any other cell. */
function figuresOf(cell: string): RegExpExecArray | null {
  if (cell === last.cell) return last.match;
  let match = SLASHED.exec(cell);
  if (match === null) {
    const plain = plainDate(cell);
    match = plain === null ? null : SLASHED.exec(plain);
  }
  last = { cell, match };
  return match;
}
