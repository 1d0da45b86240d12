import { localTime } from './local-time';
import { events, items, hasHeaders, together, type Head, type Making, type Service } from './service';

const TIME = /^\d{1,2} \p{L}{3,5} \d{4},? \d{1,2}:\d{2}$/u;

/** @param time the column that says when. */
function makings(time: string): readonly Making[] {
  return [
    events({ Song: 'ITEM_ID', Played: 'TIMESTAMP' }, (cells) => [
      together(cells('artist'), cells('track')),
      timeOf(cells(time)),
    ]),
    items({ Song: 'ITEM_ID', Title: 'KEEP', Artist: 'KEEP', Album: 'KEEP' }, (cells) => [
      together(cells('artist'), cells('track')),
      cells('track'),
      cells('artist'),
      cells('album'),
    ]),
  ];
}

/** A day of an account's own calendar, or milliseconds since 1970. */
function timeOf(cell: string): string {
  return /^\d{13}$/.test(cell) ? new Date(Number(cell)).toISOString() : localTime(cell, 'dmy');
}

/** `Date#ann` where the exporter names the account. */
const SINCE = /^date(#.*)?$/i;
const isSince = ({ headers }: Head): boolean =>
  headers.some((header) => SINCE.test(header)) &&
  headers.every((header) => SINCE.test(header) || /^(artist|album|albumid|track)$/i.test(header));

/** Without a header: artist, album, track and a time to the minute, which what is being played now does not have. */
function isBare({ headers, rows }: Head): boolean {
  const times = rows.map((row) => row[3]);
  return (
    headers.length === 4 &&
    times.some((time) => TIME.test(time)) &&
    times.every((time) => time === '' || TIME.test(time))
  );
}

/** Scrobbles as the usual exporters write them. */
export const lastfm: Service = {
  key: 'lastfm',
  forms: [
    {
      tells: hasHeaders('uts', 'utc_time', 'artist', 'album', 'track'),
      makes: () => makings('utc_time'),
    },
    {
      tells: (head) => hasHeaders('artist', 'album', 'track')(head) && isSince(head),
      makes: ({ headers }) => makings(headers.find((header) => SINCE.test(header)) ?? ''),
    },
    {
      tells: isBare,
      headless: ['artist', 'album', 'track', 'time'],
      makes: () => makings('time'),
    },
  ],
};
