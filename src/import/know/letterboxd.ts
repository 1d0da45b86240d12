import { events, items, hasHeaders, type Cells, type Making, type Service } from './service';
import { lastPart } from '../../domain/arn';

/** One film was made in a year, of another a remake has the same name. */
function film(cells: Cells): string {
  const [name, year] = [cells('Name'), cells('Year')];
  return name === '' || year === '' ? name : `${name} (${year})`;
}

function makings(watched: string, what: (cells: Cells) => string): () => readonly Making[] {
  return () => [
    events({ Film: 'ITEM_ID', Watched: 'TIMESTAMP', What: 'EVENT_TYPE', Rating: 'EVENT_VALUE' }, (cells) => [
      film(cells),
      cells(watched) || cells('Date'),
      what(cells),
      cells('Rating'),
    ]),
    items({ Film: 'ITEM_ID', Title: 'KEEP', Year: 'KEEP' }, (cells) => [
      film(cells),
      cells('Name'),
      cells('Year'),
    ]),
  ];
}

const isFilmList = hasHeaders('Date', 'Name', 'Year', 'Letterboxd URI');
const named = (path: string, name: string): boolean => lastPart(path).toLowerCase() === `${name}.csv`;

/**
 * The zip of an account. The diary has days and repeats, ratings and the list of watched films add what it lacks; the
 * watchlist names films that nobody has seen yet.
 */
export const letterboxd: Service = {
  key: 'letterboxd',
  several: true,
  forms: [
    { tells: hasHeaders('Letterboxd URI', 'Review', 'Watched Date'), spare: true },
    {
      tells: (head) =>
        isFilmList(head) && /watchlist|(^|\/)(likes|lists|deleted|orphaned)\//i.test(head.path),
      spare: true,
    },
    { tells: hasHeaders('Date Joined', 'Username', 'Favorite Films'), spare: true },
    {
      tells: (head) => named(head.path, 'comments') && hasHeaders('Date', 'Content', 'Comment')(head),
      spare: true,
    },
    {
      tells: (head) => isFilmList(head) && hasHeaders('Watched Date', 'Rewatch')(head),
      makes: makings('Watched Date', (cells) => (/^yes$/i.test(cells('Rewatch')) ? 'rewatch' : 'watch')),
    },
    {
      tells: (head) => isFilmList(head) && hasHeaders('Rating')(head),
      makes: makings('Date', () => 'watch'),
      tellsRest: true,
    },
    { tells: isFilmList, makes: makings('Date', () => 'watch'), tellsRest: true },
  ],
};
