import { describe, expect, test } from 'vitest';
import { Rng } from '../../../../src/kernels/rng';
import { groupTest } from '../../../../src/kernels/metrics/group-test';

const quiet = async (): Promise<void> => undefined;
const run = (groups: readonly (readonly number[])[], seed = 42) =>
  groupTest(
    groups.map((values) => Float64Array.from(values)),
    seed,
    quiet,
  );
const many = (n: number, value: (k: number) => number): number[] =>
  Array.from({ length: n }, (_, k) => value(k));

describe('known answers', () => {
  test('two groups far apart: the interval is that of the normal law, and luck never does as much', async () => {
    // Means .8 and .2 of 200 each; variance of the difference 2 · .8 · .2 ÷ 200, so 1.96 standard errors are .0784.
    const told = await run([
      many(200, (k) => (k % 5 === 0 ? 1 : 0)),
      many(200, (k) => (k % 5 === 0 ? 0 : 1)),
    ]);
    expect(told).toMatchObject({ n: 400, best: 1, worst: 0, better: 'first', pValue: 1 / 4001 });
    expect(told.difference).toBeCloseTo(0.6, 12);
    expect(Math.abs(told.low - (0.6 - 0.0784))).toBeLessThan(0.006);
    expect(told.high - told.difference).toBeCloseTo(told.difference - told.low, 12);
  });

  test('of two people each, one way in three to pair them is as far apart', async () => {
    // Of the six ways to share out 0 0 1 1, the first two and the last two are as far apart as seen: 2 ÷ 6.
    const { pValue, better } = await run([
      [0, 0],
      [1, 1],
    ]);
    expect(Math.abs(pValue - 1 / 3)).toBeLessThan(0.03);
    expect(better).toBe('none');
  });

  test('groups that are the same show nothing', async () => {
    const same = [1, 0, 1, 0];
    expect(await run([same, same, same])).toMatchObject({ difference: 0, pValue: 1, better: 'none' });
    expect(await run([[1], [1]])).toMatchObject({ difference: 0, low: 0, high: 0, better: 'none' });
  });

  test('groups of other sizes, in each of which all are alike, are apart by just that much', async () => {
    // Whoever is drawn within a group, its mean is the same; four of 104 are all in one group once in four million ways.
    expect(await run([many(4, () => 1), many(100, () => 0)])).toEqual({
      n: 104,
      difference: 1,
      low: 1,
      high: 1,
      pValue: 1 / 4001,
      better: 'first',
      best: 0,
      worst: 1,
    });
  });

  test('the larger a group the surer is its mean', async () => {
    // Shares of a half, of 100 and of 400: variance .25 ÷ 100 + .25 ÷ 400, so 1.96 standard errors are .1096.
    const told = await run([many(100, (k) => k % 2), many(400, (k) => k % 2)]);
    expect(told.difference).toBe(0);
    expect(Math.abs(told.high - 0.1096)).toBeLessThan(0.008);
    expect(told.low).toBe(-told.high);
  });

  test('breathes as it goes, from nothing to all, as often as there is work', async () => {
    const told: [number, number][] = [];
    const half = new Float64Array(125).map((_, k) => k % 3);
    await groupTest([half, half], 1, async (done, total) => {
      told.push([done, total]);
    });
    // 4000 samples and 4000 shufflings of 250 people each: 2000 of them to a breath.
    expect(told).toEqual([0, 2000, 4000, 6000].map((done) => [done, 8000]));
  });

  test('the same seed gives the same bytes', async () => {
    const groups = [many(40, (k) => k % 3), many(50, (k) => k % 4)];
    expect(await run(groups, 7)).toEqual(await run(groups, 7));
    expect(await run(groups, 7)).not.toEqual(await run(groups, 8));
  });
});

test('six groups of which none differs are told apart in about one case of twenty, though two were picked out', async () => {
  const rng = new Rng(3, 'null groups');
  let told = 0;
  const cases = 60;
  for (let k = 0; k < cases; k++) {
    const { better } = await run(
      many(6, () => 0).map(() => many(12, () => rng.uniform())),
      k,
    );
    if (better !== 'none') told++;
  }
  // Twelve or more of sixty at one in twenty come about once in twenty thousand; picking two out and testing them alone does so in most.
  expect(told).toBeLessThan(12);
});

test('what it is told to stop by ends it', async () => {
  const stop = new Error('stop');
  await expect(
    groupTest([Float64Array.of(1, 2), Float64Array.of(3, 4)], 1, async () => {
      throw stop;
    }),
  ).rejects.toBe(stop);
});
