import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { readLanguageFrom, type Language } from '../../../src/domain/language';
import * as numbers from '../../../src/domain/numbers';

const { ago, bytes, calendarMonth, count, counted, day, dayAndTime, decimals, dollars, doubling } = numbers;
const { aboutDollars, duration, hundredths, listed, metric, monthName, month, ordinal, percent } = numbers;
const { plainPercent, plural, points, rounded, signed, significant, span, times, ungrouped } = numbers;

/** Also a language that the product does not speak. */
const speak = (tag: string) => readLanguageFrom(() => tag as Language);
afterEach(() => speak('en'));

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
/** What a written number says, read back. */
const value = (text: string) => Number(text.replaceAll(',', '').replace('−', '-'));
const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe('numbers', () => {
  it('have commas, a true minus and a no-break space before their unit', () => {
    expect(count(1_234_567)).toBe('1,234,567');
    expect(count(-5)).toBe('−5');
    expect(count(-0)).toBe('0');
    expect(counted(1, 'row', 'rows')).toBe('1\u00a0row');
    expect(counted(0, 'row', 'rows')).toBe('0\u00a0rows');
    expect(counted(2, 'person', 'people')).toBe('2\u00a0people');
    expect(plural(1, 'is', 'are')).toBe('is');
  });

  it('keep the digits that are asked for', () => {
    expect([0.13654, 6.104, 1240.4, 0].map((n) => significant(n))).toEqual(['0.137', '6.1', '1,240', '0']);
    expect([0, 0.13724, 0.0194, 1, 0.9999].map((n) => metric(n))).toEqual([
      '0',
      '0.137',
      '0.0194',
      '1.00',
      '1.00',
    ]);
    expect([NaN, Infinity, -Infinity].map((n) => metric(n))).toEqual(['NaN', '∞', '−∞']);
    expect(decimals(0.5, 2)).toBe('0.50');
    expect(hundredths(1240.256)).toBe('1,240.26');
    expect(ungrouped(2016)).toBe('2016');
    expect([860_123, 1_740_000, 2.1e9].map((n) => plain(rounded(n)))).toEqual([
      '860,000',
      '1.7 million',
      '2.1 billion',
    ]);
    expect([0.04, 0.966, 1.84, 812].map((n) => times(n))).toEqual(['0.04', '0.97', '1.8', '812']);
    expect([-4, -2, -1, 0, 3].map((n) => doubling(n))).toEqual(['1⁄16×', '¼×', '½×', '1×', '8×']);
  });

  it('have a sign where a difference is said, but not on what is shown as zero', () => {
    expect([1.456, -0.19, 0, 0.001, -0.001].map((n) => signed(n, 2))).toEqual([
      '+1.46',
      '−0.19',
      '0.00',
      '0.00',
      '0.00',
    ]);
    expect([0.014, -0.2, 0.0001].map((n) => points(n))).toEqual(['+1.4', '−20.0', '0.0']);
  });

  it('name places as English does', () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 100, 111, 9724].map((n) => ordinal(n))).toEqual(
      '1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 23rd 100th 111th 9,724th'.split(' '),
    );
  });

  it('follow the language, also one that is not there yet', () => {
    speak('de');
    expect(count(1_234_567)).toBe('1.234.567');
    expect(percent(0.004)).toBe('0,40\u00a0%');
    expect(plain(span(4 * 86_400))).toBe('4 Tage');
    expect(listed(['a', 'b'], 'or')).toBe('a oder b');
    speak('ko');
    expect(counted(1, '개', '개')).toBe('1\u00a0개');
    expect(plain(day(964_982_703))).toBe('2000년 7월 30일');
    expect(percent(0.31)).toBe('31%\u2060');
    expect(plain(plainPercent(0.025))).toBe('2.5%\u2060');
    expect(ordinal(9724)).toBe('9,724위');
    expect([0.2, 13, 180, 4800].map((seconds) => plain(duration(seconds)))).toEqual([
      '<1초',
      '13초',
      '3분',
      '1시간 20분',
    ]);
    expect(plain(span(7 * 7 * 86_400))).toBe('7주');
    expect(day(Number.NaN)).toBe('날짜 없음');
  });

  it('read back as what they were, to the digits shown', () => {
    fc.assert(
      fc.property(finite(-1e9, 1e9), fc.integer({ min: 0, max: 6 }), (n, digits) => {
        const error = 0.5 * 10 ** -digits + 1e-9 * Math.abs(n);
        expect(Math.abs(value(decimals(n, digits)) - n)).toBeLessThanOrEqual(error);
        expect(Math.abs(value(signed(n, digits)) - n)).toBeLessThanOrEqual(error);
        expect(Math.abs(value(significant(n)) - n)).toBeLessThanOrEqual(Math.max(0.5, 0.005 * Math.abs(n)));
      }),
    );
    fc.assert(
      fc.property(finite(1e-5, 1e6), (n) => {
        expect(Math.abs(value(metric(n)) - n)).toBeLessThanOrEqual(0.0051 * n);
      }),
    );
  });
});

describe('shares', () => {
  it('have about two digits', () => {
    expect(
      [0, 0.00001, 0.0017, 0.004, 0.0123, 0.31, 0.996, 0.9995, 1].map((share) => plain(percent(share))),
    ).toEqual(['0 %', '<0.01 %', '0.17 %', '0.40 %', '1.2 %', '31 %', '99.6 %', '>99.9 %', '100 %']);
    expect(plain(percent(-0.05))).toBe('−5.0 %');
  });

  it('are 0 % only of nothing and 100 % only of all', () => {
    fc.assert(
      fc.property(finite(0, 1), (share) => {
        const text = plain(percent(share));
        expect(text === '0 %').toBe(share === 0);
        expect(text === '100 %').toBe(100 * share === 100);
      }),
    );
  });

  it('never shrink on screen while they grow', () => {
    const shown = (share: number) => {
      const text = percent(share);
      const edge = text.startsWith('<') ? -0.001 : text.startsWith('>') ? 0.001 : 0;
      return Number.parseFloat(text.replace(/[<>]/, '')) + edge;
    };
    fc.assert(
      fc.property(finite(0, 1), finite(0, 1), (a, b) => {
        expect(shown(Math.min(a, b))).toBeLessThanOrEqual(shown(Math.max(a, b)));
      }),
    );
  });
});

