import { describe, expect, test } from 'vitest';
import {
  counted,
  differenceAtAllTimes,
  meanAtAllTimes,
  NOTHING,
  type Tally,
} from '../../../../src/kernels/metrics/always-valid';

const of = (ones: number, zeros: number): Tally => ({ n: ones + zeros, sum: ones, sumOfSquares: ones });

describe('an interval at all times', () => {
  test('is the normal mixture of the paper, worked by hand', () => {
    // 40 of 100, planned 100. With a 0 and a 1 added: mean 41/102, variance 41/102 − (41/102)² = 0.240388, so the
    // standard error is √(0.240388/100) = 0.0490294. ρ²·100 = 5.991465 + ln 5.991465 + 1 = 8.781801; the multiple is
    // √(2·9.781801/8.781801 · ln(√9.781801/0.05)) = √(2.227744 · 4.136013) = 3.035447.
    const { estimate, low, high } = meanAtAllTimes(of(40, 60), 100);
    expect(estimate).toBe(0.4);
    expect(high - estimate).toBeCloseTo(0.0490294 * 3.035447, 5);
    expect(estimate - low).toBeCloseTo(0.0490294 * 3.035447, 5);
  });

  test('of a difference adds the squares of both errors', () => {
    const first = meanAtAllTimes(of(30, 20), 100);
    const { estimate, high } = differenceAtAllTimes(of(30, 20), of(20, 30), 100);
    expect(estimate).toBeCloseTo(0.2, 12);
    // Both variances are alike, so the error is √2 times one's; the multiple is that of 100 values, not of 50.
    const single = 3.035447 * Math.sqrt((31 / 52 - (31 / 52) ** 2) / 50);
    expect(high - estimate).toBeCloseTo(Math.SQRT2 * single, 5);
    expect(first.high - 0.6).toBeGreaterThan(single);
  });

  test('stays within what is possible, and says nothing of nothing', () => {
    expect(meanAtAllTimes(NOTHING, 100)).toEqual({ estimate: NaN, low: 0, high: 1 });
    expect(differenceAtAllTimes(NOTHING, of(1, 1), 100)).toEqual({ estimate: NaN, low: -1, high: 1 });
    const all = meanAtAllTimes(of(5, 0), 100);
    expect(all.high).toBe(1);
    // Five that agree are no certainty.
    expect(all.low).toBeLessThan(0.6);
    expect(counted(counted(NOTHING, 0.5), 1)).toEqual({ n: 2, sum: 1.5, sumOfSquares: 1.25 });
  });

  test('of a difference lies evenly around it, and never beyond −1 … 1', () => {
    const { estimate, low, high } = differenceAtAllTimes(of(30, 20), of(20, 30), 100);
    expect(estimate - low).toBeCloseTo(high - estimate, 12);
    expect(differenceAtAllTimes(of(5, 0), of(0, 5), 100)).toMatchObject({ estimate: 1, high: 1 });
    expect(differenceAtAllTimes(of(0, 5), of(5, 0), 100)).toMatchObject({ estimate: -1, low: -1 });
    expect(differenceAtAllTimes(of(1, 1), NOTHING, 100)).toEqual({ estimate: NaN, low: -1, high: 1 });
    expect(meanAtAllTimes(of(0, 5), 100).low).toBe(0);
    // One of each is something: it says little, but not nothing.
    expect(differenceAtAllTimes(of(1, 0), of(0, 1), 100).estimate).toBe(1);
  });
});
