import { events, items, hasHeaders, type Service } from './service';

/** Ratings of an account. */
export const imdb: Service = {
  key: 'imdb',
  forms: [
    {
      tells: hasHeaders('Const', 'Your Rating', 'Date Rated', 'Title', 'Title Type', 'Year', 'Genres'),
      makes: () => [
        events({ Film: 'ITEM_ID', Rated: 'TIMESTAMP', Rating: 'EVENT_VALUE' }, (cells) => [
          cells('Const'),
          cells('Date Rated'),
          cells('Your Rating'),
        ]),
        items({ Film: 'ITEM_ID', Title: 'KEEP', Year: 'KEEP', Genres: 'KEEP', Kind: 'KEEP' }, (cells) => [
          cells('Const'),
          cells('Title'),
          cells('Year'),
          cells('Genres').replaceAll(', ', '|'),
          cells('Title Type'),
        ]),
      ],
    },
  ],
};