describe('sizes, money and time', () => {
  it('measure storage in three digits at most', () => {
    expect(
      [0, 999, 1000, 12_345, 999_499, 999_500, 2_400_000, 2.1e9].map((size) => plain(bytes(size))),
    ).toEqual(['0 B', '999 B', '1.0 kB', '12.3 kB', '999 kB', '1.0 MB', '2.4 MB', '2.1 GB']);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_499_999_999_999 }), (size) => {
        expect(bytes(size)).toMatch(/^\d{1,3}(\.\d)?\u00a0(B|kB|MB|GB|TB)$/);
      }),
    );
  });

  it('count dollars in cents, or without them where they do not matter', () => {
    expect([149.63, 0.5].map((amount) => dollars(amount))).toEqual(['$149.63', '$0.50']);
    expect(dollars(0.0000833, 6)).toBe('$0.000083');
    expect([9.99, 9.996, 144.4].map((amount) => aboutDollars(amount))).toEqual(['$9.99', '$10', '$144']);
  });

  it('say how long work takes', () => {
    expect([0.2, 0.6, 13.4, 89, 120, 3600, 4800].map((seconds) => plain(duration(seconds)))).toEqual([
      '<1 s',
      '1 s',
      '13 s',
      '89 s',
      '2 min',
      '1 h',
      '1 h 20 min',
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 360_000 }), (seconds) => {
        const [, h = 0, min = 0, s = 0] =
          /^(?:([\d,]+) h)? ?(?:(\d+) min)?(?:(\d+) s)?$/.exec(plain(duration(seconds))) ?? [];
        const said = 3600 * value(String(h)) + 60 * Number(min) + Number(s);
        expect(Number(min)).toBeLessThan(60);
        expect(Math.abs(said - seconds)).toBeLessThanOrEqual(30);
      }),
    );
  });

  it('say spans of data in the largest unit that fits', () => {
    expect(
      [1, 60, 3600 * 5, 86_400 * 4, 86_400 * 49, 86_400 * 180, 86_400 * 365.25 * 3].map((n) =>
        plain(span(n)),
      ),
    ).toEqual(['1 minute', '1 minute', '5 hours', '4 days', '7 weeks', '6 months', '3 years']);
  });
});

describe('dates', () => {
  it('are in UTC', () => {
    expect(plain(day(964_982_703))).toBe('30 Jul 2000');
    expect(plain(dayAndTime(964_982_703))).toBe('30 Jul 2000 18:45');
    expect(plain(month(964_982_703))).toBe('Jul 2000');
    expect(plain(calendarMonth('2026-11', 'long'))).toBe('November 2026');
    expect(Array.from({ length: 12 }, (_, at) => monthName(at)).join(' ')).toBe(
      'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec',
    );
  });

  it('that cannot be are said so', () => {
    for (const write of [day, dayAndTime, month]) expect(write(Number.NaN)).toBe('no date');
  });

  it('name the day that was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2_000_000_000, max: 4_000_000_000 }), (sec) => {
        expect(Date.parse(`${plain(dayAndTime(sec))} UTC`)).toBe(Math.floor(sec / 60) * 60_000);
      }),
    );
  });

  it('of one’s own are said in the reader’s own days', () => {
    const now = new Date(2026, 5, 15, 12).getTime();
    const hours = (n: number) => now - n * 3_600_000;
    expect(
      [now, hours(0.2), hours(3), hours(20), hours(24 * 40)].map((then) => plain(ago(then, now))),
    ).toEqual(['now', '12 minutes ago', '3 hours ago', 'yesterday', '6 May']);
    expect(plain(ago(new Date(2024, 8, 3).getTime(), now))).toBe('3 Sep 2024');
  });

  it('call the whole day before yesterday, and nothing else, also where clocks change', () => {
    const zone = process.env.TZ;
    try {
      process.env.TZ = 'Europe/Berlin';
      const said = (day: number, month: number, hour: number, minute: number): string =>
        plain(
          ago(
            new Date(2026, month, day, hour, minute).getTime(),
            new Date(2026, month, day < 27 ? 26 : 30, 12).getTime(),
          ),
        );
      // 25 October has 25 hours there, 29 March 23.
      expect([said(25, 9, 0, 0), said(24, 9, 23, 59)]).toEqual(['yesterday', '24 Oct']);
      expect([said(29, 2, 0, 0), said(28, 2, 23, 30)]).toEqual(['yesterday', '28 Mar']);
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });
});

it('lists end in “and” or “or”', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((parts) => listed(parts))).toEqual([
    '',
    'a',
    'a and b',
    'a, b and c',
  ]);
  expect(listed(['a', 'b', 'c'], 'or')).toBe('a, b or c');
});

it('lists in Korean have commas alone, as they are said', () => {
  speak('ko');
  const said = [listed(['팝콘']), listed(['팝콘', '수프']), listed(['팝콘', '수프', '밥'])];
  const either = listed(['팝콘', '수프'], 'or');
  speak('en');
  expect(said).toEqual(['팝콘', '팝콘, 수프', '팝콘, 수프, 밥']);
  expect(either).toBe('팝콘 또는 수프');
});
