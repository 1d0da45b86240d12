import { expect, it } from 'vitest';
import { Gains, WEIGHTS } from '../../../../src/recipes/ensemble/weight-gains';

/** What people gain by every weight but 0, so many times each. */
function best(gained: readonly number[], times: number): number {
  const gains = new Gains();
  for (const [person, more] of gained.entries())
    for (let row = 0; row < times; row++)
      gains.add(person, [0.1, ...WEIGHTS.slice(1).map((w) => 0.1 + w * more)]);
  return gains.best();
}

const some = (n: number, more: number): number[] => new Array<number>(n).fill(more);

it('takes the weight that people gain most by', () => {
  expect(best([...some(16, 1), ...some(4, -1)], 1)).toBe(1);
  expect(best([...some(4, 1), ...some(16, -1)], 1)).toBe(0);
});

it('does not become surer by asking the same people several times', () => {
  // 13 of 20 gain: 0.3 on average with a standard error of 0.22, which 100 people would bring to 0.1.
  expect(best([...some(13, 1), ...some(7, -1)], 5)).toBe(0);
  expect(best([...some(65, 1), ...some(35, -1)], 1)).toBe(1);
});

it('believes nine people nothing', () => {
  expect(best(some(9, 1), 5)).toBe(0);
  expect(best(some(10, 1), 1)).toBe(1);
});
