import { expect, test } from 'vitest';
import { likingOf, thingOf } from '../../../../src/data/guess/wide';

test.each([
  ['Love it!', '5'],
  ['좋아요', '4'],
  ['Not for me', '2'],
  ['3.5', '3.5'],
  ['0', null],
  ['Never seen', null],
  [' ', null],
  ['With my brother', ''],
])('the answer %j counts %j', (cell, liking) => {
  expect(likingOf(cell)).toBe(liking);
});

test('a question in brackets names the thing', () => {
  expect(thingOf('How do you like these films? [Up]')).toBe('Up');
  expect(thingOf('Heat ')).toBe('Heat');
});
