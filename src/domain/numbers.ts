/**
 * How numbers, shares, lengths of time, sizes, money and dates are written: the one place for all screens, charts and
 * texts. Grouping, decimal marks, plurals and months follow the language of the page; a no-break space stands before a
 * unit, and minus is a true minus.
 */

import { language, type Language } from './language';
import { DAY_SEC } from './epoch';

const NBSP = '\u00a0';
/** No line ends here; nobody sees it. */
const JOINER = '\u2060';
/** What stands where a date cannot be read: the one word that no locale's data have. */
const NO_DATE: { readonly [tag in Language]: string } = { en: 'no date', ko: '날짜 없음' };

const numberFormat = madeOnce(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);
const dateFormat = madeOnce(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);
const pluralRules = madeOnce(
  (locale, options: Intl.PluralRulesOptions) => new Intl.PluralRules(locale, options),
);

/** To make a format takes far longer than to write with it. */
function madeOnce<Options, Format>(make: (locale: string, options: Options) => Format) {
  const formats = new Map<string, Format>();
  return (options: Options): Format => {
    const key = `${language()} ${JSON.stringify(options)}`;
    const format = formats.get(key) ?? make(language(), options);
    formats.set(key, format);
    return format;
  };
}

function written(value: number, options: Intl.NumberFormatOptions): string {
  // Adding 0 turns −0 into 0.
  return numberFormat(options)
    .format(value + 0)
    .replace('-', '−')
    .replaceAll(' ', NBSP);
}

/** A whole number: `100,836`. */
export function count(value: number): string {
  return written(value, { maximumFractionDigits: 0 });
}

/** The form of a word that goes with a number, by the plural rules of the language. */
export function plural(value: number, one: string, other: string): string {
  return pluralRules({}).select(value) === 'one' ? one : other;
}

/** A number with its noun: `1 row`, `100,836 rows`. */
export function counted(value: number, one: string, other: string): string {
  return `${count(value)}${NBSP}${plural(value, one, other)}`;
}

/** A number with so many decimals, zeros included: `0.50`. It is rounded as `toFixed` rounds. */
export function decimals(value: number, digits: number): string {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return written(Number(value.toFixed(digits)), options);
}

/** At most two decimals: `3`, `1,240.25`. */
export function hundredths(value: number): string {
  return written(value, { maximumFractionDigits: 2 });
}

/** Like `decimals`, with a sign on all but what is shown as zero: `+1.46`, `−0.19`, `0.00`. */
export function signed(value: number, digits: number): string {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return written(Number(value.toFixed(digits)), { ...options, signDisplay: 'exceptZero' });
}

/** At most so many significant digits; from 1,000 on all whole digits: `0.137`, `6.1`, `1,240`. */
export function significant(value: number, digits = 3): string {
  if (Math.abs(value) >= 1000) return count(value);
  return written(value, { maximumSignificantDigits: digits });
}

/** At most six significant digits and no thousands marks, as years and other values of data stand: `2016`, `0.5`. */
export function ungrouped(value: number): string {
  return written(value, { maximumSignificantDigits: 6, useGrouping: false });
}

/** Two significant digits of a number that may be huge: `860,000`, `1.7 million`. */
export function rounded(value: number): string {
  const huge = value >= 1e6 ? ({ notation: 'compact', compactDisplay: 'long' } as const) : {};
  return written(value, { maximumSignificantDigits: 2, ...huge });
}

/** A metric or score, three significant digits, zeros included, so that a column lines up: `0.137`, `0.0194`, `1.00`. */
export function metric(value: number): string {
  if (value === 0) return '0';
  // A training that diverges has such a loss: there are no digits to count.
  if (!Number.isFinite(value)) return written(value, {});
  const size = Math.abs(value);
  if (Number(size.toPrecision(3)) >= 1) return decimals(value, 2);
  return decimals(value, Math.min(8, Math.max(3, 2 - Math.floor(Math.log10(size)))));
}

/**
 * A share of 0…1 in percent, about two significant digits: `31 %`, `1.2 %`, `0.40 %`. Only nothing is 0 % and only all
 * is 100 %; what lies too close to either says so: `<0.01 %`, `99.6 %`, `>99.9 %`.
 */
