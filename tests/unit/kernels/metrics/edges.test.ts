import { describe, expect, test } from 'vitest';
import { rewardShareAt } from '../../../../src/kernels/metrics/average-rewards';
import { hitBits } from '../../../../src/kernels/metrics/held-out-hits';
import { trendAccuracyAt } from '../../../../src/kernels/metrics/trend-accuracy';
import { onePercentOf, segmentHitsAt, segmentRecallAt } from '../../../../src/kernels/metrics/user-segment';

describe('the share of rewards', () => {
  test('orders equal rewards by rank', () => {
    // Items 1 and 2 are worth the same: of the two, the one listed first is among the best one.
    const rewards = [9, 4, 4];
    expect(rewardShareAt([2, 1], new Set([2]), rewards, 1)).toBe(1);
    expect(rewardShareAt([2, 1], new Set([1]), rewards, 1)).toBe(0);
    expect(rewardShareAt([1, 2, 0], new Set([1, 2]), rewards, 2)).toBe(0.5);
  });

  test('counts small rewards as they are, and losses and nothing as nothing', () => {
    expect(rewardShareAt([0, 1], new Set([0, 1]), [0.2, 0.6], 1)).toBeCloseTo(0.75, 12);
    expect(rewardShareAt([0, 1], new Set([0, 1]), [-5, 0.5], 2)).toBe(1);
    expect(rewardShareAt([0, 1], new Set([0, 1]), [-5, 0], 2)).toBeNaN();
    expect(rewardShareAt([], new Set([0]), [1], 1)).toBeNaN();
  });
});

describe('the accuracy of trends', () => {
  test('divides what the first k caught by the most that k could have', () => {
    // Growth 7 and 5 are the best two of the catalogue.
    expect(trendAccuracyAt([1, 0, 3], [5, 2, 7, 3], 2)).toBeCloseTo(7 / 12, 12);
    expect(trendAccuracyAt([3, 1, 2], [5, 2, 7, 3], 1)).toBeCloseTo(3 / 7, 12);
  });

  test('of lists and catalogues shorter than k counts what there is', () => {
    expect(trendAccuracyAt([0], [4, 6], 25)).toBeCloseTo(0.4, 12);
    expect(trendAccuracyAt([1, 0], [4, 6], 25)).toBe(1);
    expect(trendAccuracyAt([0], [0.5], 1)).toBe(1);
    expect(trendAccuracyAt([0], [0], 1)).toBe(0);
  });
});

describe('a segment', () => {
  test('is one percent of all, rounded up, and never nobody', () => {
    expect([1, 99, 100, 101, 200, 201, 0].map(onePercentOf)).toEqual([1, 1, 1, 2, 2, 3, 1]);
  });

  test('counts who is among the first k, however short it is', () => {
    expect(segmentHitsAt([4, 2, 9], new Set([9, 4]), 2)).toBe(1);
    expect(segmentHitsAt([4, 2, 9], new Set([9, 4]), 25)).toBe(2);
    expect(segmentRecallAt([4, 2, 9], new Set([9, 4, 7]), 2)).toBe(0.5);
    expect(segmentRecallAt([4], new Set(), 2)).toBeNaN();
  });
});

test('what is beyond place 25 of a list leaves no mark', () => {
  const list = Array.from({ length: 30 }, (_, r) => r);
  expect(hitBits(list, new Set([0, 24]))).toBe(1 + 2 ** 24);
  expect(hitBits(list, new Set([25, 29]))).toBe(0);
  expect(hitBits([3], new Set([3, 4]))).toBe(1);
});
