import { expect, test } from 'vitest';
import { titleField } from '../../../src/domain/title-field';

const text = (name: string, isCategory = false) => ({ name, isText: true, isCategory });
const number = (name: string) => ({ name, isText: false, isCategory: false });

test.each([
  [[text('GENRES', true), text('TITLE')], 'TITLE'],
  [[text('DESCRIPTION'), text('NAME')], 'NAME'],
  [[number('NAME'), text('TRACK_NAME')], 'TRACK_NAME'],
  [[text('COLOUR', true), text('BOOK')], 'BOOK'],
  [[text('COLOUR', true), number('PRICE')], null],
  [[text('ITEM_ID')], null],
])('among %j', (fields, name) => {
  expect(titleField(fields)?.name ?? null).toBe(name);
});
