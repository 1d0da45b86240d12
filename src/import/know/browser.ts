import { events, hasHeaders, type Head, type Making, type Service } from './service';

/** Names of the column with the time of a visit, and how it is written, in the order in which they are preferred. */
const TIMES: readonly (readonly [header: string, write: (cell: string) => string])[] = [
  ['time_usec', fromEpoch],
  ['visit_time', fromEpoch],
  ['visitTime', fromEpoch],
  ['lastVisitTime', fromEpoch],
  ['last_visit_time', fromEpoch],
  ['last_visit_date', fromEpoch],
  ['visit_date', fromEpoch],
  ['Visit Time', (cell) => cell],
  ['DateTime', (cell) => cell],
  ['dateTime', (cell) => cell],
];

/** Seconds, milliseconds or microseconds since 1970, or Chrome's microseconds since 1601; a date stays as it is. */
export function fromEpoch(cell: string): string {
  const value = Number(cell);
  if (cell === '' || Number.isNaN(value)) return cell;
  const ms =
    value > 1e16
      ? value / 1000 - 11_644_473_600_000
      : value > 1e14
        ? value / 1000
        : value > 1e11
          ? value
          : value * 1000;
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? cell : `${date.toISOString().slice(0, 19)}Z`;
}

/** The site of an address; '' for pages of the browser itself and files on the disk. */
export function siteOf(address: string): string {
  const host = /^https?:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(address)?.[1] ?? '';
  return host.toLowerCase().replace(/^(www\d?|m)\./, '');
}

function timeOf({ headers }: Head): (typeof TIMES)[number] | null {
  return TIMES.find(([header]) => headers.includes(header)) ?? null;
}

function visits(head: Head): readonly Making[] {
  const [header, write] = timeOf(head) ?? ['', String];
  return [
    events({ Site: 'ITEM_ID', Visited: 'TIMESTAMP' }, (cells) => {
      const site = siteOf(cells('url') || cells('NavigatedToUrl'));
      const time = header === '' ? `${cells('date')} ${cells('time')}`.trim() : write(cells(header));
      return [site, time];
    }),
  ];
}

/** Pages visited, from Google Takeout, Edge or the usual extensions of browsers: the site is what was chosen. */
export const browser: Service = {
  key: 'browser',
  splits: true,
  forms: [
    {
      tells: (head) => {
        const names = head.headers.map((header) => header.toLowerCase());
        const dated = timeOf(head) !== null || (names.includes('date') && names.includes('time'));
        if (hasHeaders('NavigatedToUrl', 'PageTitle')(head)) return dated;
        return names.includes('url') && names.includes('title') && dated && isVisited(head, names);
      },
      makes: visits,
    },
  ],
};

/** A list of articles or films has addresses too: the visits of a browser go to many pages of few sites, and say more. */
function isVisited({ headers, rows }: Head, names: readonly string[]): boolean {
  const telling =
    /^(time_usec|visit.?(count|time|type|date)|typed.?count|page_transition|transition|last.?visit.*)$/i;
  if (headers.some((header) => telling.test(header))) return true;
  const sites = rows.map((row) => siteOf(row[names.indexOf('url')] ?? '')).filter((site) => site !== '');
  return names.length <= 4 && sites.length > rows.length / 2 && new Set(sites).size < sites.length;
}
