import { expect, it } from 'vitest';
import { byFrequency, countEach, groupBy } from '../../../src/domain/tallies';

it('counts, and puts the most frequent first, ties by the text', () => {
  const counts = countEach(['b', 'a', 'c', 'c', 'a', 'd']);
  expect([...counts]).toEqual([
    ['b', 1],
    ['a', 2],
    ['c', 2],
    ['d', 1],
  ]);
  expect(byFrequency(counts).map(([text]) => text)).toEqual(['a', 'c', 'b', 'd']);
});

it('groups in the order in which keys and members came', () => {
  const groups = groupBy([3, 1, 4, 1, 5].values(), (number) => number % 2 === 0);
  expect([...groups]).toEqual([
    [false, [3, 1, 1, 5]],
    [true, [4]],
  ]);
});
