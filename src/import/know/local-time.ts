import { monthOfWord } from '../cells/month-words';
import { hoursEast } from '../cells/zones';

/** The order in which a date names its three numbers. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd';

const AFTERNOON = /\bp\. ?m\b|\bpm\b|오후|下午|午後/i;
const MORNING = /\ba\. ?m\b|\bam\b|오전|上午|午前/i;
const YEAR_FIRST = /[年년]/;

/**
 * A date, with or without a time, as a service writes it in the language of its user, in ISO 8601; the text itself
 * where it is none. Zones written by letters that nobody knows are taken for UTC.
 *
 * @param order of three bare numbers that do not begin with a year of four digits.
 */
export function localTime(text: string, order: DateOrder): string {
  const ms = epochMs(text, order);
  return ms === null ? text : new Date(ms).toISOString().replace('.000', '');
}

/** Whether a text is a date in any order of its numbers. */
export function isDate(text: string): boolean {
  return (['dmy', 'mdy', 'ymd'] as const).some((order) => epochMs(text, order) !== null);
}

function epochMs(text: string, order: DateOrder): number | null {
  const plain = text.normalize('NFKC').trim();
  const clock = /(\d{1,2}):(\d{2})(?::(\d{2}))?/.exec(plain);
  const [date, rest] = clock ? cutAt(plain, clock) : [plain, ''];
  const numbers = date.match(/\d+/g) ?? [];
  const month = date
    .match(/\p{L}+/gu)
    ?.map(monthOfWord)
    .find((found) => found !== undefined);
  const parts =
    month === undefined ? ordered(numbers, YEAR_FIRST.test(date) ? 'ymd' : order) : worded(numbers, month);
  if (parts === null) return null;
  const [year, monthOfYear, day] = parts;
  const [hour, minute, second] = [Number(clock?.[1] ?? 0), Number(clock?.[2] ?? 0), Number(clock?.[3] ?? 0)];
  const hourOfDay = AFTERNOON.test(plain) ? (hour % 12) + 12 : MORNING.test(plain) ? hour % 12 : hour;
  const ms = Date.UTC(year, monthOfYear - 1, day, hourOfDay, minute, second);
  const read = new Date(ms);
  if (Number.isNaN(ms) || read.getUTCDate() !== day || read.getUTCMonth() !== monthOfYear - 1) return null;
  return ms - hoursEast(rest) * 3_600_000;
}

/** The date, and what stands behind the clock; a date may follow its clock. */
function cutAt(plain: string, clock: RegExpExecArray): readonly [string, string] {
  const before = plain.slice(0, clock.index);
  const after = plain.slice(clock.index + clock[0].length);
  return /\d/.test(before) ? [before, after] : [after, ''];
}

function worded(numbers: readonly string[], month: number): readonly [number, number, number] | null {
  if (numbers.length !== 2) return null;
  const yearFirst = numbers[0].length === 4;
  const [year, day] = yearFirst ? numbers : [numbers[1], numbers[0]];
  return [fullYear(year), month, Number(day)];
}

function ordered(numbers: readonly string[], order: DateOrder): readonly [number, number, number] | null {
  if (numbers.length !== 3) return null;
  const [a, b, c] = numbers;
  if (a.length === 4 || order === 'ymd') return [fullYear(a), Number(b), Number(c)];
  return order === 'dmy' ? [fullYear(c), Number(b), Number(a)] : [fullYear(c), Number(a), Number(b)];
}

function fullYear(digits: string): number {
  return digits.length > 2 ? Number(digits) : 2000 + Number(digits);
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
    const read = dates.map((date) => epochMs(date, order)).filter((ms) => ms !== null);
    const walked = read.slice(1).reduce((sum, ms, i) => sum + Math.abs(ms - read[i]), 0);
    const failures = dates.length - read.length;
    if (failures < least[0] || (failures === least[0] && walked < least[1]))
      [best, least] = [order, [failures, walked]];
  }
  return best;
}
