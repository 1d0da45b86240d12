import { describe, expect, it } from 'vitest';
import { dateOrder, localTime } from '../../../../src/import/know/local-time';

const AT = '2024-01-05T21:14:03Z';

describe('the same moment as services write it', () => {
  const written: readonly (readonly [language: string, text: string])[] = [
    ['American', 'Jan 5, 2024, 9:14:03\u202fPM UTC'],
    ['British', '5 Jan 2024, 21:14:03 GMT'],
    ['German', '05.01.2024, 22:14:03 MEZ'],
    ['French', '5 janv. 2024, 22:14:03 CET'],
    ['Spanish', '5 ene 2024, 22:14:03 CET'],
    ['Portuguese', '5 de jan. de 2024, 18:14:03 BRT'],
    ['Italian', '5 gen 2024, 22:14:03 CET'],
    ['Dutch', '5 jan 2024, 22:14:03 CET'],
    ['Polish', '5 sty 2024, 22:14:03 CET'],
    ['Russian', '5 янв. 2024 г., 00:14:03 MSK'],
    ['Korean', '2024. 1. 6. 오전 6:14:03 KST'],
    ['Japanese', '2024/01/06 6:14:03 JST'],
    ['Chinese', '2024年1月6日 05:14:03 GMT+08:00'],
    ['ISO', '2024-01-05T21:14:03Z'],
  ];
  for (const [language, text] of written)
    it(language, () => {
      const wanted = language === 'Russian' ? '2024-01-04T21:14:03Z' : AT;
      expect(localTime(text, 'dmy')).toBe(wanted);
    });

  it('gives back what is no date', () => {
    expect(localTime('31.02.2024', 'dmy')).toBe('31.02.2024');
    expect(localTime('later', 'dmy')).toBe('later');
  });

  it('knows noon from midnight', () => {
    expect(localTime('Jan 5, 2024, 12:01:00 AM', 'mdy')).toBe('2024-01-05T00:01:00Z');
    expect(localTime('Jan 5, 2024, 12:01:00 PM', 'mdy')).toBe('2024-01-05T12:01:00Z');
  });
});

describe('the order of bare numbers', () => {
  it('is the one in which all are dates', () => {
    expect(dateOrder(['3/1/24', '2/28/24'])).toBe('mdy');
    expect(dateOrder(['03/01/24', '28/02/24'])).toBe('dmy');
    expect(dateOrder(['24. 3. 1.', '24. 2. 28.'])).toBe('ymd');
    // Neither newest first nor oldest first, as a list sorted by title.
    expect(dateOrder(['1/2/24', '3/15/24', '2/1/19', '12/3/23', '4/16/24'])).toBe('mdy');
  });

  it('where all fit, is the one in which a history runs one way', () => {
    // Newest first: as days of 2024 these are 5 April, 3 March, 11 February; else they jump back and forth.
    expect(dateOrder(['05/04/24', '03/03/24', '11/02/24', '02/01/24'])).toBe('dmy');
    expect(dateOrder(['4/5/24', '3/3/24', '2/11/24', '1/2/24'])).toBe('mdy');
  });
});
