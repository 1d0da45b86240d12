import { isoOfSeconds } from '../iso-time';
import { DAY_SEC } from '../../../../domain/epoch';

/** Formats of numbers that every workbook has, by their numbers in it: dates, and times of day. */
const BUILT_IN_DATES = [14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58];
const BUILT_IN_TIMES = [18, 19, 20, 21, 32, 33, 34, 35];
/** The last day that a sheet can hold, in the year 9999. */
const LAST_SERIAL = 2_958_466;

export type NumberKind = 'number' | 'date' | 'time';

/** @param code the workbook's own format of that number, if it has one. */
export function kindOfFormat(id: number, code: string | undefined): NumberKind {
  if (code === undefined) {
    if (BUILT_IN_DATES.includes(id)) return 'date';
    return BUILT_IN_TIMES.includes(id) ? 'time' : 'number';
  }
  // Quoted and escaped letters, colours and conditions say nothing; `[h]` counts hours beyond a day.
  const signs = code.replace(/"[^"]*"|\\.|_.|\*./g, '');
  if (/^general$/i.test(signs) || /\[(h+|m+|s+)\]/i.test(signs)) return 'number';
  const plain = signs.replace(/\[[^\]]*\]/g, '');
  if (/[yd]/i.test(plain)) return 'date';
  if (/[hs]/i.test(plain)) return 'time';
  return /m/i.test(plain) ? 'date' : 'number';
}

/** A day and time as a sheet counts them, in ISO 8601; without a time where it is midnight. */
export function isoOfSerial(serial: number, from1904: boolean): string | null {
  if (!(serial >= 0 && serial < LAST_SERIAL)) return null;
  // Excel counts a 29 February 1900, which never was.
  const epochDay = from1904 ? -24_107 : serial < 60 ? -25_568 : -25_569;
  const seconds = Math.round((serial + epochDay) * DAY_SEC);
  return isoOfSeconds(seconds);
}

/** A number as a person would type it: without the digits that its storing added. */
export function plainNumber(text: string): string {
  if (text.length < 16 && !text.includes('E') && !text.includes('e')) return text;
  const value = Number(text);
  return Number.isFinite(value) ? String(value) : text;
}

/** Signs that XML cannot hold are written by their number: `_x000D_`. */
export function textOfString(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([\dA-F]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
