import { expect, it } from 'vitest';
import { guessRoles } from '../../../../src/import/propose/guess-roles';
import { roleOfName } from '../../../../src/import/lexicon/names';
import { sampleColumns } from '../../../../src/import/propose/sampled-column';

it('a header without rows below it says what its columns are for', () => {
  const columns = sampleColumns(['userId', 'movieId', 'rating', 'timestamp'], []);
  const [user, item, , time] = guessRoles('INTERACTIONS', columns);
  expect([user, item, time]).toEqual(['USER_ID', 'ITEM_ID', 'TIMESTAMP']);
});

it.each([
  [['never', '2024-05-01', 'never'], 'TIMESTAMP'],
  [['never', 'soon', 'never'], 'KEEP'],
])('a time of which cells say %o is %s', (times, role) => {
  const rows = Array.from({ length: 30 }, (_, k) => [`u${k % 7}`, `i${k % 5}`, times[k % 3]]);
  expect(guessRoles('INTERACTIONS', sampleColumns(['userId', 'itemId', 'timestamp'], rows))[2]).toBe(role);
});

it.each([
  ['Mitgliedsnummer', 'USER_ID'],
  ['N° adhérent', 'USER_ID'],
  ["Numéro de l'adhérent", 'USER_ID'],
  ['id_cliente', 'USER_ID'],
  ['会員番号', 'USER_ID'],
  ['学号', 'USER_ID'],
  ['Membership No', 'USER_ID'],
  ['código de producto', 'ITEM_ID'],
  ['Buchtitel', 'ITEM_ID'],
  ['商品名', 'ITEM_ID'],
  ['课程名称', 'ITEM_ID'],
  ['Rating (1-5)', 'EVENT_VALUE'],
  // Kinds of people, and words that mean something else next door.
  ['Membership', null],
  ['Inscrit', null],
  ['Abonado', null],
  ['Medium', null],
  ['Oficina', null],
  ['Nombre de clientes', null],
  ['product name', null],
])('the header %s is of %s', (header, role) => expect(roleOfName(header)).toBe(role));
