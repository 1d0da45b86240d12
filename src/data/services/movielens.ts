import { hasHeaders, items, type Head, type Service } from './service';
import { lastPart } from '../../domain/arn';

/** Genres of the flags in `u.item`, in their order. */
const GENRES =
  'unknown|Action|Adventure|Animation|Children|Comedy|Crime|Documentary|Drama|Fantasy|Film-Noir|Horror|Musical|Mystery|Romance|Sci-Fi|Thriller|War|Western'.split(
    '|',
  );

/** Columns of the files that come without a header, by their names. */
const HEADLESS: { readonly [file: string]: readonly string[] } = {
  'ratings.dat': ['userId', 'movieId', 'rating', 'timestamp'],
  'movies.dat': ['movieId', 'title', 'genres'],
  'users.dat': ['userId', 'gender', 'age', 'occupation', 'zip'],
  'u.data': ['userId', 'movieId', 'rating', 'timestamp'],
  'u.user': ['userId', 'age', 'gender', 'occupation', 'zip'],
  'u.item': ['movieId', 'title', 'releaseDate', 'videoReleaseDate', 'imdbUrl', ...GENRES],
};

/** The columns of a well-known file without a header, or null. */
export function headlessColumns(path: string, width: number): readonly string[] | null {
  const name = lastPart(path).toLowerCase().replace(/\.gz$/, '');
  const known = Object.hasOwn(HEADLESS, name) ? HEADLESS[name] : null;
  return known?.length === width ? known : null;
}

/** A form that has these headers and no others, in this order. */
const isHead =
  (headers: string) =>
  (head: Head): boolean =>
    head.headers.join(',') === headers;

/** What a recommender does not need beside the ratings, and the parts into which they were cut for experiments. */
const SPARE_HEADS = ['userId,movieId,tag,timestamp', 'movieId,tagId,relevance', 'tagId,tag'].map(isHead);
const SPARE_PATH = /(^|\/)u([1-5ab]\.(base|test)|\.(genre|info|occupation))$/;

/** The ratings of films in all their sizes. */
export const movielens: Service = {
  key: 'movielens',
  several: true,
  forms: [
    { tells: isHead('userId,movieId,rating,timestamp'), asIs: 'INTERACTIONS' },
    { tells: isHead('movieId,title,genres'), asIs: 'ITEMS' },
    // Where the films are described under their numbers elsewhere, it leads there.
    { tells: isHead('movieId,imdbId,tmdbId'), spare: 'beside-items' },
    {
      tells: (head) => SPARE_HEADS.some((isSpare) => isSpare(head)) || SPARE_PATH.test(head.path),
      spare: true,
    },
    {
      tells: hasHeaders('movieId', 'title', 'imdbUrl', 'Film-Noir', 'Western'),
      makes: () => [
        items({ movieId: 'ITEM_ID', title: 'KEEP', genres: 'KEEP' }, (cells) => [
          cells('movieId'),
          cells('title'),
          GENRES.filter((genre) => cells(genre) === '1').join('|'),
        ]),
      ],
    },
  ],
};
