import { events, hasOnly, items, type Service } from './service';

/** The library of Calibre, whose tables come as one: when a book was added, and what it was given of ten. */
export const calibre: Service = {
  key: 'calibre',
  forms: [
    {
      tells: hasOnly('Book', 'Title', 'Author', 'Added', 'Calibre rating', 'Tags'),
      makes: () => [
        events({ Book: 'ITEM_ID', Day: 'TIMESTAMP', Rating: 'EVENT_VALUE' }, (cells) => {
          // Of ten, two for each star; none is written as 0.
          const rating = Number(cells('Calibre rating')) / 2;
          return [cells('Book'), cells('Added'), rating > 0 ? String(rating) : ''];
        }),
        items({ Book: 'ITEM_ID', Title: 'KEEP', Author: 'KEEP', Tags: 'KEEP' }, (cells) => [
          cells('Book'),
          cells('Title'),
          cells('Author'),
          cells('Tags'),
        ]),
      ],
    },
  ],
};
