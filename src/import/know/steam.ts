import { events, hasHeaders, items, type Cells, type Head, type Making, type Service } from './service';

/** What a library that was put into a table by hand calls its columns. */
const GAME = ['game', 'name', 'title'];
const HOURS = ['hours', 'hours played', 'hours_played', 'hours on record', 'playtime', 'playtime_hours'];

const headerOf = ({ headers }: Head, among: readonly string[]): string | undefined =>
  headers.find((header) => among.includes(header.toLowerCase()));

function library(
  game: string,
  title: string,
  hours: (cells: Cells) => number,
  last: string | null,
): Making[] {
  const isPlayed = (cells: Cells): boolean => hours(cells) > 0;
  const played = (cells: Cells): string[] => {
    const when = last === null ? [] : [new Date(Number(cells(last)) * 1000).toISOString()];
    return [cells(game), ...when, String(Math.round(hours(cells) * 10) / 10)];
  };
  return [
    events(
      {
        Game: 'ITEM_ID',
        ...(last === null ? {} : { 'Last played': 'TIMESTAMP' as const }),
        Hours: 'EVENT_VALUE',
      },
      (cells) => (isPlayed(cells) ? played(cells) : 'not-started'),
    ),
    items({ Game: 'ITEM_ID', Title: 'KEEP' }, (cells) => [cells(game), cells(title)]),
  ];
}

/** The games that somebody owns, with the hours in each: the answer of the service's own interface, or a list. */
export const steam: Service = {
  key: 'steam',
  forms: [
    {
      tells: hasHeaders('appid', 'name', 'playtime_forever'),
      makes: (head) => {
        const at = head.headers.indexOf('rtime_last_played');
        const dated = at >= 0 && head.rows.some((row) => Number(row[at]) > 0);
        const minutes = (cells: Cells): number => Number(cells('playtime_forever'));
        return library('appid', 'name', (cells) => minutes(cells) / 60, dated ? 'rtime_last_played' : null);
      },
    },
    {
      tells: (head) => {
        const [game, hours] = [headerOf(head, GAME), headerOf(head, HOURS)];
        const isSteam = game?.toLowerCase() === 'game' || /steam/i.test(head.path);
        return game !== undefined && hours !== undefined && isSteam && head.headers.length <= 4;
      },
      makes: (head) => {
        const [game = '', hours = ''] = [headerOf(head, GAME), headerOf(head, HOURS)];
        return library(game, game, (cells) => Number(cells(hours).replace(/,(?=\d{3})/g, '')), null);
      },
    },
  ],
};
