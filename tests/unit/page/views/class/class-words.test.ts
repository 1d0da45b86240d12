import { expect, test } from 'vitest';
import { agreesNoLess } from '../../../../../src/page/views/class/class-words';

test('whoever agrees on as large a share as the nearest is no wrong answer', () => {
  const near = (agree: number, both: number) => ({ person: 1, agree, both });
  expect(agreesNoLess(near(4, 4), near(9, 9))).toBe(true);
  expect(agreesNoLess(near(9, 10), near(9, 9))).toBe(false);
  expect(agreesNoLess(near(9, 10), near(18, 20))).toBe(true);
});
