import { expect, it } from 'vitest';
import { comesBack, PAUSE_SEC, visitFrom } from '../../../src/domain/visits';

it('ends a visit at a pause of half a day, and none before', () => {
  const times = [0, 60, 60 + PAUSE_SEC - 1, 60 + 2 * PAUSE_SEC - 1, 60 + 2 * PAUSE_SEC];
  const begins = [1, 2, 3, 4, 5].map((to) => visitFrom(times, 0, to));
  expect(begins).toEqual([0, 0, 0, 3, 3]);
  expect(visitFrom(times, 1, 3)).toBe(1);
});

it('has somebody come back once the pause is over, and never whoever was not there', () => {
  expect(comesBack([5, 100], 100 + PAUSE_SEC - 1)).toBe(false);
  expect(comesBack([5, 100], 100 + PAUSE_SEC)).toBe(true);
  expect(comesBack([5, 100], 50)).toBe(false);
  expect(comesBack([], 1e9)).toBe(false);
});
