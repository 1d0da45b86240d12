import { parseIso, parseShortYear, parseSlashed } from '../cells/dates';

/** The order in which a date names its three numbers. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd';

/** Zones that nobody knows by their letters. */
const UNKNOWN_ZONE = /(?<=\d(?: ?[ap]m)?) \p{Lu}{2,5}$/iu;

/**
 * A date, with or without a time, as a service writes it in the language of its user, in ISO 8601; the text itself
 * where it is none. Zones written by letters that nobody knows are taken for UTC.
 *
 * @param order of three bare numbers that do not begin with a year of four digits.
 */
export function localTime(text: string, order: DateOrder): string {
  const sec = epochSec(text, order);
  return Number.isNaN(sec) ? text : new Date(sec * 1000).toISOString().replace('.000', '');
}

/** Whether a text is a date in any order of its numbers. */
export function isDate(text: string): boolean {
  return (['dmy', 'mdy', 'ymd'] as const).some((order) => !Number.isNaN(epochSec(text, order)));
}

function epochSec(text: string, order: DateOrder): number {
  const iso = parseIso(text);
  if (!Number.isNaN(iso)) return iso;
  const sec = order === 'ymd' ? parseShortYear(text) : parseSlashed(text, order === 'dmy');
  if (!Number.isNaN(sec)) return sec;
  const bare = text.replace(UNKNOWN_ZONE, '');
  return bare === text ? NaN : epochSec(bare, order);
}

/**
 * The order in which the dates of a history are written: the one in which fewest are no dates, and of equals the one
 * that walks the least from date to date, as a history lists them by time.
 */
export function dateOrder(dates: readonly string[]): DateOrder {
  const orders: readonly DateOrder[] = dates.some((date) => date.includes('/'))
    ? ['mdy', 'dmy', 'ymd']
    : ['dmy', 'mdy', 'ymd'];
  let best: DateOrder = orders[0];
  let least: readonly [failures: number, walked: number] = [Infinity, Infinity];
  for (const order of orders) {
    const read = dates.map((date) => epochSec(date, order)).filter((sec) => !Number.isNaN(sec));
    const walked = read.slice(1).reduce((sum, sec, i) => sum + Math.abs(sec - read[i]), 0);
    const failures = dates.length - read.length;
    if (failures < least[0] || (failures === least[0] && walked < least[1]))
      [best, least] = [order, [failures, walked]];
  }
  return best;
}
