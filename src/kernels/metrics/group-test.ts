import { mean } from './mean';
import type { GroupComparison } from '../../domain/comparison';
import { Rng } from '../rng';
import { betterOf, drawBelow, DRAWS_A_BREATH, LEVEL, RESAMPLES, ROUNDING } from './paired-test';

/**
 * Whether groups of different people differ in their means by more than luck, told of the highest and the lowest mean.
 * Both ask how far apart all means would lie by luck alone: a bootstrap within each group for the interval, and a
 * permutation of people over the groups for the p-value.
 *
 * @param groups one value a person; at least two groups, none empty; read only. @param seed the same seed gives the same
 *   bytes. @param breathe called every few milliseconds of work; what it throws ends the test. O(4000 · n) draws.
 * Efron & Tibshirani, "An Introduction to the Bootstrap", 1993, ch. 15 and 16; the range in place of a difference is
 * Tukey's way to compare all pairs at once.
 */
export async function groupTest(
  groups: readonly Float64Array[],
  seed: number,
  breathe: (done: number, total: number) => Promise<void>,
): Promise<Omit<GroupComparison, 'groups'>> {
  const means = groups.map(mean);
  const best = means.indexOf(Math.max(...means));
  const worst = means.indexOf(Math.min(...means));
  const n = groups.reduce((sum, { length }) => sum + length, 0);
  const difference = means[best] - means[worst];
  const byLuck = await spreads(n, breathe, 0, resampled(groups, means, new Rng(seed, 'group-bootstrap')));
  byLuck.sort();
  const reach = byLuck[Math.ceil((1 - LEVEL) * RESAMPLES) - 1];
  const shuffled = await spreads(n, breathe, 1, permuted(groups, new Rng(seed, 'group-permutation')));
  const seen = difference - ROUNDING * Math.max(...means.map(Math.abs));
  // What was observed is one of the ways to share people out, so the value is never 0.
  const pValue = (shuffled.filter((spread) => spread >= seen).length + 1) / (RESAMPLES + 1);
  const [low, high] = [difference - reach, difference + reach];
  return { n, difference, low, high, pValue, better: betterOf(low, high, pValue), best, worst };
}

async function spreads(
  n: number,
  breathe: (done: number, total: number) => Promise<void>,
  half: 0 | 1,
  draw: () => number,
): Promise<Float64Array> {
  const aBreath = Math.max(1, Math.floor(DRAWS_A_BREATH / n));
  const drawn = new Float64Array(RESAMPLES);
  for (let b = 0; b < RESAMPLES; b++) {
    if (b % aBreath === 0) await breathe(half * RESAMPLES + b, 2 * RESAMPLES);
    drawn[b] = draw();
  }
  return drawn;
}

/** How far apart the means would lie if those of the groups were all the same. */
function resampled(groups: readonly Float64Array[], means: readonly number[], rng: Rng): () => number {
  return () =>
    spread(
      groups.map((values, g) => {
        let sum = 0;
        for (let k = 0; k < values.length; k++) sum += values[drawBelow(values.length, rng)];
        return sum / values.length - means[g];
      }),
    );
}

/** How far apart the means lie with the people shared out over the groups by chance. */
function permuted(groups: readonly Float64Array[], rng: Rng): () => number {
  const values = Float64Array.from(groups.flatMap((group) => [...group]));
  return () => {
    let from = 0;
    return spread(
      groups.map(({ length }) => {
        let sum = 0;
        for (const to = from + length; from < to; from++) {
          const at = from + drawBelow(values.length - from, rng);
          [values[from], values[at]] = [values[at], values[from]];
          sum += values[from];
        }
        return sum / length;
      }),
    );
  };
}

const spread = (means: readonly number[]): number => Math.max(...means) - Math.min(...means);
