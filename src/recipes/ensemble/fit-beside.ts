import type { Job, Pool } from '../../domain/ports';
import { inSteps } from '../../domain/steps';
import { pairedDifference } from '../../kernels/paired-difference';
import { rankGains } from '../../kernels/rank-gains';
import type { SoftmaxFit } from '../../kernels/softmax-regression';
import { fitTopScale } from '../../kernels/top-calibration';
import { type Both, type PeoplesChoices, halvesOf, logitsOf, ROWS_TO_HALVE, scaled } from './fit-order';
import { fitAll, fitHalves } from './fit-rows';

/** How far to go from the weights without a part to those with it: what is tried. */
const SHARES = [0, 1 / 4, 1 / 2, 3 / 4, 1];

/**
 * Blend weights with one more part beside those that are weighed already. A few hundred rows teach the way from the
 * weights without it to those with it better than how far to go. That is told by rows that neither were learned from:
 * the least share of the way that does not gain less than the best one by more than the standard error of the
 * difference. Calibrated as `fitBlend` does.
 *
 * @param added the feature of that part. @param start weights of before.
 * @returns null where that share is 0, or the rows are too few to tell.
 */
export async function fitBeside(
  choices: PeoplesChoices,
  added: number,
  penalties: Float64Array,
  start: Float64Array,
  pool: Pool,
  job: Job,
): Promise<SoftmaxFit | null> {
  const nRows = choices.starts.length - 1;
  if (nRows < ROWS_TO_HALVE) return null;
  const settings = { added, penalties, start };
  const whole = await fitAll(choices, settings, pool, job);
  const halves = halvesOf(choices);
  const learned = await fitHalves(choices, { ...settings, start: whole.without }, pool, job);
  const asked = (share: number) =>
    halves.map((half, h) => ({ ...half, logits: logitsOf(half, between(learned[h], share)) }));
  const gains = SHARES.map((share) =>
    Float64Array.from(asked(share).flatMap((half) => [...rankGains(half)])),
  );
  const people = halves.flatMap((half) => [...half.people]);
  const share = SHARES[leastOfTheBest(gains, people)];
  if (share === 0) return null;
  const factor = await inSteps(fitTopScale(asked(share)), job, 'blend');
  const { weights, loss } = await inSteps(scaled(choices, between(whole, share)), job, 'blend');
  return { weights: weights.map((weight) => weight * factor), loss };
}

function between({ without, beside }: Both, share: number): Float64Array {
  return without.map((weight, f) => weight + share * (beside[f] - weight));
}

function leastOfTheBest(gains: readonly Float64Array[], people: readonly number[]): number {
  const sums = gains.map((own) => own.reduce((sum, gain) => sum + gain, 0));
  const best = gains[sums.indexOf(Math.max(...sums))];
  return gains.findIndex((own) => {
    const { mean, error } = pairedDifference(best, own, people);
    return mean <= error;
  });
}
