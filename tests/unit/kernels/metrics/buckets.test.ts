import { expect, test } from 'vitest';
import { Rng } from '../../../../src/kernels/rng';
import { bucketMeans, joinedGroups } from '../../../../src/kernels/metrics/buckets';

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

test('groups are put together until each has thirty people, and lose nobody', () => {
  const of = (sizes: readonly number[]) =>
    joinedGroups(
      sizes.map((n, k) => ({
        from: 10 * k + 1,
        to: 10 * k + 10,
        n,
        value: [0, 0.2, 0.1, 0.02][k],
        baseline: 0.1,
      })),
      30,
    );
  const [first, second] = of([4, 36, 30, 10]);
  expect([first.from, first.to, first.n, second.from, second.to, second.n]).toEqual([1, 20, 40, 21, 40, 40]);
  expect(first.value).toBeCloseTo(0.18, 12);
  expect(second.value).toBeCloseTo(0.08, 12);
  expect(of([29, 1, 20, 9])).toHaveLength(1);
  const rng = new Rng(4, 'groups');
  for (let trial = 0; trial < 200; trial++) {
    const sizes = Array.from({ length: 4 }, () => 1 + rng.below(60));
    const groups = of(sizes);
    const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
    expect(sum(groups.map(({ n }) => n))).toBe(sum(sizes));
    if (groups.length > 1) expect(Math.min(...groups.map(({ n }) => n))).toBeGreaterThanOrEqual(30);
  }
});

test('a group that has just enough people stands alone, wherever it is', () => {
  const sizesOf = (...sizes: number[]): (readonly [number, number | null, number])[] =>
    joinedGroups(
      sizes.map((n, k) => ({ from: 10 * k, to: 10 * k + 9, n, value: k, baseline: 0 })),
      30,
    ).map(({ from, to, n }) => [from, to, n]);
  expect(sizesOf(30, 30, 30).map(([, , n]) => n)).toEqual([30, 30, 30]);
  expect(sizesOf(29, 1, 30)).toEqual([
    [0, 19, 30],
    [20, 29, 30],
  ]);
  expect(sizesOf(30, 29)).toEqual([[0, 19, 59]]);
  expect(sizesOf(40, 50, 2)).toEqual([
    [0, 9, 40],
    [10, 29, 52],
  ]);
  expect(sizesOf(4)).toEqual([[0, 9, 4]]);
  expect(sizesOf(4, 5)).toEqual([[0, 19, 9]]);
  expect(sizesOf()).toEqual([]);
});
