/** Numbers as the screens write them: commas in thousands, a no-break space before a unit, a true minus. */

const NBSP = '\u00a0';
const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `100,836`. */
export function count(value: number): string {
  return whole.format(value).replace('-', '\u2212');
}

/** `1 row`, `100,836 rows`; `many` defaults to `one` with an s. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)}${NBSP}${value === 1 ? one : many}`;
}

/** `2.4 MB` in decimal units, three significant digits at most. */
export function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let size = value;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || size >= 99.5 ? 0 : 1;
  return `${size.toFixed(digits)}${NBSP}${units[unit]}`;
}

/** A share of 0…1 as a percentage: `31 %`, `0.4 %`, `<0.01 %`. */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 0.01) return `<0.01${NBSP}%`;
  const digits = value === 0 || value >= 9.95 ? 0 : value >= 0.995 ? 1 : 2;
  return `${value.toFixed(digits)}${NBSP}%`;
}

/** Three significant digits, as metrics and scores are shown: `0.137`, `6.1`, `1,240`. */
export function significant(value: number, digits = 3): string {
  if (Math.abs(value) >= 1000) return count(value);
  return value.toLocaleString('en-US', { maximumSignificantDigits: digits }).replace('-', '\u2212');
}

/** A duration in words: `4 s`, `3 min`, `1 h 20 min`. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))}${NBSP}s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes}${NBSP}min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)}${NBSP}h${rest === 0 ? '' : ` ${rest}${NBSP}min`}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `30 Jul 2000` in UTC: data have no time zone, so every reader sees the same day. */
export function day(timestampSec: number): string {
  const date = new Date(timestampSec * 1000);
  if (Number.isNaN(date.getTime())) return 'no date';
  return `${date.getUTCDate()}${NBSP}${MONTHS[date.getUTCMonth()]}${NBSP}${date.getUTCFullYear()}`;
}

/** `30 Jul 2000 18:45` in UTC. */
export function dayAndTime(timestampSec: number): string {
  const date = new Date(timestampSec * 1000);
  if (Number.isNaN(date.getTime())) return 'no date';
  const two = (value: number) => String(value).padStart(2, '0');
  return `${day(timestampSec)} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}

/** When something of one's own happened, in local time: `now`, `12 min ago`, `yesterday`, `14 Nov`. */
export function ago(thenMs: number, nowMs: number): string {
  const seconds = (nowMs - thenMs) / 1000;
  if (seconds < 60) return 'now';
  if (seconds < 3600) return `${Math.floor(seconds / 60)}${NBSP}min ago`;
  const then = new Date(thenMs);
  const now = new Date(nowMs);
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  if (thenMs >= midnight) return `${Math.floor(seconds / 3600)}${NBSP}h ago`;
  if (thenMs >= midnight - 86_400_000) return 'yesterday';
  const year = then.getFullYear() === now.getFullYear() ? '' : ` ${then.getFullYear()}`;
  return `${then.getDate()}${NBSP}${MONTHS[then.getMonth()]}${year}`;
}
