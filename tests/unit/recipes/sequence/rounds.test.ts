import { expect, it } from 'vitest';
import { Rng } from '../../../../src/kernels/rng';
import { Rounds } from '../../../../src/recipes/sequence/rounds';

const USERS = 50;

it('hands on everybody once a round, in another order each time, wherever epochs end', () => {
  const rounds = new Rounds(USERS, new Rng(3, 'rounds'));
  const drawn = Array.from({ length: 3 * USERS }, () => rounds.next());
  const each = [0, 1, 2].map((round) => drawn.slice(round * USERS, (round + 1) * USERS));
  for (const order of each) expect(new Set(order).size).toBe(USERS);
  expect(each[0]).not.toEqual(each[1]);
  expect(each[1]).not.toEqual(each[2]);
});
