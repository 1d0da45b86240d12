import { expect, test } from 'vitest';
import { mainAxes } from '../../../../../src/engine/teaching/lessons/main-axes';
import { PairFactors } from '../../../../../src/kernels/pair-factors';

test('two circles of people come to prefer their own half of the items', async () => {
  const taken = Array.from({ length: 8 }, (_, u) => new Set([0, 1, 2, 3].map((k) => (u < 4 ? k : k + 5))));
  const pairs = Int32Array.from(taken.flatMap((items, u) => [...items].flatMap((item) => [u, item])));
  const model = await PairFactors.begin(
    { nUsers: 8, nItems: 10, factors: 4, learningRate: 0.2, regularization: 0.01, seed: 1 },
    async () => undefined,
  );
  const losses: number[] = [];
  for (let epoch = 0; epoch < 60; epoch++)
    losses.push(await model.epoch(taken, pairs, async () => undefined));
  expect(losses[59]).toBeLessThan(0.2);
  const scores = new Float64Array(10);
  model.score(0, scores);
  expect(Math.min(...scores.subarray(0, 4))).toBeGreaterThan(Math.max(...scores.subarray(5, 9)));
});

test('the first axis is the one along which vectors differ most', () => {
  const vectors = [-3, -1, 1, 3].map((value) => Float64Array.of(0.1 * value * value, value, 0));
  const places = mainAxes(vectors);
  expect(places.map(([x]) => Number(Math.abs(x).toFixed(3)))).toEqual([1, 0.333, 0.333, 1]);
  expect(Math.sign(places[0][0])).toBe(-Math.sign(places[3][0]));
});
