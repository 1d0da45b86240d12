/** Numbers and dates as look.md writes them: commas, no-break spaces before units, true minus, UTC dates. */

const NBSP = '\u00a0';
const integers = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

export function integer(value: number): string {
  return minus(integers.format(value));
}

/** A count with its noun: `1 film`, `3 films`. */
export function counted(value: number, one: string, many: string): string {
  return `${integer(value)}${NBSP}${value === 1 ? one : many}`;
}

/** A share in 0…1 as percent with about two significant digits; tiny shares say "under". */
export function percent(share: number): string {
  const value = share * 100;
  if (value === 0) return `0${NBSP}%`;
  if (value < 0.01) return `under 0.01${NBSP}%`;
  if (value >= 99.5 && value < 100) return `${value.toFixed(1)}${NBSP}%`;
  return `${value >= 9.95 ? value.toFixed(0) : value >= 0.995 ? value.toFixed(1) : value.toFixed(2)}${NBSP}%`;
}

/** Three significant digits, as metrics are written (`0.137`, `0.0194`, `1.00`). */
export function metric(value: number): string {
  if (value === 0) return '0';
  return minus(Number(value.toPrecision(3)) >= 1 ? value.toFixed(2) : trimmed(value));
}

function trimmed(value: number): string {
  const digits = Math.min(8, Math.max(3, 2 - Math.floor(Math.log10(Math.abs(value)))));
  return value.toFixed(digits);
}

/** A multiple without its sign: one decimal, none above 100; two below 1.1, so that near 1 is told from 1. */
export function times(value: number): string {
  if (value >= 100) return integer(Math.round(value));
  return value >= 1.1 ? value.toFixed(1) : value.toFixed(2);
}

/** A power of two as an axis says it: `⅛ ¼ ½ 1 2 4`. */
export function doubling(exponent: number): string {
  if (exponent >= 0) return `${integer(2 ** exponent)}×`;
  const fractions = ['½', '¼', '⅛'];
  return `${fractions[-exponent - 1] ?? `1⁄${integer(2 ** -exponent)}`}×`;
}

/** `1st`, `2nd`, `100th`, `9,724th`. */
export function ordinal(rank: number): string {
  const tens = rank % 100;
  const end =
    tens >= 11 && tens <= 13
      ? 'th'
      : rank % 10 === 1
        ? 'st'
        : rank % 10 === 2
          ? 'nd'
          : rank % 10 === 3
            ? 'rd'
            : 'th';
  return integer(rank) + end;
}

/** `4 Aug 2016` (UTC). */
export function day(timestampSec: number): string {
  const date = new Date(timestampSec * 1000);
  return `${date.getUTCDate()}${NBSP}${months[date.getUTCMonth()]}${NBSP}${date.getUTCFullYear()}`;
}

/** `Aug 2016` (UTC). */
export function month(timestampSec: number): string {
  const date = new Date(timestampSec * 1000);
  return `${months[date.getUTCMonth()]}${NBSP}${date.getUTCFullYear()}`;
}

export function monthName(index: number): string {
  return months[index] ?? '';
}

/** A span in the largest fitting unit: `4 days`, `7 weeks`, `2 years`. */
export function span(seconds: number): string {
  const days = Math.max(1, Math.round(seconds / 86_400));
  if (seconds < 5400) return counted(Math.max(1, Math.round(seconds / 60)), 'minute', 'minutes');
  if (seconds < 129_600) return counted(Math.round(seconds / 3600), 'hour', 'hours');
  if (days < 21) return counted(days, 'day', 'days');
  if (days < 150) return counted(Math.round(days / 7), 'week', 'weeks');
  if (days < 700) return counted(Math.round(days / 30.44), 'month', 'months');
  return counted(Math.round(days / 365.25), 'year', 'years');
}

/** Seconds of work as a person says them: `under 1 s`, `13 s`, `2 min`. */
export function seconds(value: number): string {
  if (value < 1) return `under 1${NBSP}s`;
  if (value < 100) return `${Math.round(value)}${NBSP}s`;
  return `${Math.round(value / 60)}${NBSP}min`;
}

function minus(text: string): string {
  return text.replace('-', '−');
}
