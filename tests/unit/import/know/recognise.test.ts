import { describe, expect, it } from 'vitest';
import { isNamedService } from '../../../../src/copy/services';
import { recognise, services } from '../../../../src/import/know/registry';
import { events, hasHeaders, type Cells, type Head, type Service } from '../../../../src/import/know/service';

const head = (headers: string, ...rows: string[]): Head => ({
  path: 'file.csv',
  beginning: '',
  headers: headers.split(','),
  rows: rows.map((row) => row.split(',')),
});

it('takes one file and its words for a new service', () => {
  const pretend: Service = {
    key: 'pretend',
    forms: [
      {
        tells: hasHeaders('Heard', 'Station'),
        makes: () => [
          events({ Station: 'ITEM_ID', Heard: 'TIMESTAMP' }, (cells) => [cells('Station'), cells('Heard')]),
        ],
      },
    ],
  };
  const file = head('Heard,Station,Volume', '2024-01-01,Radio 1,7');
  const found = recognise(file, [...services, pretend]);
  expect(found?.service).toBe(pretend);
  const { form } = found ?? {};
  const [making] = form !== undefined && 'makes' in form ? form.makes(file) : [];
  const cells: Cells = (header) => file.rows[0][file.headers.indexOf(header)] ?? '';
  expect(making.row(cells)).toEqual(['Radio 1', '2024-01-01']);
});

it('has words for every service', () => {
  expect(services.filter(({ key }) => !isNamedService(key)).map(({ key }) => key)).toEqual([]);
});

describe('leaves alone what only looks alike', () => {
  const strangers: readonly (readonly [what: string, head: Head])[] = [
    ['titles with dates that are none', head('Title,Date', 'Heat,soon', 'Solaris,later')],
    ['a third column', head('Title,Date,Price', 'Heat,2024-01-01,3')],
    ['four columns without times', head('column 1,column 2,column 3,column 4', 'a,b,c,d')],
    ['a table of ratings', head('user,film,rating,timestamp', '1,2,3,1600000000')],
    ['orders of a shop', head('Order ID,Order Date,SKU,Quantity', '1,2024-01-01,x,1')],
  ];
  for (const [what, one] of strangers) it(what, () => expect(recognise(one)).toBeNull());
});

it.each([
  ['Hinzugefügt am Freitag, 1. März 2024 22:10:07', '2024-03-01T22:10:07Z'],
  ['Added on Friday, March 1, 2024 10:10:07 PM', '2024-03-01T22:10:07Z'],
  ['Ajouté le vendredi 1 mars 2024 22:10:07', '2024-03-01T22:10:07Z'],
  ['Añadido el viernes, 1 de marzo de 2024 22:10:07', '2024-03-01T22:10:07Z'],
  ['2024년 3월 1일 금요일 오후 10:10:07에 추가됨', '2024-03-01T22:10:07Z'],
])('a passage was marked %s', (marked, time) => {
  const file = head('book,marked,passage');
  const form = recognise(file)?.form;
  const [making] = form !== undefined && 'makes' in form ? form.makes(file) : [];
  const told: { readonly [header: string]: string } = { book: 'Tale', marked };
  expect(making.row((header) => told[header] ?? '')).toEqual(['Tale', time]);
});
