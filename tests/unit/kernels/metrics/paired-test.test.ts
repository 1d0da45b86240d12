import { describe, expect, test } from 'vitest';
import type { PairedResult } from '../../../../src/domain/comparison';
import { Rng } from '../../../../src/kernels/rng';
import { pairedTest } from '../../../../src/kernels/metrics/paired-test';

const quiet = async (): Promise<void> => undefined;
const run = (differences: ArrayLike<number>, seed = 42): Promise<PairedResult> =>
  pairedTest(differences, seed, quiet);

describe('known answers', () => {
  test('with few who differ, every way of flipping signs is counted', async () => {
    // 3 + 2 + 1 = 6: of the 8 sums ±3 ±2 ±1 only +6 and −6 are as far from 0.
    const three = await run([3, 2, 1]);
    expect(three.pValue).toBe(2 / 8);
    expect(three.difference).toBe(2);
    expect(three.better).toBe('none');
    // 4 − 1 = 3; |±4 ±1| is 5 or 3: all four sums are as far.
    expect((await run([4, -1])).pValue).toBe(1);
    // Six of six: 2 / 64, the first clean sweep below .05; five of five stay at 2 / 32.
    const sweep = await run([0.1, 0.1, 0.1, 0.1, 0.1, 0.1]);
    expect(sweep.pValue).toBe(2 / 64);
    expect(sweep.better).toBe('first');
    expect((await run([0.1, 0.1, 0.1, 0.1, 0.1])).better).toBe('none');
    expect((await run([-0.1, -0.2, -0.1, -0.1, -0.1, -0.1, 0])).better).toBe('second');
  });

  test('the same sum in another order of adding is the same sum', async () => {
    // 0.1 + 0.2 − 0.3 is 5.6e−17, not 0: flipping all signs must still count as being as far.
    expect((await run([0.1, 0.2, -0.3])).pValue).toBe(1);
  });

  test('nobody who differs shows nothing, and one person cannot', async () => {
    expect(await run([0, 0, 0])).toEqual({
      n: 3,
      difference: 0,
      low: 0,
      high: 0,
      pValue: 1,
      first: 0,
      second: 0,
      equal: 3,
      better: 'none',
    });
    expect((await run([1])).better).toBe('none');
    await expect(run([])).rejects.toThrow(RangeError);
  });

  test('counts who is served better by which', async () => {
    expect(await run([1, 1, -1, 0, 0, 0])).toMatchObject({ n: 6, first: 2, second: 1, equal: 3 });
  });

  test('the interval is that of the normal law where there are many', async () => {
    // 400 differences of +1 and −1, 220 to 180: mean .1, standard error √(1 − .01) / 20 = .04975.
    const many = await run(Array.from({ length: 400 }, (_, i) => (i < 220 ? 1 : -1)));
    expect(many.difference).toBeCloseTo(0.1, 12);
    // A sample quantile of 4000 wanders, in steps of 2 ÷ 400.
    expect(Math.abs(many.low - (0.1 - 1.96 * 0.04975))).toBeLessThan(0.01);
    expect(Math.abs(many.high - (0.1 + 1.96 * 0.04975))).toBeLessThan(0.01);
    // Two-sided binomial: P(|X − 200| ≥ 20) for X of 400 halves = .0513 (continuity-corrected normal: z = 1.95).
    expect(many.pValue).toBeGreaterThan(0.0513 - 0.012);
    expect(many.pValue).toBeLessThan(0.0513 + 0.012);
  });

  test('the same seed gives the same bytes, swapping sides swaps signs', async () => {
    const rng = new Rng(1, 'test');
    const differences = Array.from({ length: 80 }, () => rng.normal() + 0.2);
    const once = await run(differences);
    expect(await run(differences)).toEqual(once);
    expect(await run(differences, 43)).not.toEqual(once);
    const swapped = await run(differences.map((d) => -d));
    expect(swapped.difference).toBe(-once.difference);
    expect(swapped.pValue).toBe(once.pValue);
  });

  test('breathes as it goes, from nothing to all, as often as there is work', async () => {
    const progress = async (n: number): Promise<[number, number][]> => {
      const told: [number, number][] = [];
      await pairedTest(new Float64Array(n).fill(1), 1, async (done, total) => {
        told.push([done, total]);
      });
      return told;
    };
    // 4000 samples and 4000 flips of 1000 people each: 500 of them to a breath.
    const told = await progress(1000);
    expect(told).toEqual(Array.from({ length: 16 }, (_, k) => [k * 500, 8000]));
    // Twelve who differ need no flips, and their samples need one breath.
    expect(await progress(12)).toEqual([[0, 8000]]);
  });

  test('counting signs and drawing them agree where both can be had', async () => {
    const differences = [0.9, 0.5, 0.5, 0.4, 0.3, 0.2, -0.2, 0.2, 0.1, -0.6, 0.1, 0.3];
    const exact = (await run(differences)).pValue;
    const sums = Array.from({ length: 4096 }, (_, way) =>
      differences.reduce((sum, d, k) => sum + ((way >> k) & 1 ? d : -d), 0),
    );
    expect(exact).toBe(sums.filter((sum) => Math.abs(sum) >= 2.7 - 1e-9).length / 4096);
    // A thirteenth of next to nothing changes no sum by much, but has the signs drawn.
    const drawn = (await run([...differences, 1e-9])).pValue;
    expect(Math.abs(drawn - exact)).toBeLessThan(0.02);
    expect(drawn).not.toBe(exact);
    // A sweep of 40: no flip of 4000 comes near, and what was seen counts as one of them.
    expect((await run(new Float64Array(40).fill(1))).pValue).toBe(1 / 4001);
    expect((await run(new Float64Array(40).fill(-1))).better).toBe('second');
  });

  test('the interval takes the means 100 from either end of 4000', async () => {
    // Two people, 0 and 1: means are 0, ½ or 1, each end a quarter of all.
    expect(await run([0, 1])).toMatchObject({ low: 0, high: 1 });
    // One of eighty: in 37 % of samples nobody is that one, in 2 % it is there four times or more, seldom five.
    const { low, high } = await run([1, ...new Float64Array(79)]);
    expect(low).toBe(0);
    expect([3 / 80, 4 / 80]).toContain(high);
    expect(await run([3, 3, 3])).toMatchObject({ low: 3, high: 3 });
  });

  test('what breathing throws ends it', async () => {
    const stop = async (): Promise<void> => {
      throw new Error('stop');
    };
    await expect(pairedTest(new Float64Array(2000).fill(1), 1, stop)).rejects.toThrow('stop');
  });
});

