import { events, items, hasHeaders, type Form, type Service } from './service';

/** What the service writes where it does not know a book. */
const NONE = /^(not available|n\/a|null)?$/i;

/** Sessions of reading, by the names of their columns: the book, the beginning and the time read. */
function sessions(start: string, millis: string): Extract<Form, { makes: unknown }> {
  const told = (cell: string): string => (NONE.test(cell) ? '' : cell);
  return {
    tells: hasHeaders('ASIN', start, millis),
    makes: ({ headers }) => [
      events({ Book: 'ITEM_ID', Read: 'TIMESTAMP', Minutes: 'EVENT_VALUE' }, (cells) => {
        const minutes = Math.round(Number(cells(millis)) / 6000) / 10;
        return [told(cells('ASIN')), cells(start), String(minutes)];
      }),
      ...(headers.includes('product_name')
        ? [
            items({ Book: 'ITEM_ID', Title: 'KEEP' }, (cells) => [
              told(cells('ASIN')),
              told(cells('product_name')),
            ]),
          ]
        : []),
    ],
  };
}

/** What Amazon hands out of a Kindle: the sessions of reading, with titles since they are counted for the reader, and of each device. */
export const kindle: Service = {
  key: 'kindle',
  several: true,
  forms: [
    sessions('start_time', 'total_reading_milliseconds'),
    { ...sessions('start_timestamp', 'total_reading_millis'), tellsRest: true },
  ],
};
