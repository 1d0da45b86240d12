import { expect, it } from 'vitest';
import { areaUnderCurve } from '../../../../src/kernels/metrics/area-under-curve';

const area = (scores: number[], answers: number[]): number =>
  areaUnderCurve(Float64Array.from(scores), Uint8Array.from(answers));

it('counts the pairs of a yes and a no in which the yes has the higher score', () => {
  expect(area([0.9, 0.8, 0.3, 0.1], [1, 1, 0, 0])).toBe(1);
  expect(area([0.9, 0.8, 0.3, 0.1], [0, 0, 1, 1])).toBe(0);
  // 0.8 is above 0.3 and 0.1, 0.2 above 0.1 alone: 3 of 4.
  expect(area([0.8, 0.3, 0.2, 0.1], [1, 0, 1, 0])).toBe(0.75);
});

it('counts equal scores half, and says nothing where there is nothing to tell apart', () => {
  expect(area([0.5, 0.5], [1, 0])).toBe(0.5);
  expect(area([0.5, 0.5, 0.2], [1, 0, 0])).toBe(0.75);
  expect(area([0.1, 0.9], [1, 1])).toBe(0.5);
});
