import { localTime } from './local-time';
import { events, items, hasOnly, type Service } from './service';

/** `Added on Monday, 3 April 2023 10:11:12`, without what German says before a day, and English before noon. */
function dayIn(marked: string): string {
  return localTime(marked.replace(/^\D*\bam\s+/i, ''), 'dmy');
}

/** What was marked in books, as the device keeps it: when, in the language of its owner. */
export const kindleClippings: Service = {
  key: 'kindle-clippings',
  forms: [
    {
      tells: hasOnly('book', 'marked', 'passage'),
      makes: () => [
        events({ Book: 'ITEM_ID', Marked: 'TIMESTAMP' }, (cells) => [cells('book'), dayIn(cells('marked'))]),
        items({ Book: 'ITEM_ID', Title: 'KEEP', Author: 'KEEP' }, (cells) => {
          const [, title, author] = /^(.*?)\s*\(([^()]*)\)$/.exec(cells('book')) ?? ['', cells('book'), ''];
          return [cells('book'), title, author];
        }),
      ],
    },
  ],
};
