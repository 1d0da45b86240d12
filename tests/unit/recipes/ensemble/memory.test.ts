import { expect, it } from 'vitest';
import { fitParts } from '../../../../src/recipes/ensemble/fit-parts';
import { momentsOf } from '../../../../src/recipes/moments/moments';
import { planFor, type Plan } from '../../../../src/recipes/ensemble/ensemble-plan';
import { userPersonalization } from '../../../../src/recipes/user-personalization';
import { syntheticHistories } from '../../../bench/synthetic';
import { CountingPool } from '../../../support/counting-pool';
import { smallWalks } from '../../../support/small-walks';
import { configOf, uncancelled } from '../../../support/recipe-contract';

const data = syntheticHistories({ users: 900, items: 640, interactions: 9000, seed: 5 });
const moments = momentsOf(data);
const used = new Set(moments.items).size;
/** Of all items against all, a number in double precision; and what the rows and the blocks on the diagonal take. */
const SQUARE = 8 * used ** 2;
const BESIDE = 40 * moments.items.length + 8 * 64 * used + 10_000;

const plan: Plan = {
  ...planFor(moments, configOf(userPersonalization)),
  ease: { form: 'items', maxItems: 1000 },
  ridges: [{ decay: 0.75, lambda: 70 }],
  ridgeItems: 1000,
};

it.each([
  ['EASE, in the place of the matrix it inverts, and its weights in single precision', 'ease', 1.5],
  ['a ridge, a matrix and its right-hand sides, and its weights in single precision', 'ridge0', 2.5],
] as const)('holds of %s, and gives back all but the weights', async (_what, part, squares) => {
  const pool = new CountingPool();
  expect(BESIDE).toBeLessThan(SQUARE / 3);
  const fit = await fitParts([part], moments, plan, pool, uncancelled);
  expect(pool.mostBytes).toBeGreaterThan(squares * SQUARE);
  expect(pool.mostBytes).toBeLessThan(squares * SQUARE + BESIDE);
  expect(pool.bytes).toBe(SQUARE / 2);
  pool.giveBack(Object.values(fit));
  expect(pool.bytes).toBe(0);
});

it('fits part by part in the memory of one, whatever sets there are', async () => {
  const pool = new CountingPool();
  for (let set = 0; set < 3; set++)
    pool.giveBack(Object.values(await fitParts(['ease'], moments, plan, pool, uncancelled)));
  expect(pool.mostBytes).toBeLessThan(1.5 * SQUARE + BESIDE);
});

it.each(['instant', 'thorough'] as const)(
  'has given back at the end of a training in %s all but the rows before those that were held out',
  async (budget) => {
    const walks = smallWalks();
    const pool = new CountingPool();
    const trainer = await userPersonalization.trainer(
      walks,
      { ...configOf(userPersonalization), budget },
      pool,
    );
    // An item and a time of each row, twice: before the newest moments, and before the newest visits.
    const rows = 2 * (4 + 8) * walks.items.length;
    expect(pool.bytes).toBeLessThan(rows);
    for (let epoch = 0; epoch < trainer.epochs; epoch++) await trainer.trainEpoch(uncancelled);
    expect(trainer.epochs).toBe(budget === 'instant' ? 2 : 3);
    expect(pool.mostBytes).toBeGreaterThan(4 * rows);
    expect(pool.bytes).toBeLessThan(rows);
  },
);
