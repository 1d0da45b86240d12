import { fitRanking } from '../../kernels/rank-regression';
import {
  addWeighed,
  type Choices,
  type SoftmaxFit,
  fitSoftmaxRegression,
} from '../../kernels/softmax-regression';

/**
 * Pull back to the most likely weights, and how sharply ranks count. Chosen on the row before the target of the
 * development sets: without the pull a few hundred held-out rows are learned by heart.
 */
const RANKING = { penalty: 1e-2, sharpness: 3 };
/** Fewer rows than this are not halved: a half would say nothing. */
export const ROWS_TO_HALVE = 40;

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

/** Weights as they are learned without a part, where its own is 0, and with it. */
export interface Both {
  readonly without: Float64Array<ArrayBuffer>;
  readonly beside: Float64Array<ArrayBuffer>;
  /** Of the rows that they were learned from, with it. */
  readonly loss: number;
}

/** @param added the feature of the part; null = there is none, and both are the same. */
export function* fitBoth(
  choices: Choices,
  added: number | null,
  penalties: Float64Array,
  start: Float64Array,
): Generator<void, Both> {
  if (added === null) {
    const { weights, loss } = yield* fitOrder(choices, penalties, start);
    return { without: weights, beside: weights, loss };
  }
  const features = choices.features.map((value, at) => (at % choices.width === added ? 0 : value));
  const { weights: without } = yield* fitOrder({ ...choices, features }, penalties, start);
  const { weights: beside, loss } = yield* fitOrder(choices, penalties, without);
  return { without, beside, loss };
}

export function logitsOf({ features, width }: Choices, weights: Float64Array): Float64Array {
  const logits = new Float64Array(features.length / width);
  addWeighed(features, 0, weights, logits, logits.length);
  return logits;
}

/** Choices of people, several of each. Every second person is in one of two halves, which tell what the other has taught. */
export interface PeoplesChoices extends Choices {
  /** By choice, the number of the person whose it is. */
  readonly people: Int32Array;
}

export function halvesOf(choices: PeoplesChoices): readonly [PeoplesChoices, PeoplesChoices] {
  return [halfOf(choices, 0), halfOf(choices, 1)];
}

/** Which choices are those of one half. */
export function rowsOf({ people }: PeoplesChoices, half: number): Int32Array {
  return Int32Array.from(people.keys()).filter((row) => people[row] % 2 === half);
}

export function halfOf(choices: PeoplesChoices, half: number): PeoplesChoices {
  const { starts, logMultiplicity, features, width, people } = choices;
  const rows = rowsOf(choices, half);
  const own = new Int32Array(rows.length + 1);
  rows.forEach((row, r) => {
    own[r + 1] = own[r] + starts[row + 1] - starts[row];
  });
  const taken = {
    logMultiplicity: new Float64Array(own[rows.length]),
    features: new Float64Array(own[rows.length] * width),
  };
  rows.forEach((row, r) => {
    const [from, to] = [starts[row], starts[row + 1]];
    taken.logMultiplicity.set(logMultiplicity.subarray(from, to), own[r]);
    taken.features.set(features.subarray(from * width, to * width), own[r] * width);
  });
  return { starts: own, width, ...taken, people: rows.map((row) => people[row]) };
}
