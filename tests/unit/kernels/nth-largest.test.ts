import { expect, it } from 'vitest';
import { nthLargest } from '../../../src/kernels/nth-largest';
import { Rng } from '../../../src/kernels/rng';

const rng = new Rng(5, 'nth-largest');

it.each([
  ['one', [7]],
  ['all alike', [3, 3, 3, 3, 3]],
  ['in order', Array.from({ length: 40 }, (_, k) => k)],
  ['the other way round', Array.from({ length: 41 }, (_, k) => -k)],
  ['any order', Array.from({ length: 200 }, () => rng.uniform())],
  ['any order with many ties', Array.from({ length: 200 }, () => rng.below(7))],
])('finds each of them: %s', (_, numbers) => {
  const sorted = [...numbers].sort((a, b) => b - a);
  expect(sorted.map((_, k) => nthLargest(Float64Array.from(numbers), k + 1))).toEqual(sorted);
});
