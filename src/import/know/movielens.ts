import { GENRES } from '../open/headless-columns';
import { hasHeaders, items, type Head, type Service } from './service';

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
