import { isDate, localTime } from './local-time';
import { events, items, hasOnly, type Service } from './service';

/** `Added on Monday, 3 April 2023 10:11:12` without the words before its date, or those behind it. */
function dayIn(marked: string): string {
  const words = marked.split(' ');
  const ends = words
    .map((_, from) => words.slice(from).join(' '))
    .flatMap((end) => [end, end.replace(/\D*$/, '')]);
  return localTime(ends.find(isDate) ?? marked, 'dmy');
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
