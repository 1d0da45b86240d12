import { lastPart } from '../../domain/arn';

/** Genres of the flags in `u.item`, in their order. */
export const GENRES =
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
