import { describe, expect, it } from 'vitest';
import { isNamedService } from '../../../../src/words/copy/services';
import { recognise } from '../../../../src/import/know/recognise';
import { reader, type Head, type Service } from '../../../../src/import/know/service';
import { services } from '../../../../src/import/know/services';

const head = (headers: string, ...rows: string[]): Head => ({
  path: 'file.csv',
  beginning: '',
  headers: headers.split(','),
  rows: rows.map((row) => row.split(',')),
});

it('takes one row of a table and its words for a new service', () => {
  const pretend: Service = {
    key: 'pretend',
    forms: [{ has: 'Heard;Station', told: { what: 'Station', when: 'Heard' } }],
  };
  const file = head('Heard,Station,Volume', '2024-01-01,Radio 1,7');
  expect(recognise(file, [...services, pretend])?.service).toBe(pretend);
});

it('has words for every service', () => {
  expect(services.filter(({ key }) => !isNamedService(key)).map(({ key }) => key)).toEqual([]);
});

it.each([
  ['A|B', 'b'],
  ['C', 'c'],
  ['C – B', 'c – b'],
  ['A – B', 'b'],
  ['C – A', ''],
  ['=play', 'play'],
] as const)('reads %s', (from, cell) => {
  const cells: { readonly [header: string]: string } = { A: '', B: 'b', C: 'c' };
  expect(reader(from)((header) => cells[header])).toBe(cell);
});

describe('leaves alone what only looks alike', () => {
  const strangers: readonly (readonly [what: string, head: Head])[] = [
    ['titles with dates that are none', head('Title,Date', 'Heat,soon', 'Solaris,later')],
    ['a third column', head('Title,Date,Price', 'Heat,2024-01-01,3')],
    ['four columns without times', head('column 1,column 2,column 3,column 4', 'a,b,c,d')],
    ['a table of ratings', head('user,film,rating,timestamp', '1,2,3,1600000000')],
    ['orders of a shop', head('Order ID,Order Date,SKU,Quantity', '1,2024-01-01,x,1')],
    ['a catalogue of series', head('title,episodes,score,status', 'Akira,1,8.2,Finished Airing')],
  ];
  for (const [what, one] of strangers) it(what, () => expect(recognise(one)).toBeNull());
});
