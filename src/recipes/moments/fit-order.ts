import { fitRanking } from '../../kernels/rank-regression';
import type { ScoredChoices } from '../../kernels/top-calibration';
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
  const logits = logitsOf(choices, weights);
  const scale = yield* fitSoftmaxRegression(
    { ...choices, width: 1, features: logits },
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

/**
 * @param choices whose features are changed on the way where there is a part, and at the end as they were.
 * @param added the feature of the part; null = there is none, and both are the same.
 */
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
  const { features, width } = choices;
  const column = new Float64Array(features.length / width);
  for (let c = 0; c < column.length; c++) {
    column[c] = features[c * width + added];
    features[c * width + added] = 0;
  }
  const { weights: without } = yield* fitOrder(choices, penalties, start);
  for (let c = 0; c < column.length; c++) features[c * width + added] = column[c];
  const { weights: beside, loss } = yield* fitOrder(choices, penalties, without);
  return { without, beside, loss };
}

export function logitsOf(
  { features, width }: Pick<Choices, 'features' | 'width'>,
  weights: Float64Array,
): Float64Array {
  const logits = new Float64Array(features.length / width);
  addWeighed(features, 0, weights, logits, logits.length);
  return logits;
}

/** Choices of people, several of each. Every second person is in one of two halves, which tell what the other has taught. */
export interface PeoplesChoices extends Choices {
  /** By choice, the number of the person whose it is. */
  readonly people: Int32Array;
}

/** Which choices are those of one half. */
export function rowsOf({ people }: PeoplesChoices, half: number): Int32Array {
  return Int32Array.from(people.keys()).filter((row) => people[row] % 2 === half);
}

/** The choices of one half, with features of their own. */
export function halfOf(choices: PeoplesChoices, half: number): PeoplesChoices {
  const { features, width, starts, people } = choices;
  const rows = rowsOf(choices, half);
  const own = startsOf(rows, starts);
  return {
    starts: own,
    logMultiplicity: those(choices.logMultiplicity, 1, rows, starts, own),
    width,
    features: those(features, width, rows, starts, own),
    people: rows.map((row) => people[row]),
  };
}

/** The choices of one half under some weights: of all that is known of candidates only what that comes to. */
export function scoredHalf(choices: PeoplesChoices, half: number, weights: Float64Array): ScoredChoices {
  const { logMultiplicity, starts } = choices;
  return scoredRows({ starts, logMultiplicity, logits: logitsOf(choices, weights) }, rowsOf(choices, half));
}

/** Some choices of all. */
export function scoredRows(
  { starts, logMultiplicity, logits }: ScoredChoices,
  rows: Int32Array,
): ScoredChoices {
  const own = startsOf(rows, starts);
  return {
    starts: own,
    logMultiplicity: those(logMultiplicity, 1, rows, starts, own),
    logits: those(logits, 1, rows, starts, own),
  };
}

/** Where each of these rows begins, one after the other. */
function startsOf(rows: Int32Array, starts: Int32Array): Int32Array {
  const own = new Int32Array(rows.length + 1);
  rows.forEach((row, r) => {
    own[r + 1] = own[r] + starts[row + 1] - starts[row];
  });
  return own;
}

/** The numbers of these rows, `width` to a candidate. */
function those(
  numbers: Float64Array,
  width: number,
  rows: Int32Array,
  starts: Int32Array,
  own: Int32Array,
): Float64Array {
  const taken = new Float64Array(own[rows.length] * width);
  rows.forEach((row, r) => {
    taken.set(numbers.subarray(starts[row] * width, starts[row + 1] * width), own[r] * width);
  });
  return taken;
}
