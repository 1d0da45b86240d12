import type { Job, Pool } from '../../domain/ports';
import { rankGains } from '../../kernels/rank-gains';
import { type PeoplesChoices, ROWS_TO_HALVE, scoredHalf } from '../moments/fit-order';
import { fitAll, fitHalves } from './fit-rows';
import type { Learned } from './learned';

/** Weights, and what lists gain by them. */
export interface BlendFit extends Learned {
  /** What the rows gain on average that the weights were not learned from, without one feature if asked; null where they are too few. */
  readonly gain: ((without?: number) => number) | null;
}

/** Blend weights: first the likelihood, which is convex; then from there the ranking, which orders better. */
export async function fitBlend(
  choices: PeoplesChoices,
  penalties: Float64Array,
  start: Float64Array,
  pool: Pool,
  job: Job,
): Promise<BlendFit> {
  const settings = { added: null, penalties, start };
  const { beside: weights, loss } = await fitAll(choices, settings, pool, job);
  const nRows = choices.starts.length - 1;
  if (nRows < ROWS_TO_HALVE) return { weights, loss, halves: null, gain: null };
  const learned = await fitHalves(choices, { ...settings, start: weights }, pool, job);
  const gain = (without = -1): number => {
    let sum = 0;
    for (const [half, { beside }] of learned.entries()) {
      const weights = beside.map((weight, f) => (f === without ? 0 : weight));
      for (const own of rankGains(scoredHalf(choices, half, weights))) sum += own;
    }
    return sum / nRows;
  };
  return { weights, loss, halves: learned.map(({ beside }) => beside), gain };
}
