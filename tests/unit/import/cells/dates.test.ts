import { describe, expect, it } from 'vitest';
import { parseIso, parseShortYear, parseSlashed } from '../../../../src/import/cells/dates';
import { full } from '../../../support/full';

const DAY_MS = 86_400_000;

it('reads every day as the calendar has it, with and without a time', () => {
  // 2000 has a leap day, 2100 has none.
  for (let ms = 0; ms < Date.UTC(full ? 2200 : 2101, 0, 1); ms += DAY_MS) {
    const iso = new Date(ms + 45_296_000).toISOString();
    expect(parseIso(iso.slice(0, 10))).toBe(ms / 1000);
    expect(parseIso(iso.slice(0, 19))).toBe(ms / 1000 + 45_296);
    expect(parseIso(iso)).toBe(ms / 1000 + 45_296);
  }
});

it.each([
  '2021-02-29',
  '1900-02-29',
  '2021-04-31',
  '2021-13-01',
  '2021-00-10',
  '2021-01-00',
  '2021-01-01T24:00:00',
  '1969-12-31',
  '20-1-01-01',
  '2021-01-0x',
  '2021-01-01T10:61:00',
])('does not read %s', (cell) => expect(parseIso(cell)).toBeNaN());

it('reads the year of a leap day, and a leap second as the one before', () => {
  expect(parseIso('2000-02-29')).toBe(951_782_400);
  expect(parseIso('2016-12-31T23:59:60')).toBe(parseIso('2016-12-31T23:59:59'));
});

it('takes two digits for the years from 1970 to 2069, whichever stands first', () => {
  expect(parseSlashed('31/12/70', true)).toBe(Date.UTC(1970, 11, 31) / 1000);
  expect(parseSlashed('12/31/99', false)).toBe(Date.UTC(1999, 11, 31) / 1000);
  expect(parseSlashed('1/2/00', true)).toBe(Date.UTC(2000, 1, 1) / 1000);
  expect(parseSlashed('1/2/69', true)).toBe(Date.UTC(2069, 1, 1) / 1000);
  for (const cell of ['1/2/7', '1/2/202', '31/12/69x', '32/1/70']) expect(parseSlashed(cell, true)).toBeNaN();
});

it('reads a Korean date with its last point, with and without a time', () => {
  for (const cell of ['2026. 5. 3.', '2026. 05. 03.', '2026.5.3.', '2026. 5. 3'])
    expect(parseIso(cell), cell).toBe(Date.UTC(2026, 4, 3) / 1000);
  expect(parseIso('2026. 5. 3. 오후 3:12')).toBe(Date.UTC(2026, 4, 3, 15, 12) / 1000);
});

it.each([
  ['2023年4月3日', Date.UTC(2023, 3, 3)],
  ['2023年04月03日 14時05分', Date.UTC(2023, 3, 3, 14, 5)],
  ['2023年4月3日(月) 14:05', Date.UTC(2023, 3, 3, 14, 5)],
  ['2023年4月3日 午後2時', Date.UTC(2023, 3, 3, 14)],
  ['2023年4月3日 下午2:05:10', Date.UTC(2023, 3, 3, 14, 5, 10)],
  ['2023/4/3 午後 2:05', Date.UTC(2023, 3, 3, 14, 5)],
  ['2023년 4월 3일', Date.UTC(2023, 3, 3)],
  ['2023년 4월 3일 오후 2시 5분', Date.UTC(2023, 3, 3, 14, 5)],
  ['3. April 2023', Date.UTC(2023, 3, 3)],
  ['12. März 2024, 14:05', Date.UTC(2024, 2, 12, 14, 5)],
  ['lundi 3 avril 2023', Date.UTC(2023, 3, 3)],
  ['3 févr. 2023', Date.UTC(2023, 1, 3)],
  ['3 de abril de 2023', Date.UTC(2023, 3, 3)],
  ['3 luglio 2023', Date.UTC(2023, 6, 3)],
  ['3 мая 2023', Date.UTC(2023, 4, 3)],
])('reads %s in the language that it is written in', (cell, ms) => expect(parseIso(cell)).toBe(ms / 1000));

it.each(['2023年13月3日', '2023年2月30日', '4月3日', '31 livres 2023', '3 Bände 2023', '2023년 4월'])(
  'takes %s for no date',
  (cell) => expect(parseIso(cell)).toBeNaN(),
);

it('reads a short year that stands in front', () => {
  for (const cell of ['26.05.03', '26. 5. 3.', '26-05-03', '26/5/3'])
    expect(parseShortYear(cell), cell).toBe(Date.UTC(2026, 4, 3) / 1000);
  expect(parseShortYear('26.05.03 오후 3:12')).toBe(Date.UTC(2026, 4, 3, 15, 12) / 1000);
  for (const cell of ['2026.05.03', '26.13.03', '26.05.2003', '6.5.3'])
    expect(parseShortYear(cell), cell).toBeNaN();
});

describe('a clock with its half of the day and its zone', () => {
  const AT = Date.UTC(2024, 2, 1, 0, 10) / 1000;
  it.each([
    '2024/03/01 9:10:00 AM GMT+9',
    '2024/03/01 9:10:00 오전 GMT+9',
    '2024. 3. 1 오전 12:10:00',
    '2024. 3. 1. 오전 12:10:00',
    '2024/02/29 8:40:00 pm GMT-3:30',
    '2024/02/29 7:10:00 PM EST',
    '2024/03/01 1:10:00 vorm. MEZ',
    '2024/02/29 12:10:00 nachm. GMT-12',
    '2024/03/01 5:40:00 AM IST',
    '2024-03-01 09:10 KST',
    '1 March 2024 9:10 AM GMT+9',
  ])('is read as the moment that it is: %s', (cell) => expect(parseIso(cell)).toBe(AT));

  it('is read so behind either order of day and month', () => {
    expect(parseSlashed('1/3/2024 9:10:00 AM GMT+9', true)).toBe(AT);
    expect(parseSlashed('3/1/2024 9:10:00 AM GMT+9', false)).toBe(AT);
  });

  it.each(['2024/03/01 13:10:00 AM GMT+9', '2024/03/01 9:10:00 AM XYZ', '2024/03/01 오늘 9:10'])(
    'is not guessed: %s',
    (cell) => expect(parseIso(cell)).toBeNaN(),
  );
});
