import { afterEach, expect, it } from 'vitest';
import { describeTogether } from '../../../../src/words/copy/issues';
import { namesItsKind, tableName } from '../../../../src/words/copy/table-names';
import { madeName } from '../../../../src/domain/made-name';
import type { Issue } from '../../../../src/domain/issue';
import { readLanguageFrom } from '../../../../src/domain/language';

afterEach(() => readLanguageFrom(() => 'en'));

it('says in the language of the page what a made table holds, and leaves the names of files alone', () => {
  expect(tableName(madeName('people', 'orders'))).toBe('people of orders');
  readLanguageFrom(() => 'ko');
  expect(tableName(madeName('people', '주문내역'))).toBe('주문내역의 사람');
  expect(tableName(madeName('items', 'all files'))).toBe('모든 파일의 항목');
  expect(tableName('Best of 2020.csv')).toBe('Best of 2020.csv');
  const issue = {
    code: 'COLUMN_IGNORED',
    severity: 'warning',
    details: {},
    file: madeName('items', '주문'),
    column: 'a',
  };
  expect(describeTogether([issue as unknown as Issue]).what).toContain('주문의 항목');
});

it('says of a table that is named after what it holds not what it holds', () => {
  expect(namesItsKind(madeName('items', 'plays'), 'ITEMS')).toBe(true);
  expect(namesItsKind(madeName('people', 'orders'), 'USERS')).toBe(true);
  // Taken for something else by hand, and a file of somebody's.
  expect(namesItsKind(madeName('items', 'plays'), 'INTERACTIONS')).toBe(false);
  expect(namesItsKind('items.csv', 'ITEMS')).toBe(false);
});
