import { events, items, hasHeaders, type Cells, type Service } from './service';

const book = (cells: Cells): string => cells('ASIN') || cells('Product Name');

/** What was listened to, from the data that the service hands out. */
export const audible: Service = {
  key: 'audible',
  forms: [
    {
      tells: hasHeaders('Product Name', 'Start Date', 'Event Duration Milliseconds'),
      makes: () => [
        events({ Book: 'ITEM_ID', Heard: 'TIMESTAMP', Minutes: 'EVENT_VALUE' }, (cells) => {
          const minutes = Math.round(Number(cells('Event Duration Milliseconds')) / 6000) / 10;
          return [book(cells), cells('Start Date'), String(minutes)];
        }),
        items({ Book: 'ITEM_ID', Title: 'KEEP' }, (cells) => [book(cells), cells('Product Name')]),
      ],
    },
  ],
};
