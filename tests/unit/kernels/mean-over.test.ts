import { expect, it } from 'vitest';
import { meanOver } from '../../../src/kernels/mean-over';

it('is the mean of all numbers, with the standard error of as many people as there are', () => {
  const { mean, error } = meanOver([1, 2, 3, 6], [0, 1, 2, 3]);
  expect(mean).toBe(3);
  // The sample deviation, √(14 / 3), over √4.
  expect(error).toBeCloseTo(Math.sqrt(14 / 3) / 2, 12);
});

it('counts what one person says twice as one saying', () => {
  const once = meanOver([0, 1, 1], [0, 1, 2]);
  const twice = meanOver([0, 0, 1, 1, 1, 1], [0, 0, 1, 1, 2, 2]);
  expect(twice).toEqual(once);
});

it('leaves out what was not asked', () => {
  expect(meanOver([NaN, 1, 3], [0, 1, 2])).toEqual(meanOver([1, 3], [1, 2]));
});

it('cannot tell of others what one person says', () => {
  expect(meanOver([1, 3], [7, 7])).toEqual({ mean: 2, error: Infinity });
});
