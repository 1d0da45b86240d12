import { expect, test } from 'vitest';
import { otherFormWords } from '../../../../src/words/copy/other-forms';

test.each([
  ['Loans.numbers', /spreadsheet of another program/, /\.xlsx or CSV/],
  ['events.AVRO', /form for data/, /Parquet or JSON Lines/],
  ['shop.mdb', /is a database/, /Export the table/],
  ['orders.pdf', /is a document/, /as CSV or Excel/],
  ['WhatsApp Chat with Ann.txt', /is running text, such as a chat/, /who, one for what and one for when/],
  ['song.mp3', /is a sound or a film/, /as CSV or Excel/],
  ['IMG_0001.HEIC', /is a picture/, /as CSV or Excel/],
])('%s is called what it is, with the one thing to do', (file, what, todo) => {
  const said = otherFormWords(file);
  expect(said?.what).toMatch(what);
  expect(said?.what).toContain(file);
  expect(said?.todo).toMatch(todo);
});

test('of any other name nothing is supposed', () => {
  expect(otherFormWords('ratings.csv')).toBeNull();
  expect(otherFormWords('db')).toBeNull();
});
