import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundToSum } from '../../../../src/domain/rounding';
import { waterfall } from '../../../../src/page/charts/waterfall';

describe('rounding to a sum', () => {
  it('gives what is left to the largest remainders', () => {
    // 0.333 three times is 0.999: the cents that are shown must come to 1.00, and two 0.5 cents to 0.01.
    expect(roundToSum([0.333, 0.333, 0.333], 2)).toEqual({ values: [0.34, 0.33, 0.33], sum: 1 });
    expect(roundToSum([0.005, 0.005], 2)).toEqual({ values: [0.01, 0], sum: 0.01 });
    expect(roundToSum([-0.006, 0.013, -0.0066], 2)).toEqual({ values: [0, 0.01, -0.01], sum: 0 });
    expect(roundToSum([], 2)).toEqual({ values: [], sum: 0 });
  });

  it('adds up as shown, and moves no number by a whole unit', () => {
    const shares = fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { maxLength: 40 });
    fc.assert(
      fc.property(shares, fc.integer({ min: 0, max: 4 }), (values, digits) => {
        const unit = 10 ** -digits;
        const { values: shown, sum } = roundToSum(values, digits);
        const cents = shown.map((value) => Math.round(value / unit));
        expect(cents.reduce((total, value) => total + value, 0)).toBe(Math.round(sum / unit));
        expect(Math.abs(sum - values.reduce((total, value) => total + value, 0))).toBeLessThan(0.51 * unit);
        shown.forEach((value, k) => expect(Math.abs(value - values[k])).toBeLessThan(1.0001 * unit));
      }),
    );
  });
});

describe('a waterfall', () => {
  const drawn = waterfall([
    { key: 'a', label: 'A', value: 2 },
    { key: 'b', label: 'B', value: -3 },
    { key: 'c', label: 'C', value: 2 },
  ]);

  it('begins each bar where the one before ended, and ends at the total', () => {
    // From −1 to 2 in percent: 0 at 33.3, 2 at 100, −1 at 0, 1 at 66.7.
    const third = expect.closeTo(100 / 3, 9) as number;
    expect(drawn.zero).toEqual(third);
    expect(drawn.bars.map(({ left, width, join }) => [left, width, join])).toEqual([
      [third, expect.closeTo(200 / 3, 9), 100],
      [0, 100, 0],
      [0, expect.closeTo(200 / 3, 9), expect.closeTo(200 / 3, 9)],
    ]);
    expect(drawn.total).toEqual({ shown: 1, left: third, width: third });
  });

  it('draws nothing rather than dividing by nothing', () => {
    const flat = waterfall([{ key: 'a', label: 'A', value: 0.001 }]);
    expect(flat.bars[0]).toMatchObject({ shown: 0, left: 0, width: 0 });
    expect(flat.total).toEqual({ shown: 0, left: 0, width: 0 });
  });
});
