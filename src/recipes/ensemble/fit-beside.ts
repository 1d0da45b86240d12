import { pairedDifference } from '../../kernels/paired-difference';
import { rankGains } from '../../kernels/rank-gains';
import type { Choices, SoftmaxFit } from '../../kernels/softmax-regression';
import { fitTopScale } from '../../kernels/top-calibration';
import { fitOrder, logitsOf, ROWS_TO_HALVE, rowsOf, scaled } from './fit-blend';

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
export function* fitBeside(
  choices: Choices,
  added: number,
  penalties: Float64Array,
  start: Float64Array,
): Generator<void, SoftmaxFit | null> {
  const nRows = choices.starts.length - 1;
  if (nRows < ROWS_TO_HALVE) return null;
  const whole = yield* fitBoth(choices, added, penalties, start);
  const halves = [0, 1].map((half) => rowsOf(choices, half));
  const learned: Both[] = [];
  for (const half of halves.keys())
    learned.push(yield* fitBoth(halves[1 - half], added, penalties, whole.without));
  const asked = (share: number) =>
    halves.map((half, h) => ({ ...half, logits: logitsOf(half, between(learned[h], share)) }));
  const gains = SHARES.map((share) =>
    Float64Array.from(asked(share).flatMap((half) => [...rankGains(half)])),
  );
  const share = SHARES[leastOfTheBest(gains)];
  if (share === 0) return null;
  const factor = yield* fitTopScale(asked(share));
  const { weights, loss } = yield* scaled(choices, between(whole, share));
  return { weights: weights.map((weight) => weight * factor), loss };
}

/** Weights as they are learned without a part, where its own is 0, and with it. */
interface Both {
  readonly without: Float64Array;
  readonly beside: Float64Array;
}

function* fitBoth(
  choices: Choices,
  added: number,
  penalties: Float64Array,
  start: Float64Array,
): Generator<void, Both> {
  const features = choices.features.map((value, at) => (at % choices.width === added ? 0 : value));
  const { weights: without } = yield* fitOrder({ ...choices, features }, penalties, start);
  const { weights: beside } = yield* fitOrder(choices, penalties, without);
  return { without, beside };
}

function between({ without, beside }: Both, share: number): Float64Array {
  return without.map((weight, f) => weight + share * (beside[f] - weight));
}

function leastOfTheBest(gains: readonly Float64Array[]): number {
  const sums = gains.map((own) => own.reduce((sum, gain) => sum + gain, 0));
  const best = gains[sums.indexOf(Math.max(...sums))];
  return gains.findIndex((own) => {
    const { mean, error } = pairedDifference(best, own);
    return mean <= error;
  });
}
