import { expect, test } from 'vitest';
import { bucketMeans } from '../../../../src/kernels/metrics/buckets';
import { METRICS_OF_PEOPLE } from '../../../../src/domain/metrics';
import { hitBits, METRICS, perUserValues } from '../../../../src/kernels/metrics/held-out-hits';
import { Rng } from '../../../../src/kernels/rng';

test('places alone give back every metric of the whole list', () => {
  const rng = new Rng(3, 'lists');
  const cases = Array.from({ length: 60 }, () => {
    const ranked = rng.shuffle(Array.from({ length: 60 }, (_, i) => i)).slice(0, rng.below(40));
    const relevant = new Set(Array.from({ length: 1 + rng.below(30) }, () => rng.below(60)));
    return { ranked, relevant };
  });
  const found = {
    users: Int32Array.from(cases, (_, t) => t),
    hits: Uint32Array.from(cases, ({ ranked, relevant }) => hitBits(ranked, relevant)),
    relevant: Uint32Array.from(cases, ({ relevant }) => relevant.size),
    asked: new Uint32Array(cases.length),
  };
  for (const key of METRICS_OF_PEOPLE) {
    const values = perUserValues(found, key);
    cases.forEach(({ ranked, relevant }, t) => expect(values[t], key).toBe(METRICS[key](ranked, relevant)));
  }
});

test('a hit at place 25 counts, one at 26 does not', () => {
  const ranked = Array.from({ length: 30 }, (_, i) => i);
  expect(hitBits(ranked, new Set([24]))).toBe(1 << 24);
  expect(hitBits(ranked, new Set([25]))).toBe(0);
});

test('buckets hold means of the cases between their ends', () => {
  const buckets = bucketMeans(
    [0, 2, 1, 5, 1000, 1001, 9999],
    [1, 0.5, 0, 0.3, 0.4, 1, 0],
    [0, 1, 1, 0, 0, 0, 1],
  );
  expect(buckets).toEqual([
    { from: 0, to: 0, n: 1, value: 1, baseline: 0 },
    { from: 1, to: 2, n: 2, value: 0.25, baseline: 1 },
    { from: 3, to: 5, n: 1, value: 0.3, baseline: 0 },
    { from: 501, to: 1000, n: 1, value: 0.4, baseline: 0 },
    { from: 1001, to: null, n: 2, value: 0.5, baseline: 0.5 },
  ]);
});

test('each metric looks as far as its name says', () => {
  const ranked = Array.from({ length: 30 }, (_, i) => i);
  const at = (rank: number) => new Set([rank - 1]);
  for (const key of METRICS_OF_PEOPLE) {
    const k = Number(/\d+$/.exec(key)?.[0]);
    expect(METRICS[key](ranked, at(k)), key).toBeGreaterThan(0);
    expect(METRICS[key](ranked, at(k + 1)), key).toBe(0);
  }
});
