import { expect, test } from 'vitest';
import { personFields, titleField } from '../../../src/domain/title-field';

const text = (name: string, isCategory = false) => ({ name, isText: true, isCategory });
const number = (name: string) => ({ name, isText: false, isCategory: false });

test.each([
  [[text('GENRES', true), text('TITLE')], 'TITLE'],
  [[text('DESCRIPTION'), text('NAME')], 'NAME'],
  [[number('NAME'), text('TRACK_NAME')], 'TRACK_NAME'],
  [[text('COLOUR', true), text('BOOK')], 'BOOK'],
  [[text('COLOUR', true), number('PRICE')], null],
  [[text('ITEM_ID')], null],
  // Numbers and addresses of things are nothing that people call them.
  [[text('ART_NR'), text('IMAGE_URL'), text('ARTICLE')], 'ARTICLE'],
  [[text('SKU'), text('GROUP', true)], null],
  // Nor is the name of the kind of thing that they are.
  [[text('PRODUCT_CATEGORY_NAME', true), number('WEIGHT')], null],
])('among %j', (fields, name) => {
  expect(titleField(fields)?.name ?? null).toBe(name);
});

test.each([
  [[text('REGION', true), text('NAME')], 'NAME'],
  [[text('CUSTOMER'), text('CUSTOMER_NAME')], 'CUSTOMER_NAME'],
  // A sheet of bookings calls its guests by the column Guest, beside their numbers.
  [[text('GUEST', true), number('AGE')], 'GUEST'],
  [[text('회원명'), text('HOEWONMYEONG')], 'HOEWONMYEONG'],
  [[text('REGION', true), text('COMMENT'), number('NAME')], ''],
  // Halves of a name, whichever stands in front.
  [[text('NOM', true), text('PRENOM', true)], 'PRENOM NOM'],
  [[text('NACHNAME'), text('VORNAME')], 'VORNAME NACHNAME'],
  [[text('NAME'), text('VORNAME')], 'VORNAME NAME'],
  [[text('FIRST_NAME'), text('LAST_NAME'), text('NAME')], 'NAME'],
  [[text('FIRST_NAME'), number('AGE')], 'FIRST_NAME'],
])('a person among %j', (fields, names) => {
  expect(
    personFields(fields)
      .map(({ name }) => name)
      .join(' '),
  ).toBe(names);
});
