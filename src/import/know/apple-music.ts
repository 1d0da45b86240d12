import { events, hasHeaders, items, type Cells, type Making, type Service } from './service';

/** `Artist - Song`, as the lists of days have it. */
function partsOf(description: string): readonly [artist: string, song: string] {
  const cut = description.indexOf(' - ');
  return cut === -1 ? ['', description] : [description.slice(0, cut), description.slice(cut + 3)];
}

function dated(digits: string): string {
  return digits.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
}

function secondsOf(cells: Cells): string {
  return String(Math.round(Number(cells('Play Duration Milliseconds')) / 1000));
}

const days = (): readonly Making[] => {
  const song = (cells: Cells): string => cells('Track Description');
  return [
    events({ Song: 'ITEM_ID', Played: 'TIMESTAMP', Seconds: 'EVENT_VALUE' }, (cells) => [
      song(cells),
      dated(cells('Date Played')),
      secondsOf(cells),
    ]),
    items({ Song: 'ITEM_ID', Title: 'KEEP', Artist: 'KEEP' }, (cells) => {
      const [artist, title] = partsOf(song(cells));
      return [song(cells), title, artist];
    }),
  ];
};

const plays = (): readonly Making[] => {
  const song = (cells: Cells): string => cells('Song Name') || cells('Content Name');
  return [
    events({ Song: 'ITEM_ID', Played: 'TIMESTAMP', Seconds: 'EVENT_VALUE' }, (cells) => {
      const time =
        cells('Event Start Timestamp') || cells('Event End Timestamp') || cells('Event Received Timestamp');
      return [song(cells), time, secondsOf(cells)];
    }),
    items({ Song: 'ITEM_ID', Title: 'KEEP', Album: 'KEEP' }, (cells) => [
      song(cells),
      song(cells),
      cells('Album Name'),
    ]),
  ];
};

/** What Apple hands out of an account: each play, or a line for each song and day. */
export const appleMusic: Service = {
  key: 'apple-music',
  splits: true,
  forms: [
    { tells: hasHeaders('Track Description', 'Date Played', 'Play Duration Milliseconds'), makes: days },
    {
      tells: (head) =>
        hasHeaders('Play Duration Milliseconds', 'Event Start Timestamp')(head) &&
        (hasHeaders('Song Name')(head) || hasHeaders('Content Name')(head)),
      makes: plays,
    },
  ],
};
