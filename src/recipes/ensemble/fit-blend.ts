import { fitRanking } from '../../kernels/rank-regression';
import { type Choices, type SoftmaxFit, fitSoftmaxRegression } from '../../kernels/softmax-regression';
import { rankGains } from '../../kernels/rank-gains';
import { fitTopScale, type ScoredChoices } from '../../kernels/top-calibration';

/**
 * Pull back to the most likely weights, and how sharply ranks count. Chosen on the row before the target of the
 * development sets: without the pull a few hundred held-out rows are learned by heart.
 */
const RANKING = { penalty: 1e-2, sharpness: 3 };
/** Fewer rows than this are not halved: a half would say nothing. */
export const ROWS_TO_HALVE = 40;

/** Weights, and what lists gain by them. */
export interface BlendFit extends SoftmaxFit {
  /** What the rows gain on average that the weights were not learned from, without one feature if asked; null where they are too few. */
  readonly gain: ((without?: number) => number) | null;
}

/**
 * Blend weights: first the likelihood, which is convex; then from there the ranking, which orders better; then one
 * factor for all weights, so that the softmax is calibrated. What was learned on a row overstates how well it is
 * known, so the factor is found on rows that weights of the other half of the rows are asked about.
 */
export function* fitBlend(
  choices: Choices,
  penalties: Float64Array,
  start: Float64Array,
): Generator<void, BlendFit> {
  const whole = yield* fitOrder(choices, penalties, start);
  const nRows = choices.starts.length - 1;
  if (nRows < ROWS_TO_HALVE) return { ...whole, gain: null };
  const halves = [0, 1].map((half) => rowsOf(choices, half));
  const learned: Float64Array[] = [];
  for (const half of halves.keys()) {
    const { weights } = yield* fitOrder(halves[1 - half], penalties, whole.weights);
    learned.push(weights);
  }
  const asked = (without = -1): ScoredChoices[] =>
    halves.map((half, h) => ({
      ...half,
      logits: logitsOf(
        half,
        learned[h].map((weight, f) => (f === without ? 0 : weight)),
      ),
    }));
  const factor = yield* fitTopScale(asked());
  const gain = (without?: number): number => {
    let sum = 0;
    for (const half of asked(without)) for (const own of rankGains(half)) sum += own;
    return sum / nRows;
  };
  return { weights: whole.weights.map((weight) => weight * factor), loss: whole.loss, gain };
}

/** Weights whose order is good, at the scale that is most likely on the rows they were learned from. */
export function* fitOrder(
  choices: Choices,
  penalties: Float64Array,
  start: Float64Array,
): Generator<void, SoftmaxFit> {
  const likely = yield* fitSoftmaxRegression(choices, penalties, start);
  return yield* scaled(choices, yield* fitRanking(choices, likely.weights, RANKING));
}

/** The same order at the scale that is most likely. */
export function* scaled(choices: Choices, weights: Float64Array): Generator<void, SoftmaxFit> {
  const scale = yield* fitSoftmaxRegression(
    { ...choices, width: 1, features: logitsOf(choices, weights) },
    Float64Array.of(0),
    Float64Array.of(1),
  );
  return { weights: weights.map((weight) => weight * scale.weights[0]), loss: scale.loss };
}

export function logitsOf({ features, width }: Choices, weights: ArrayLike<number>): Float64Array {
  const logits = new Float64Array(features.length / width);
  for (let c = 0; c < logits.length; c++) {
    for (let f = 0; f < width; f++) logits[c] += weights[f] * features[c * width + f];
  }
  return logits;
}

/** Every second row, from the first or the second on. */
export function rowsOf({ starts, logMultiplicity, features, width }: Choices, half: number): Choices {
  const rows = starts.slice(0, -1).filter((_, r) => r % 2 === half);
  const ends = starts.slice(1).filter((_, r) => r % 2 === half);
  const own = new Int32Array(rows.length + 1);
  rows.forEach((from, r) => {
    own[r + 1] = own[r] + ends[r] - from;
  });
  const taken = {
    multiplicity: new Float64Array(own[rows.length]),
    features: new Float64Array(own[rows.length] * width),
  };
  rows.forEach((from, r) => {
    taken.multiplicity.set(logMultiplicity.subarray(from, ends[r]), own[r]);
    taken.features.set(features.subarray(from * width, ends[r] * width), own[r] * width);
  });
  return { starts: own, logMultiplicity: taken.multiplicity, width, features: taken.features };
}
