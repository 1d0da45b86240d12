import type { NotMeant } from '../../domain/imports';
import { events, hasHeaders, items, type Cells, type Head, type Making, type Service } from './service';

interface Names {
  readonly id: string;
  readonly title: string;
  readonly score: string;
  readonly status: string;
  /** The first that is filled counts. */
  readonly days: readonly string[];
}

function list({ id, title, score, status, days }: Names): (head: Head) => readonly Making[] {
  const dayOf = (cells: Cells): string => days.map(cells).find((day) => /^[1-9]\d{3}-/.test(day)) ?? '';
  return (head) => {
    const at = days.map((day) => head.headers.indexOf(day));
    const dated = head.rows.filter((row) => at.some((i) => /^[1-9]\d{3}-/.test(row[i] ?? ''))).length;
    // Few lists have a day for each entry; with hardly any, the order of the list has to do.
    const hasDays = dated * 2 > head.rows.length;
    const entry = (cells: Cells): NotMeant | readonly string[] => {
      const value = cells(score);
      const day = dayOf(cells);
      if (hasDays && day === '' && cells(id) !== '') return 'no-day';
      return [cells(id), ...(hasDays ? [day] : []), cells(status), Number(value) > 0 ? value : ''];
    };
    return [
      events(
        {
          Anime: 'ITEM_ID',
          ...(hasDays ? { Day: 'TIMESTAMP' as const } : {}),
          Status: 'EVENT_TYPE',
          Score: 'EVENT_VALUE',
        },
        entry,
      ),
      items({ Anime: 'ITEM_ID', Title: 'KEEP', Kind: 'KEEP', Episodes: 'KEEP' }, (cells) => [
        cells(id),
        cells(title),
        cells('series_type') || cells('type'),
        cells('series_episodes') || cells('episodes'),
      ]),
    ];
  };
}

const DAYS = ['my_finish_date', 'my_start_date'];

/** MyAnimeList’s export, and lists with its columns. */
export const animeList: Service = {
  key: 'anime-list',
  forms: [
    {
      tells: hasHeaders('series_animedb_id', 'series_title', 'my_status'),
      makes: list({
        id: 'series_animedb_id',
        title: 'series_title',
        score: 'my_score',
        status: 'my_status',
        days: DAYS,
      }),
    },
    {
      tells: ({ headers }) =>
        ['title', 'episodes', 'score', 'status'].every((name) => headers.includes(name)) &&
        !headers.includes('user_id') &&
        !headers.includes('username'),
      makes: list({
        id: 'title',
        title: 'title',
        score: 'score',
        status: 'status',
        days: ['finish_date', 'finished', 'start_date', 'started', ...DAYS],
      }),
    },
  ],
};
