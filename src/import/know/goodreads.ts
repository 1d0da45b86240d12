import { events, items, hasHeaders, type Service } from './service';

/** The library export. A shelf says what became of a book; a rating of 0 says that there is none. */
export const goodreads: Service = {
  key: 'goodreads',
  forms: [
    {
      tells: hasHeaders('Book Id', 'Title', 'Author', 'My Rating', 'Exclusive Shelf', 'Date Added'),
      makes: () => [
        events({ Book: 'ITEM_ID', Day: 'TIMESTAMP', Shelf: 'EVENT_TYPE', Rating: 'EVENT_VALUE' }, (cells) => {
          const rating = cells('My Rating');
          const day = cells('Date Read') || cells('Date Added');
          return [cells('Book Id'), day, cells('Exclusive Shelf'), rating === '0' ? '' : rating];
        }),
        items(
          {
            Book: 'ITEM_ID',
            Title: 'KEEP',
            Author: 'KEEP',
            Year: 'KEEP',
            Pages: 'KEEP',
            'Average Rating': 'KEEP',
          },
          (cells) => [
            cells('Book Id'),
            cells('Title'),
            cells('Author'),
            cells('Original Publication Year') || cells('Year Published'),
            cells('Number of Pages'),
            cells('Average Rating'),
          ],
        ),
      ],
    },
  ],
};