export function percent(share: number): string {
  const value = 100 * share;
  if (value < 0) return `−${percent(-share)}`;
  if (value > 0 && value < 0.01) return inPercent(`<${decimals(0.01, 2)}`);
  if (value > 99.9 && value < 100) return inPercent(`>${decimals(99.9, 1)}`);
  const whole = value === 0 || value >= 100 || (value >= 9.95 && value < 99.5);
  return inPercent(decimals(value, whole ? 0 : value >= 0.995 ? 1 : 2));
}

/** How far something is, 0…1, in whole percent: `45 %`. */
export function wholePercent(share: number): string {
  return inPercent(count(100 * share));
}

/** A share of 0…1 that is given, in percent with no more digits than it has: `1 %`, `2.5 %`. */
export function plainPercent(share: number): string {
  return inPercent(significant(100 * share));
}

/**
 * Korean has no space before the sign, and the particle stands right behind it: no line may end between the two, as it
 * would where a sign meets a syllable.
 */
function inPercent(value: string): string {
  return language() === 'ko' ? `${value}%${JOINER}` : `${value}${NBSP}%`;
}

/** A difference of shares in percentage points, signed: `+1.4`. */
export function points(difference: number): string {
  return signed(100 * difference, 1);
}

/** A multiple without its sign: one decimal, none from 100; two below 1.1, so that near 1 is told from 1. */
export function times(value: number): string {
  return decimals(value, value >= 100 ? 0 : value >= 1.1 ? 1 : 2);
}

/** A power of two as an axis says it: `⅛× ¼× ½× 1× 2×`. */
export function doubling(exponent: number): string {
  if (exponent >= 0) return `${count(2 ** exponent)}×`;
  return `${['½', '¼', '⅛'][-exponent - 1] ?? `1⁄${count(2 ** -exponent)}`}×`;
}

const ORDINAL_ENDS: { readonly [rule in Intl.LDMLPluralRule]?: string } = { one: 'st', two: 'nd', few: 'rd' };

/** A place: `1st`, `2nd`, `100th`, `9,724th`; in Korean `9,724위`. */
export function ordinal(rank: number): string {
  if (language() === 'ko') return `${count(rank)}위`;
  const rule = pluralRules({ type: 'ordinal' }).select(rank);
  return `${count(rank)}${ORDINAL_ENDS[rule] ?? 'th'}`;
}

