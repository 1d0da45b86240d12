import type { Job } from '../../domain/ports';
import { pairedDifference } from '../../kernels/paired-difference';
import { rankGains } from '../../kernels/rank-gains';
import type { SoftmaxFit } from '../../kernels/softmax-regression';
import { fitTopScale } from '../../kernels/top-calibration';
import { inSteps } from '../../domain/steps';
import { type PeoplesChoices, rowsOf, scaled, scoredHalf } from './fit-order';

/** Blend weights as held-out rows teach them. */
export interface Learned extends SoftmaxFit {
  /** What rows of one half of the people teach, in the order of the halves that are asked about it; null: rows are too few. */
  readonly halves: readonly Float64Array[] | null;
}

/** How far to go from some weights to others: what is tried. */
const SHARES = [0, 1 / 4, 1 / 2, 3 / 4, 1];

/** Weights on the way from some to others. */
export function between(from: Float64Array, to: Float64Array, share: number): Float64Array<ArrayBuffer> {
  return Float64Array.from(from, (weight, f) => weight + share * (to[f] - weight));
}

/**
 * How far to follow what was learned: the least share of the way that does not gain less than the best one by more than
 * the standard error of the difference.
 *
 * @param weightsAt by half that is asked, weights at a share of the way that were not learned from it.
 */
export function leastShare(
  choices: PeoplesChoices,
  weightsAt: (half: number, share: number) => Float64Array,
): number {
  const halves = [0, 1];
  const gains = SHARES.map((share) =>
    Float64Array.from(
      halves.flatMap((half) => [...rankGains(scoredHalf(choices, half, weightsAt(half, share)))]),
    ),
  );
  const people = halves.flatMap((half) => [...rowsOf(choices, half)].map((row) => choices.people[row]));
  const sums = gains.map((own) => own.reduce((sum, gain) => sum + gain, 0));
  const best = gains[sums.indexOf(Math.max(...sums))];
  return SHARES[
    gains.findIndex((own) => {
      const { mean, error } = pairedDifference(best, own, people);
      return mean <= error;
    })
  ];
}

/**
 * What was learned, followed as far from weights that hold elsewhere as rows show that it is better; see `leastShare`.
 * They are brought to the scale of these rows first.
 */
export async function followed(
  choices: PeoplesChoices,
  elsewhere: Float64Array,
  learned: Learned,
  job: Job,
): Promise<Learned> {
  const { weights, halves } = learned;
  if (halves === null) return learned;
  const { weights: from } = await inSteps(scaled(choices, elsewhere), job, 'blend');
  const share = leastShare(choices, (h, part) => between(from, halves[h], part));
  if (share === 1) return learned;
  return {
    ...learned,
    weights: between(from, weights, share),
    halves: halves.map((half) => between(from, half, share)),
  };
}

/**
 * One factor for all weights, so that their softmax is calibrated. What was learned on a row overstates how well it is
 * known, so the factor is found on rows that weights of the other half of the rows are asked about.
 */
export async function calibrated(
  choices: PeoplesChoices,
  { weights, loss, halves }: Learned,
  job: Job,
): Promise<SoftmaxFit> {
  if (halves === null) return { weights, loss };
  const asked = halves.map((own, half) => scoredHalf(choices, half, own));
  const factor = await inSteps(fitTopScale(asked), job, 'blend');
  return { weights: weights.map((weight) => weight * factor), loss };
}
