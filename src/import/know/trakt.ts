import { events, hasHeaders, items, type Cells, type Head, type Making, type Service } from './service';

/** A film, or of an episode its show. */
function titleOf(cells: Cells): string {
  return cells('show.title') || cells('movie.title');
}

const isOf = (head: Head): boolean => hasHeaders('movie.title')(head) || hasHeaders('show.title')(head);

function makings(time: string): readonly Making[] {
  return [
    events({ Title: 'ITEM_ID', Time: 'TIMESTAMP', Kind: 'EVENT_TYPE', Rating: 'EVENT_VALUE' }, (cells) => [
      titleOf(cells),
      cells(time),
      cells('type') || 'watch',
      cells('rating'),
    ]),
    items({ Title: 'ITEM_ID', Name: 'KEEP', Year: 'KEEP' }, (cells) => [
      titleOf(cells),
      titleOf(cells),
      cells('show.year') || cells('movie.year'),
    ]),
  ];
}

/** What somebody watched or rated, as Trakt hands it out. */
export const trakt: Service = {
  key: 'trakt',
  forms: [
    {
      tells: (head) => hasHeaders('watched_at', 'type')(head) && isOf(head),
      makes: () => makings('watched_at'),
    },
    {
      tells: (head) => hasHeaders('rated_at', 'rating')(head) && isOf(head),
      makes: () => makings('rated_at'),
    },
  ],
};
