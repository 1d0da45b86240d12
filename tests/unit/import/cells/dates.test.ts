import { describe, expect, it } from 'vitest';
import { ofPersian, parseIso, parseShortYear, parseSlashed } from '../../../../src/import/cells/dates';
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

it.each([
  ['2023.04.03(월)', Date.UTC(2023, 3, 3)],
  ['2023/4/3 (Mon)', Date.UTC(2023, 3, 3)],
  ['2023. 4. 3. (월) 오후 3:12', Date.UTC(2023, 3, 3, 15, 12)],
  ['2023년 4월 3일 월요일 오후 3시 12분', Date.UTC(2023, 3, 3, 15, 12)],
  ['2023年4月3日 星期一', Date.UTC(2023, 3, 3)],
  ['Mon 2023-04-03', Date.UTC(2023, 3, 3)],
  ['2023-W14-3', Date.UTC(2023, 3, 5)],
  ['2020-W53-5', Date.UTC(2021, 0, 1)],
  ['Wed Oct 10 20:19:24 +0000 2018', Date.UTC(2018, 9, 10, 20, 19, 24)],
  ['Tue Mar 05 2024 15:14:00 GMT+0900 (Korean Standard Time)', Date.UTC(2024, 2, 5, 6, 14)],
  ['2023-04-03T14:15:00+09:00[Asia/Seoul]', Date.UTC(2023, 3, 3, 5, 15)],
  ['Mar 5, 2023 at 3:14 PM', Date.UTC(2023, 2, 5, 15, 14)],
  ['5. März 2023 um 15:14 Uhr', Date.UTC(2023, 2, 5, 15, 14)],
  ['5 mars 2023 à 15h14', Date.UTC(2023, 2, 5, 15, 14)],
  ['5 mar 2023 kl. 15.14', Date.UTC(2023, 2, 5, 15, 14)],
  ['mar. 5 mars 2024', Date.UTC(2024, 2, 5)],
  ['Mar-05-23', Date.UTC(2023, 2, 5)],
  ['05-Mar-23', Date.UTC(2023, 2, 5)],
  ['05-Mar-99', Date.UTC(1999, 2, 5)],
  ['March 5th, 2023', Date.UTC(2023, 2, 5)],
  ['1er mars 2023', Date.UTC(2023, 2, 1)],
  ['令和5年4月3日', Date.UTC(2023, 3, 3)],
  ['令和元年5月1日', Date.UTC(2019, 4, 1)],
  ['平成31年4月30日', Date.UTC(2019, 3, 30)],
  ['R5.4.3', Date.UTC(2023, 3, 3)],
  ['民國112年4月3日', Date.UTC(2023, 3, 3)],
  ['3 يناير 2023', Date.UTC(2023, 0, 3)],
  ['٢٠٢٣-٠٤-٠٣', Date.UTC(2023, 3, 3)],
  ['２０２３／０４／０３', Date.UTC(2023, 3, 3)],
  ['15 ม.ค. 67', Date.UTC(2024, 0, 15)],
  ['/Date(1678000000000)/', 1_678_000_000_000],
  ['20230403T141500Z', Date.UTC(2023, 3, 3, 14, 15)],
  ['202304031415', Date.UTC(2023, 3, 3, 14, 15)],
  ['20230403.0', Date.UTC(2023, 3, 3)],
])('reads %s, as programs and people write it', (cell, ms) => {
  expect(parseIso(cell)).toBe(ms / 1000);
});

it('reads cells of the same words each by its own digits', () => {
  const days = Array.from({ length: 28 }, (_, i) => i + 1);
  for (const day of days) {
    expect(parseIso(`Mar ${day}, 2023 at 3:${30 + day} PM`)).toBe(
      Date.UTC(2023, 2, day, 15, 30 + day) / 1000,
    );
    expect(parseIso(`令和${day}年3月${day}日`)).toBe(Date.UTC(2018 + day, 2, day) / 1000);
    expect(parseIso(`${day}-Mar-${70 + day}`)).toBe(Date.UTC(1970 + day, 2, day) / 1000);
  }
});

it('reads a day of the week and words beside figures in either order', () => {
  expect(parseSlashed('Mon, 03/04/2023 2:05 PM', true)).toBe(Date.UTC(2023, 3, 3, 14, 5) / 1000);
  expect(parseSlashed('04/03/2023 (Mon)', false)).toBe(Date.UTC(2023, 3, 3) / 1000);
  expect(parseSlashed('03.04.2023, 15:14 Uhr', true)).toBe(Date.UTC(2023, 3, 3, 15, 14) / 1000);
});

it.each([
  'Episode 3 2023',
  '12 Mar Street 2023',
  'S10 5 2023',
  '2 Samuel 2023',
  'iPhone 12 Mar 2023',
  '1 A 2023',
])('takes the title %s for no date', (cell) => expect(parseIso(cell)).toBeNaN());

it('reads every day of the Persian calendar as ours', () => {
  const parts = new Intl.DateTimeFormat('en-u-ca-persian', {
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', timeZone: 'UTC' },
  });
  for (let ms = Date.UTC(1990, 0, 1); ms < Date.UTC(2030, 0, 1); ms += (full ? 1 : 5) * DAY_MS) {
    const of = (type: string): number =>
      Number(parts.formatToParts(ms).find((part) => part.type === type)?.value);
    const [year, month, day] = ofPersian(of('year'), of('month'), of('day'));
    expect(Date.UTC(year, month - 1, day)).toBe(ms);
  }
});

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
