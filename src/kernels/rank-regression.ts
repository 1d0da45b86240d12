import { exp, log, sigmoid } from './math';
import { type Objective, minimise } from './minimise';
import { addWeighed, type Choices } from './softmax-regression';

const LN2 = 0.6931471805599453;

export interface RankFitSettings {
  /** How sharply a candidate counts as ranked above: σ(sharpness · difference of logits). */
  readonly sharpness: number;
  /** Pull towards the starting weights: ½ · penalty · squared distance. */
  readonly penalty: number;
}

/**
 * Weights that put the taken candidates high: maximises the mean of 1 / log₂(1 + rank), the nDCG of one target,
 * with each rank softened to 1 + Σ multiplicity · σ(sharpness · (logit − logit of the taken one)).
 * Not convex; started from `start` it stops at a point no worse. Only the order matters, so the scale of the weights
 * is free and must be set afterwards.
 */
export function fitRanking(
  choices: Choices,
  start: Float64Array,
  settings: RankFitSettings,
): Generator<void, Float64Array<ArrayBuffer>> {
  const multiplicity = choices.logMultiplicity.map(exp);
  const objective: Objective = (weights) => evaluateLoss(choices, multiplicity, weights, start, settings);
  return minimise(objective, start);
}

function* evaluateLoss(
  choices: Choices,
  multiplicity: Float64Array,
  weights: Float64Array,
  start: Float64Array,
  { sharpness, penalty }: RankFitSettings,
): Generator<void, { value: number; gradient: Float64Array }> {
  const { starts, features, width: n } = choices;
  const nChoices = starts.length - 1;
  const gradient = new Float64Array(n);
  const pull = new Float64Array(n);
  let value = 0;
  let differences = new Float64Array(0);
  let slopes = new Float64Array(0);
  let near = new Int32Array(0);
  for (let r = 0; r < nChoices; r++) {
    const taken = starts[r] * n;
    let takenLogit = 0;
    for (let f = 0; f < n; f++) takenLogit += weights[f] * features[taken + f];
    const first = starts[r] + 1;
    const size = starts[r + 1] - first;
    if (differences.length < size) {
      differences = new Float64Array(2 * size);
      slopes = new Float64Array(2 * size);
      near = new Int32Array(2 * size);
    }
    differences.fill(-takenLogit, 0, size);
    addWeighed(features, first * n, weights, differences, size);
    let rank = 1;
    let pulled = 0;
    let nNear = 0;
    for (let c = 0; c < size; c++) {
      const difference = sharpness * differences[c];
      // σ(−20) is 2·10⁻⁹: far below, nothing is above.
      if (difference < -20) continue;
      const above = sigmoid(difference);
      rank += multiplicity[first + c] * above;
      const slope = multiplicity[first + c] * above * (1 - above) * sharpness;
      pulled += slope;
      slopes[nNear] = slope;
      near[nNear++] = (first + c) * n;
    }
    pull.fill(0);
    addPull(features, near, slopes, nNear, pull);
    const logRank = log(1 + rank);
    value -= LN2 / logRank;
    const outer = LN2 / (logRank * logRank * (1 + rank));
    for (let f = 0; f < n; f++) gradient[f] += outer * (pull[f] - pulled * features[taken + f]);
    if (r % 32 === 31) yield;
  }
  value /= nChoices;
  for (let f = 0; f < n; f++) {
    const away = weights[f] - start[f];
    value += 0.5 * penalty * away * away;
    gradient[f] = gradient[f] / nChoices + penalty * away;
  }
  return { value, gradient };
}

/**
 * pull += slope·x for the rows of features that begin at the first `size` places: four go over the sums at a time, each of
 * which takes its terms in order.
 */
function addPull(
  features: Float64Array,
  places: Int32Array,
  slopes: Float64Array,
  size: number,
  pull: Float64Array,
): void {
  const n = pull.length;
  let k = 0;
  for (; k + 3 < size; k += 4) {
    const [a, b, d, e] = [places[k], places[k + 1], places[k + 2], places[k + 3]];
    const [slopeA, slopeB, slopeD, slopeE] = [slopes[k], slopes[k + 1], slopes[k + 2], slopes[k + 3]];
    for (let f = 0; f < n; f++) {
      let sum = pull[f];
      sum += slopeA * features[a + f];
      sum += slopeB * features[b + f];
      sum += slopeD * features[d + f];
      sum += slopeE * features[e + f];
      pull[f] = sum;
    }
  }
  for (; k < size; k++) for (let f = 0; f < n; f++) pull[f] += slopes[k] * features[places[k] + f];
}
