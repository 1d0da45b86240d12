import type { Job } from '../../domain/ports';
import { pairedDifference } from '../../kernels/paired-difference';
import { rankGains } from '../../kernels/rank-gains';
import type { SoftmaxFit } from '../../kernels/softmax-regression';
import { fitTopScale } from '../../kernels/top-calibration';
import { inSteps } from '../../domain/steps';
import { fitVisitScale } from '../moments/visit-scale';
import { type PeoplesChoices, rowsOf, scaled, scoredHalf } from '../moments/fit-order';

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

const HALVES = [0, 1];

/** What rows gain with weights that were not learned from them, half after half. @param weightsOf by half that is asked. */
function gainsWith(
  choices: PeoplesChoices,
  weightsOf: (half: number) => Float64Array,
): Float64Array<ArrayBuffer> {
  return Float64Array.from(
    HALVES.flatMap((half) => [...rankGains(scoredHalf(choices, half, weightsOf(half)))]),
  );
}

function sumOf(gains: Float64Array): number {
  return gains.reduce((sum, gain) => sum + gain, 0);
}

/** Whether the first of such gains are more by more than the standard error of the difference. */
function isMore(first: Float64Array, second: Float64Array, choices: PeoplesChoices): boolean {
  const people = HALVES.flatMap((half) => [...rowsOf(choices, half)].map((row) => choices.people[row]));
  const { mean, error } = pairedDifference(first, second, people);
  return mean > error;
}

/**
 * How far to follow a part that is added: the least share of the way that does not gain less than the best one by more
 * than the standard error of the difference.
 *
 * @param weightsAt by half that is asked, weights at a share of the way that were not learned from it.
 */
export function leastShare(
  choices: PeoplesChoices,
  weightsAt: (half: number, share: number) => Float64Array,
): number {
  const gains = SHARES.map((share) => gainsWith(choices, (half) => weightsAt(half, share)));
  const sums = gains.map(sumOf);
  const best = gains[sums.indexOf(Math.max(...sums))];
  return SHARES[gains.findIndex((own) => !isMore(best, own, choices))];
}

/**
 * What was learned, where rows gain more by it than by weights that hold elsewhere; else those, at the scale of these
 * rows. There is nothing between, and no more is asked for: weights of half of the rows stand in here for those of all,
 * and are worse.
 */
export async function ownOr(
  elsewhere: Float64Array,
  choices: PeoplesChoices,
  learned: Learned,
  job: Job,
): Promise<Learned> {
  const own = learned.halves;
  if (own === null) return learned;
  const { weights, loss } = await inSteps(scaled(choices, elsewhere), job, 'blend');
  const isBetter = sumOf(gainsWith(choices, (half) => own[half])) > sumOf(gainsWith(choices, () => weights));
  return isBetter ? learned : { weights, loss, halves: HALVES.map(() => weights) };
}

/**
 * One factor for all weights, so that their softmax is calibrated. What was learned on a row overstates how well it is
 * known, so the factor is found on rows that weights of the other half of the rows are asked about.
 *
 * @param isWithin by row, whether it was in the middle of a visit, where only such are to be asked; see `fitVisitScale`.
 * Null: all are.
 */
export async function calibrated(
  choices: PeoplesChoices,
  { weights, loss, halves }: Learned,
  isWithin: readonly boolean[] | null,
  job: Job,
): Promise<SoftmaxFit> {
  if (halves === null) return { weights, loss };
  const asked = halves.map((own, half) => scoredHalf(choices, half, own));
  const common = await inSteps(fitTopScale(asked), job, 'blend');
  const visits =
    isWithin &&
    asked.map((part, half) => ({
      ...part,
      isWithin: Array.from(rowsOf(choices, half), (row) => isWithin[row]),
    }));
  const factor = visits === null ? common : await inSteps(fitVisitScale(visits, common), job, 'blend');
  return { weights: weights.map((weight) => weight * factor), loss };
}
