import { describe, expect, it } from 'vitest';
import {
  ago,
  bytes,
  count,
  counted,
  day,
  dayAndTime,
  duration,
  percent,
  significant,
} from '../../../src/copy/numbers';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('numbers on screen', () => {
  it('have commas, a true minus and a no-break space before their unit', () => {
    expect(count(1_234_567)).toBe('1,234,567');
    expect(count(-5)).toBe('\u22125');
    expect(counted(1, 'row')).toBe('1\u00a0row');
    expect(counted(0, 'row')).toBe('0\u00a0rows');
    expect(counted(2, 'person', 'people')).toBe('2\u00a0people');
  });

  it('measure storage in three digits at most', () => {
    expect(
      [0, 999, 1000, 12_345, 999_499, 999_500, 2_400_000, 2.1e9].map((size) => plain(bytes(size))),
    ).toEqual(['0 B', '999 B', '1.0 kB', '12.3 kB', '999 kB', '1.0 MB', '2.4 MB', '2.1 GB']);
  });

  it('never show a share as 0 % that is not', () => {
    expect([0, 0.00001, 0.004, 0.0123, 0.31, 1].map((share) => plain(percent(share)))).toEqual([
      '0 %',
      '<0.01 %',
      '0.40 %',
      '1.2 %',
      '31 %',
      '100 %',
    ]);
  });

  it('keep three significant digits', () => {
    expect([0.13654, 6.104, 1240.4, 0].map((value) => significant(value))).toEqual([
      '0.137',
      '6.1',
      '1,240',
      '0',
    ]);
  });

  it('say durations in words', () => {
    expect([0.2, 13.4, 89, 120, 4800].map((seconds) => plain(duration(seconds)))).toEqual([
      '1 s',
      '13 s',
      '89 s',
      '2 min',
      '1 h 20 min',
    ]);
  });

  it('write days in UTC', () => {
    expect(plain(day(964_982_703))).toBe('30 Jul 2000');
    expect(plain(dayAndTime(964_982_703))).toBe('30 Jul 2000 18:45');
    expect(day(Number.NaN)).toBe('no date');
  });

  it('say how long ago in the reader’s own days', () => {
    const now = new Date(2026, 5, 15, 12).getTime();
    const hours = (n: number) => now - n * 3_600_000;
    expect(
      [now, hours(0.2), hours(3), hours(20), hours(24 * 40)].map((then) => plain(ago(then, now))),
    ).toEqual(['now', '12 min ago', '3 h ago', 'yesterday', '6 May']);
  });
});
