import { exp, log, sigmoid } from './math';
import { type Objective, minimise } from './minimise';
import type { Choices } from './softmax-regression';

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
  for (let r = 0; r < nChoices; r++) {
    const taken = starts[r] * n;
    let takenLogit = 0;
    for (let f = 0; f < n; f++) takenLogit += weights[f] * features[taken + f];
    let rank = 1;
    pull.fill(0);
    let pulled = 0;
    for (let c = starts[r] + 1; c < starts[r + 1]; c++) {
      const at = c * n;
      let difference = -takenLogit;
      for (let f = 0; f < n; f++) difference += weights[f] * features[at + f];
      // σ(−20) is 2·10⁻⁹: far below, nothing is above.
      if (sharpness * difference < -20) continue;
      const above = sigmoid(sharpness * difference);
      rank += multiplicity[c] * above;
      const slope = multiplicity[c] * above * (1 - above) * sharpness;
      pulled += slope;
      for (let f = 0; f < n; f++) pull[f] += slope * features[at + f];
    }
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
