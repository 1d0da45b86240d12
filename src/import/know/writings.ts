import { localTime } from './local-time';

/** The site of an address; '' for pages of the browser itself and files on the disk. */
export function siteOf(address: string): string {
  const host = /^https?:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(address)?.[1] ?? '';
  return host.toLowerCase().replace(/^(www\d?|m)\./, '');
}

/** Seconds, milliseconds or microseconds since 1970, or Chrome's microseconds since 1601; a date stays as it is. */
function fromEpoch(cell: string): string {
  const value = Number(cell);
  if (cell === '' || Number.isNaN(value)) return cell;
  if (value === 0) return '';
  const since1601 = value > 1e16;
  const ms = since1601 || value > 1e14 ? value / 1000 : value > 1e11 ? value : value * 1000;
  const date = new Date(since1601 ? ms - 11_644_473_600_000 : ms);
  return Number.isNaN(date.getTime()) ? cell : `${date.toISOString().slice(0, 19)}Z`;
}

/** A number of so many decimals; '' where there is none. */
function number(value: number, perUnit = 1): string {
  return Number.isFinite(value) ? String(Math.round(value * perUnit) / perUnit) : '';
}

const numberIn = (cell: string): number => (cell === '' ? NaN : Number(cell.replace(/,(?=\d{3})/g, '')));

/** How services write cells, and what becomes of them. */
export const writings: ReadonlyMap<string, (cell: string) => string> = new Map(
  Object.entries({
    plain: (cell: string) => cell,
    // 0 says that there is none.
    stars: (cell: string) => (Number(cell) > 0 ? cell : ''),
    // One that there is.
    day: (cell: string) => (/^[1-9]\d{3}-/.test(cell) ? cell : ''),
    digits: (cell: string) => cell.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3'),
    epoch: fromEpoch,
    calendar: (cell: string) => (/^\d{13}$/.test(cell) ? fromEpoch(cell) : localTime(cell, 'dmy')),
    mdy: (cell: string) => localTime(cell, 'mdy'),
    utc: (cell: string) => cell.replace(/ UTC$/, ''),
    list: (cell: string) => cell.replaceAll(/\s*,\s*/g, '|'),
    money: (cell: string) => cell.replace(/[^\d.]/g, ''),
    'decimal comma': (cell: string) => cell.replace(',', '.'),
    'seconds of ms': (cell: string) => number(numberIn(cell) / 1000),
    'minutes of ms': (cell: string) => number(numberIn(cell) / 60_000, 10),
    'hours of minutes': (cell: string) => number(numberIn(cell) / 60, 10),
    hours: (cell: string) => number(numberIn(cell), 10),
    // What a service writes where it does not know is nothing.
    told: (cell: string) => (/^(not available|n\/a|null|\(not set\))$/i.test(cell) ? '' : cell),
    site: siteOf,
    // `/r/books/comments/…` is of books.
    community: (cell: string) => (cell.includes('/') ? (/\/r\/([^/]+)/.exec(cell)?.[1] ?? '') : cell),
    // `Artist - Song`, as the lists of days have it.
    song: (cell: string) => cell.replace(/^.*? - /, ''),
    artist: (cell: string) => /^(.*?) - /.exec(cell)?.[1] ?? '',
  }),
);
