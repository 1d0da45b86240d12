import { expect, test } from 'vitest';
import { likingOf, thingsOf } from '../../../../src/import/cells/likings';

test.each([
  ['Love it!', { liking: '5' }],
  ['좋아요', { liking: '4' }],
  ['Not for me', { liking: '2' }],
  ['3.5', { liking: '3.5' }],
  ['0', 'not-chosen'],
  ['Never seen', 'not-chosen'],
  ['No', 'not-chosen'],
  [' ', 'no-answer'],
  ['With my brother', { liking: '' }],
])('the answer %j counts %j', (cell, liking) => {
  expect(likingOf(cell)).toEqual(liking);
});

test('a question in brackets names the thing', () => {
  expect(thingsOf(['How do you like these films? [Up]', 'Heat '])).toEqual(['Up', 'Heat']);
});