/** A size in decimal units, three significant digits at most: `2.4 MB`. */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let size = value;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${decimals(size, unit === 0 || size >= 99.5 ? 0 : 1)}${NBSP}${units[unit]}`;
}

/** US dollars, from cents to so many decimals: `$149.63`, `$0.0000833`. */
export function dollars(amount: number, digits = 2): string {
  return written(amount, { style: 'currency', currency: 'USD', maximumFractionDigits: digits });
}

/** US dollars where cents do not count: `$144`, below ten dollars with cents. */
export function aboutDollars(amount: number): string {
  return dollars(amount, amount < 9.995 ? 2 : 0);
}

const TIME_UNITS = { second: 's', minute: 'min', hour: 'h' } as const;

/** How long work takes: `<1 s`, `13 s`, `3 min`, `1 h 20 min`; in Korean `1시간 20분`. */
export function duration(seconds: number): string {
  // No English locale writes `min` and `h` as the standards have them.
  const said = (value: number, unit: keyof typeof TIME_UNITS): string =>
    language() === 'en'
      ? `${count(value)}${NBSP}${TIME_UNITS[unit]}`
      : written(Math.round(value), { style: 'unit', unit, unitDisplay: 'narrow' });
  if (seconds < 0.5) return `<${said(1, 'second')}`;
  if (seconds < 89.5) return said(seconds, 'second');
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return said(minutes, 'minute');
  const rest = minutes % 60;
  return `${said(Math.floor(minutes / 60), 'hour')}${rest === 0 ? '' : ` ${said(rest, 'minute')}`}`;
}

/** A span of the data in the largest unit that fits, in words: `4 days`, `7 weeks`, `2 years`. */
export function span(seconds: number): string {
  const days = seconds / DAY_SEC;
  const said = (value: number, unit: string): string =>
    written(Math.max(1, Math.round(value)), { style: 'unit', unit, unitDisplay: 'long' });
  if (seconds < 5400) return said(seconds / 60, 'minute');
  if (days < 1.5) return said(seconds / 3600, 'hour');
  if (days < 20.5) return said(days, 'day');
  if (days < 149.5) return said(days / 7, 'week');
  if (days < 699.5) return said(days / 30.44, 'month');
  return said(days / 365.25, 'year');
}

/** English text has the day first (`4 Aug 2016`), which no English locale has together with three-letter months. */
function dated(date: Date, options: Intl.DateTimeFormatOptions): string {
  const format = dateFormat(options);
  if (language() !== 'en') return format.format(date).replaceAll(' ', NBSP);
  const parts = format.formatToParts(date);
  return (['weekday', 'day', 'month', 'year'] as const)
    .flatMap((type) => parts.find((part) => part.type === type)?.value ?? [])
    .join(NBSP);
}

/** `30 Jul 2000` in UTC: data have no time zone, so every reader sees the same day. */
export function day(timestampSec: number): string {
  const date = new Date(timestampSec * 1000);
  if (Number.isNaN(date.getTime())) return NO_DATE[language()];
  return dated(date, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
}

/** `30 Jul 2000 18:45` in UTC. */
export function dayAndTime(timestampSec: number): string {
  const date = new Date(timestampSec * 1000);
  if (Number.isNaN(date.getTime())) return NO_DATE[language()];
  return `${day(timestampSec)} ${timeOfDay(timestampSec)}`;
}

/** `18:45` in UTC. */
export function timeOfDay(timestampSec: number): string {
  return new Date(timestampSec * 1000).toISOString().slice(-13, -8);
}

/** `Aug 2016` in UTC. */
export function month(timestampSec: number, length: 'short' | 'long' = 'short'): string {
  const date = new Date(timestampSec * 1000);
  if (Number.isNaN(date.getTime())) return NO_DATE[language()];
  return dated(date, { month: length, year: 'numeric', timeZone: 'UTC' });
}

/** `Aug 2016`. @param key `2016-08` */
export function calendarMonth(key: string, length: 'short' | 'long' = 'short'): string {
  return month(Date.parse(`${key}-01`) / 1000, length);
}

/** The short name of a month of the year. @param index 0 is January. */
export function monthName(index: number): string {
  const date = new Date(Date.UTC(2000, index));
  return dated(date, { month: 'short', timeZone: 'UTC' });
}

/** The name of a day of the week. @param index 0 is Monday. */
export function weekdayName(index: number, length: 'short' | 'long' = 'short'): string {
  const date = new Date(Date.UTC(2024, 0, 1 + index));
  return dated(date, { weekday: length, timeZone: 'UTC' });
}

/** When something of one's own happened, in local time: `now`, `12 minutes ago`, `yesterday`, `14 Nov`. */
export function ago(thenMs: number, nowMs: number): string {
  const seconds = (nowMs - thenMs) / 1000;
  const then = new Date(thenMs);
  const now = new Date(nowMs);
  // Days on which clocks change have 23 or 25 hours.
  const midnight = (daysBack: number): number =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysBack).getTime();
  const relative = (value: number, unit: Intl.RelativeTimeFormatUnit): string =>
    new Intl.RelativeTimeFormat(language(), { numeric: 'auto' }).format(-value, unit).replaceAll(' ', NBSP);
  if (seconds < 60) return relative(0, 'second');
  if (seconds < 3600) return relative(Math.floor(seconds / 60), 'minute');
  if (thenMs >= midnight(0)) return relative(Math.floor(seconds / 3600), 'hour');
  if (thenMs >= midnight(1)) return relative(1, 'day');
  const year = then.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return dated(then, { day: 'numeric', month: 'short', ...year });
}

/** A list in a sentence: `a, b and c`; in Korean `a, b, c`, as it is said: the 및 of its locale is for forms. */
export function listed(parts: readonly string[], type: 'and' | 'or' = 'and'): string {
  if (language() === 'ko' && type === 'and') return parts.join(', ');
  // British English has no comma before the last.
  const tag = language() === 'en' ? 'en-GB' : language();
  return new Intl.ListFormat(tag, { type: type === 'and' ? 'conjunction' : 'disjunction' }).format(parts);
}
