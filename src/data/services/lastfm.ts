import { localTime } from './local-time';
import { events, items, hasHeaders, together, type Head, type Making, type Service } from './service';

const TIME = /^\d{1,2} \p{L}{3,5} \d{4},? \d{1,2}:\d{2}$/u;

function makings(artist: string, album: string, track: string, time: string): () => readonly Making[] {
  return () => [
    events({ Song: 'ITEM_ID', Played: 'TIMESTAMP' }, (cells) =>
      cells(track) === ''
        ? 'no-item'
        : [[together(cells(artist), cells(track)), localTime(cells(time), 'dmy')]],
    ),
    items({ Song: 'ITEM_ID', Title: 'KEEP', Artist: 'KEEP', Album: 'KEEP' }, (cells) =>
      cells(track) === ''
        ? 'no-item'
        : [[together(cells(artist), cells(track)), cells(track), cells(artist), cells(album)]],
    ),
  ];
}

/** Without a header: artist, album, track and a time to the minute, which what is being played now does not have. */
function isBare({ headers, rows }: Head): boolean {
  const times = rows.map((row) => row[3]);
  return (
    headers.length === 4 &&
    times.some((time) => TIME.test(time)) &&
    times.every((time) => time === '' || TIME.test(time))
  );
}

/** Scrobbles as the two usual exporters write them. */
export const lastfm: Service = {
  key: 'lastfm',
  forms: [
    {
      tells: hasHeaders('uts', 'utc_time', 'artist', 'album', 'track'),
      makes: makings('artist', 'album', 'track', 'utc_time'),
    },
    {
      tells: isBare,
      headless: ['artist', 'album', 'track', 'time'],
      makes: makings('artist', 'album', 'track', 'time'),
    },
  ],
};
