import type { MarkupList } from './records';

const CLIPPING_ENDS = '==========';
/** What was marked in books on a Kindle: the book with its author, what and when, in the language of the device. */
export const CLIPPINGS: MarkupList = {
  begin: CLIPPING_ENDS,
  ends: true,
  headers: () => ['book', 'marked', 'passage'],
  cellsOf: (record) => {
    const [book = '', told = '', ...text] = record.replace(/^[\s\ufeff]+/, '').split(/\r?\n/);
    if (book.trim() === '' || !told.startsWith('-')) return null;
    return new Map([
      ['book', book.trim()],
      ['marked', told.slice(told.lastIndexOf('|') + 1).trim()],
      ['passage', text.join(' ').trim()],
    ]);
  },
};

/** Whether a text is what a Kindle keeps as “My Clippings.txt”. */
export function isClippings(beginning: string): boolean {
  const [, told = ''] = beginning.split('\n', 2);
  return /^- .+\|/.test(told) && /^={10}\r?$/m.test(beginning);
}