/** Differences as metrics have them: most people at 0, the others by nDCG of a rank. */
function sparseDifferences(rng: Rng, n: number, edge: number): number[] {
  return Array.from({ length: n }, () => {
    if (rng.uniform() > 0.3) return 0;
    const size = 1 / (1 + rng.below(9));
    return rng.uniform() < 0.5 + edge ? size : -size;
  });
}

describe('calibration', () => {
  test('without a difference about one in twenty claims one; a real one is mostly seen', async () => {
    const rng = new Rng(7, 'calibration');
    let claims = 0;
    let covered = 0;
    let seen = 0;
    for (let k = 0; k < 160; k++) {
      const none = await run(sparseDifferences(rng, 90, 0), k);
      if (none.better !== 'none') claims++;
      if (none.low <= 0 && none.high >= 0) covered++;
      const real = await run(sparseDifferences(rng, 90, 0.4), k);
      if (real.better === 'first') seen++;
      expect(real.better).not.toBe('second');
    }
    // Binomial(160, .05): 8 expected, 99.9 % between 1 and 18.
    expect(claims).toBeGreaterThanOrEqual(1);
    expect(claims).toBeLessThanOrEqual(18);
    // The percentile interval of 90 is a little short of 95 %.
    expect(covered / 160).toBeGreaterThan(0.9);
    expect(seen / 160).toBeGreaterThan(0.8);
  });
});
