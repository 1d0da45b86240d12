import { events, items, hasHeaders, type Cells, type Service } from './service';

/** Editions have an ISBN or a number of the service's own; books without either go by their title. */
const book = (cells: Cells): string => cells('ISBN/UID') || cells('Title');

/** The library export: what became of a book, on which day, and how many stars it got. */
export const storygraph: Service = {
  key: 'storygraph',
  forms: [
    {
      tells: hasHeaders('Title', 'Authors', 'ISBN/UID', 'Read Status', 'Date Added', 'Star Rating'),
      makes: () => [
        events(
          { Book: 'ITEM_ID', Day: 'TIMESTAMP', Status: 'EVENT_TYPE', Rating: 'EVENT_VALUE' },
          (cells) => [
            book(cells),
            cells('Last Date Read') || cells('Date Added'),
            cells('Read Status'),
            cells('Star Rating'),
          ],
        ),
        items({ Book: 'ITEM_ID', Title: 'KEEP', Author: 'KEEP', Moods: 'KEEP', Pace: 'KEEP' }, (cells) => [
          book(cells),
          cells('Title'),
          cells('Authors'),
          cells('Moods').replaceAll(/, */g, '|'),
          cells('Pace'),
        ]),
      ],
    },
  ],
};
