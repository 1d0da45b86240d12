import { expect, it } from 'vitest';
import { parseIso } from '../../../../src/data/cells/dates';

const DAY_MS = 86_400_000;

it('reads every day as the calendar has it, with and without a time', () => {
  for (let ms = 0; ms < Date.UTC(2200, 0, 1); ms += DAY_MS) {
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
