import { expect, test } from 'vitest';
import { bucketMeans } from '../../../src/metrics/buckets';

test('counts fall into the buckets that the figure names, at both of their ends', () => {
  const ends = [0, 0, 1, 2, 3, 5, 6, 10, 11, 20, 21, 50, 51, 100, 101, 200, 201, 500, 501, 1000, 1001, 9999];
  const ones = new Float64Array(ends.length).fill(1);
  const buckets = bucketMeans(ends, ones, ones);
  expect(buckets.map(({ from, to }) => [from, to])).toEqual([
    [0, 0],
    [1, 2],
    [3, 5],
    [6, 10],
    [11, 20],
    [21, 50],
    [51, 100],
    [101, 200],
    [201, 500],
    [501, 1000],
    [1001, null],
  ]);
  expect(buckets.every(({ n, value }) => n === 2 && value === 1)).toBe(true);
});

test('a bucket tells both means of its own cases, and an empty one is left out', () => {
  expect(bucketMeans([4, 0, 3], [1, 0.5, 0], [0, 0.25, 0.5])).toEqual([
    { from: 0, to: 0, n: 1, value: 0.5, baseline: 0.25 },
    { from: 3, to: 5, n: 2, value: 0.5, baseline: 0.25 },
  ]);
  expect(bucketMeans([], [], [])).toEqual([]);
});
