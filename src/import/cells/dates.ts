import { dayOf } from '../../domain/months';
import { monthOfWord } from './month-words';
import { hoursEast, ZONE } from './zones';
import { DAY_SEC } from '../../domain/epoch';

// Clock times without a zone are UTC; parts of a second are cut.

/** Halves of the day; forms in Korean write them before or behind the clock. */
const HALF = '[ap]\\.?m\\.?|오전|오후|午前|午後|上午|下午|(?:vor|nach)m\\.';
const ISO = new RegExp(
  String.raw`^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*(${ZONE})?)?$`,
  'i',
);
/** `31/1/2021`, `2021. 1. 31.`, `2021/01/31 9:10:20 AM GMT+9`, `2021. 1. 31 오전 9:10:20`, `2021/01/31 9:10:20 vorm. MEZ`. */
const SLASHED = new RegExp(
  String.raw`^(\d{1,4})(?:[/-]|\. ?)(\d{1,2})(?:[/-]|\. ?)(\d{1,4})\.?` +
    String.raw`(?:[,T ]+(?:(${HALF}) )?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(${HALF})?\s*(${ZONE})?)?$`,
  'i',
);

/** `20210131`, `20210131102030`: a year of ours, a month and a day, not just any eight digits. */
export const COMPACT_DATE =
  /^((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:([01]\d|2[0-3])([0-5]\d)([0-5]\d))?$/;
const WORD = String.raw`\p{L}{3,12}`;
/** `31 Jan 2021`, `31/Jan/2021:10:20:30 +0000`, `Sun, 31 Jan 2021 10:20:30 GMT`, `January 31, 2021 10:20 PM`, `31. März 2021`, `31 de enero de 2021`. */
const MONTH_WORD = new RegExp(
  String.raw`^(?:${WORD}\.?,? +)?(?:(\d{1,2})\.?(?:[ /.\-]| de )(${WORD})\.?,?(?:[ /.\-]| de )(\d{4})|(${WORD})\.? (\d{1,2}),? (\d{4}))` +
    String.raw`(?:[:T, ]{1,3}(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)? ?(${HALF})? ?(${ZONE})?)?$`,
  'iu',
);
/** `2021年1月31日`, `2021년 1월 31일 (일) 오후 9:10`, `2021年1月31日 21時10分`. */
const EAST = new RegExp(
  String.raw`^(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]?(?: ?[(（]\p{L}{1,3}[)）])?` +
    String.raw`(?:[, ]*(오전|오후|午前|午後|上午|下午)? ?(\d{1,2}) ?[:時时시点點] ?(?:(\d{1,2}) ?(?:[分분]|(?=:|$)))?(?:[: ]{0,2}(\d{1,2}) ?[秒초]?)?)?$`,
  'u',
);
const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);

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
  const match = ISO.exec(text);
  if (!match) {
    const compact = COMPACT_DATE.exec(text);
    if (compact) {
      const [year, month, day, hour = 0, minute = 0, second = 0] = compact
        .slice(1)
        .map((part) => (part === undefined ? undefined : Number(part)));
      return utcSeconds(year ?? NaN, month ?? NaN, day ?? NaN, hour, minute, second);
    }
    const worded = MONTH_WORD.exec(text);
    if (worded) return parseWorded(worded);
    const east = EAST.exec(text);
    return east ? parseEast(east) : parseSlashed(cell, true, true);
  }
  const [, year, month, day, hour, minute, second, , zone] = match;
  const sec = utcSeconds(+year, +month, +day, +(hour ?? 0), +(minute ?? 0), +(second ?? 0));
  return zone ? sec - hoursEast(zone) * 3600 : sec;
}

/** `2021-01-31` and `2021-01-31T10:20:30`, as programs write them, in a tenth of the time; NaN for anything else. */
function parsePlain(cell: string): number {
  const isLong =
    cell.length === 19 && cell[13] === ':' && cell[16] === ':' && (cell[10] === 'T' || cell[10] === ' ');
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

function parseWorded(match: RegExpExecArray): number {
  const [, first, word, year, wordFirst, day, yearLast, hour, minute, second, half, zone] = match;
  const name = (word ?? wordFirst).toLowerCase();
  const english = MONTHS.findIndex(
    (full) => full === name || full.slice(0, 3) === name || (name === 'sept' && full === 'september'),
  );
  const month = english >= 0 ? english + 1 : (monthOfWord(name) ?? NaN);
  const clock = halfDay(+(hour ?? 0), half);
  const sec = utcSeconds(+(year ?? yearLast), month, +(first ?? day), clock, +(minute ?? 0), +(second ?? 0));
  return zone ? sec - hoursEast(zone) * 3600 : sec;
}

function parseEast([, year, month, day, half, hour, minute, second]: RegExpExecArray): number {
  const clock = halfDay(+(hour ?? 0), half);
  return utcSeconds(+year, +month, +day, clock, +(minute ?? 0), +(second ?? 0));
}

/** Epoch seconds of a date in digits, or NaN; a year that stands in front is always taken for one. */
export function parseSlashed(cell: string, dayFirst: boolean, yearFirstOnly = false): number {
  const match = SLASHED.exec(cell.trim());
  if (!match) return NaN;
  const [, first, second, third] = match;
  if (first.length === 4) return atParts(match, +first, +second, +third);
  if (yearFirstOnly || first.length > 2 || third.length === 1 || third.length === 3) return NaN;
  const year = third.length === 2 ? wholeYear(third) : +third;
  const [day, month] = dayFirst ? [+first, +second] : [+second, +first];
  return atParts(match, year, month, day);
}

/** Epoch seconds of `21.01.31` or `21. 1. 31. 오전 9:10`, as Koreans and Japanese write them in short, or NaN. */
export function parseShortYear(cell: string): number {
  const match = SLASHED.exec(cell.trim());
  if (match?.[1].length !== 2 || match[3].length > 2) return NaN;
  return atParts(match, wholeYear(match[1]), +match[2], +match[3]);
}

/** The first and the last of the three figures of a date, of up to two digits each; null of any other cell. */
export function outerFigures(cell: string): readonly [string, string] | null {
  const [, first, , last] = SLASHED.exec(cell.trim()) ?? [];
  return first !== undefined && first.length <= 2 && last.length <= 2 ? [first, last] : null;
}

/** Of two digits: the years from 1970 to 2069. */
function wholeYear(digits: string): number {
  return +digits + (+digits < 70 ? 2000 : 1900);
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

function utcSeconds(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number {
  if (!(month >= 1 && month <= 12) || day < 1 || !(hour < 24) || minute > 59 || second > 60) return NaN;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (day > (month === 2 && isLeap ? 29 : DAYS_OF_MONTH[month - 1])) return NaN;
  const sec = dayOf(year, month, day) * DAY_SEC + hour * 3600 + minute * 60 + Math.min(second, 59);
  return sec >= 0 ? sec : NaN;
}
