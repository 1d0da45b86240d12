import { describe, expect, it } from 'vitest';
import { rewardShareAt } from '../../../../src/kernels/metrics/average-rewards';
import { coverageAt } from '../../../../src/kernels/metrics/coverage';
import { hitRateAt } from '../../../../src/kernels/metrics/hit-rate';
import { discount, ndcgAt } from '../../../../src/kernels/metrics/ndcg';
import { precisionAt } from '../../../../src/kernels/metrics/precision';
import { recallAt } from '../../../../src/kernels/metrics/recall';
import { reciprocalRankAt } from '../../../../src/kernels/metrics/reciprocal-rank';
import { tiedRank } from '../../../../src/kernels/tied-rank';
import { trendAccuracyAt } from '../../../../src/kernels/metrics/trend-accuracy';
import { onePercentOf, segmentHitsAt, segmentRecallAt } from '../../../../src/kernels/metrics/user-segment';

/** A list of 30 items 1 … 30 in order, so that "hit at rank r" is item r. */
const list = Array.from({ length: 30 }, (_, r) => r + 1);
const hitsAt = (...ranks: number[]): Set<number> => new Set(ranks);
const missing = 99;
const mean = (...values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** The worked examples of docs/rules/metrics.md and more like them, to 1e-9. */
describe('precision', () => {
  it('divides the hits of one user by k', () => {
    const relevant = hitsAt(2, 5);
    expect(precisionAt(list, relevant, 5)).toBeCloseTo(2 / 5, 9);
    expect(precisionAt(list, relevant, 10)).toBeCloseTo(2 / 10, 9);
    expect(precisionAt(list, relevant, 25)).toBeCloseTo(2 / 25, 9);
  });

  it('averages over users, those without a hit included', () => {
    const [a, b] = [hitsAt(1, 3, 7), hitsAt(missing)];
    const at = (k: number): number => mean(precisionAt(list, a, k), precisionAt(list, b, k));
    expect(at(5)).toBeCloseTo(0.2, 9);
    expect(at(10)).toBeCloseTo(0.15, 9);
    expect(at(25)).toBeCloseTo(0.06, 9);
  });

  it('divides by k even when the list is shorter', () => {
    expect(precisionAt([1, 2], hitsAt(1, 2), 5)).toBeCloseTo(0.4, 9);
  });
});

describe('recall and hit rate', () => {
  it('divides the hits by all that is to be found', () => {
    expect(recallAt(list, hitsAt(2, 5, 26, missing), 20)).toBeCloseTo(2 / 4, 9);
    expect(recallAt(list, new Set(list), 20)).toBeCloseTo(20 / 30, 9);
  });

  it('asks whether there is a hit at all', () => {
    expect([hitsAt(20), hitsAt(21), hitsAt(1, 2)].map((relevant) => hitRateAt(list, relevant, 20))).toEqual([
      1, 0, 1,
    ]);
  });
});

describe('mean reciprocal rank', () => {
  it('takes the first hit of each user', () => {
    const users = [hitsAt(4, 10), hitsAt(2, 4, 12), hitsAt(6)];
    const rr = users.map((relevant) => reciprocalRankAt(list, relevant, 25));
    expect(mean(...rr)).toBeCloseTo((1 / 4 + 1 / 2 + 1 / 6) / 3, 9);
  });

  it('is 0 without a hit and beyond place 25', () => {
    const users = [hitsAt(1), hitsAt(missing), hitsAt(26)];
    const rr = users.map((relevant) => reciprocalRankAt(list, relevant, 25));
    expect(mean(...rr)).toBeCloseTo(1 / 3, 9);
  });
});

describe('nDCG', () => {
  it('counts two hits against an ideal of two', () => {
    // (1/log2(3) + 1/log2(6)) / (1 + 1/log2(3))
    const expected = (1 / Math.log2(3) + 1 / Math.log2(6)) / (1 + 1 / Math.log2(3));
    expect(expected).toBeCloseTo(0.624051, 6);
    for (const k of [5, 10, 25]) expect(ndcgAt(list, hitsAt(2, 5), k)).toBeCloseTo(expected, 9);
  });

  it('has an ideal of min(k, relevant) hits', () => {
    const relevant = hitsAt(1, 4, 8);
    const ideal = 1 + 1 / Math.log2(3) + 0.5;
    const five = (1 + 1 / Math.log2(5)) / ideal;
    const ten = (1 + 1 / Math.log2(5) + 1 / Math.log2(9)) / ideal;
    expect(ndcgAt(list, relevant, 5)).toBeCloseTo(five, 9);
    expect(ndcgAt(list, relevant, 10)).toBeCloseTo(ten, 9);
    expect([five.toFixed(4), ten.toFixed(4)]).toEqual(['0.6714', '0.8194']);
    // With k = 2 the ideal holds two hits, not three.
    expect(ndcgAt(list, relevant, 2)).toBeCloseTo(1 / (1 + 1 / Math.log2(3)), 9);
  });

  it('discounts a fractional rank, the average place of ties', () => {
    expect(discount(1.5)).toBeCloseTo(1 / Math.log2(2.5), 12);
  });
});

describe('coverage', () => {
  it('counts the union of all lists over the catalogue', () => {
    const lists = [
      [0, 1],
      [1, 2],
    ];
    expect(coverageAt(lists, 5, 25)).toBeCloseTo(0.6, 9);
  });

  it('is low when everybody gets the same', () => {
    expect(
      coverageAt(
        [
          [0, 1],
          [0, 1],
          [0, 1],
        ],
        8,
        25,
      ),
    ).toBeCloseTo(0.25, 9);
  });

  it('reads each list up to k only', () => {
    expect(coverageAt([[0, 1, 2]], 4, 2)).toBeCloseTo(0.5, 9);
  });
});

describe('average rewards', () => {
  it('shares out the reward of the relevant listed items', () => {
    const [a, b, c, d] = [0, 1, 2, 3];
    const rewards = [10, 30, 20, 5];
    const one = rewardShareAt([a, b, c, d], new Set([a, b, d]), rewards, 2);
    const two = rewardShareAt([a, b, c, d], new Set([d]), rewards, 2);
    expect(one).toBeCloseTo(30 / 45, 9);
    expect(mean(one, two)).toBeCloseTo(1 / 3, 9);
  });

  it('takes the k best-rewarded whatever their rank', () => {
    const [a, b, c, d, e] = [0, 1, 2, 3, 4];
    const share = rewardShareAt([a, b, c, d, e], new Set([a, b, c]), [4, 1, 9, 2, 7], 3);
    expect(share).toBeCloseTo(13 / 14, 9);
  });

  it('counts negative rewards as 0 and leaves out users without a positive one', () => {
    expect(rewardShareAt([0, 1], new Set([0, 1]), [-5, 4], 1)).toBeCloseTo(1, 9);
    expect(rewardShareAt([0, 1], new Set([0]), [-5, 4], 1)).toBeNaN();
  });
});

describe('hits and recall at 1 percent', () => {
  it('looks at the first percent of users', () => {
    const k = onePercentOf(200);
    expect(k).toBe(2);
    const [x, y] = [new Set([2, 9, 11]), new Set([3])];
    expect(segmentHitsAt([1, 2], x, k)).toBe(1);
    expect(segmentRecallAt([1, 2], x, k)).toBeCloseTo(0.5, 9);
    expect(mean(segmentHitsAt([1, 2], x, k), segmentHitsAt([3, 4], y, k))).toBeCloseTo(1, 9);
    expect(mean(segmentRecallAt([1, 2], x, k), segmentRecallAt([3, 4], y, k))).toBeCloseTo(0.75, 9);
  });

  it('rounds the percent up', () => {
    const k = onePercentOf(450);
    expect(k).toBe(5);
    const actual = new Set([2, 5, 7, 8]);
    expect(segmentHitsAt([1, 2, 3, 4, 5], actual, k)).toBe(2);
    expect(segmentRecallAt([1, 2, 3, 4, 5], actual, k)).toBeCloseTo(0.5, 9);
  });
});

describe('trend prediction accuracy', () => {
  const [a, c, d] = [0, 2, 3];
  const growth = [10, 6, 4, 0];

  it('compares the growth caught with the most that was possible', () => {
    expect(trendAccuracyAt([a, c], growth, 2)).toBeCloseTo(14 / 16, 9);
    expect(trendAccuracyAt([d, c], growth, 2)).toBeCloseTo(4 / 16, 9);
  });

  it('is 0 when nothing grew', () => {
    expect(trendAccuracyAt([a, c], [0, 0, 0, 0], 2)).toBe(0);
  });
});

describe('rank with ties', () => {
  const scores = Float64Array.from([5, 3, 3, 3, 1, -Infinity]);

  it('is 1 + the higher + half of the tied', () => {
    expect(tiedRank(scores, 0, null)).toBe(1);
    expect(tiedRank(scores, 2, null)).toBe(1 + 1 + 1);
    expect(tiedRank(scores, 5, null)).toBe(6);
  });

  it('does not count excluded items', () => {
    expect(tiedRank(scores, 2, Uint8Array.from([1, 1, 0, 0, 0, 0]))).toBe(1.5);
  });
});
