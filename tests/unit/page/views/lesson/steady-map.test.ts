import { expect, test } from 'vitest';
import type { TrainingFact } from '../../../../../src/domain/lesson-facts';
import { turnedAs } from '../../../../../src/page/views/lesson/steady-map';

const places = (...at: readonly (readonly [string, number, number])[]): TrainingFact['places'] =>
  at.map(([itemId, x, y]) => ({ item: { itemId, title: null, year: null }, x, y, group: 0 }));
const first = places(['a', 1, 0.5], ['b', -0.5, 0.25], ['c', 0.25, -1]);

test('a map that comes out mirrored is drawn as it was, with what has moved where it moved', () => {
  // Along x all but c are on the other side, along y all are where they were.
  const mirrored = places(['a', -1, 0.5], ['b', 0.75, 0.25], ['c', 0.1, -1]);
  expect(turnedAs(first, mirrored)).toEqual(places(['a', 1, 0.5], ['b', -0.75, 0.25], ['c', -0.1, -1]));
  const upsideDown = places(['a', 1, -0.5], ['b', -0.5, -0.25], ['c', 0.25, 1]);
  expect(turnedAs(first, upsideDown)).toEqual(first);
});

test('a map that is as it was, the first one and one of other items stay', () => {
  expect(turnedAs(first, first)).toEqual(first);
  expect(turnedAs(null, first)).toBe(first);
  const others = places(['d', -1, -1]);
  expect(turnedAs(first, others)).toEqual(others);
});
