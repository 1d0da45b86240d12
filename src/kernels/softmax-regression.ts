import { solveSmall } from './cholesky';
import { exp, log } from './math';

/**
 * Choices to learn weights from: choice r offers candidates starts[r] … starts[r + 1], of which the first was taken.
 * A candidate that stands for several others of its kind carries the logarithm of their number.
 */
export interface Choices {
  readonly starts: Int32Array;
  readonly logMultiplicity: Float64Array;
  /** Numbers per candidate. */
  readonly width: number;
  /** Row-major [candidates, width]. */
  readonly features: Float64Array;
}

export interface SoftmaxFit {
  readonly weights: Float64Array<ArrayBuffer>;
  /** Mean cross-entropy at the optimum, penalty included. */
  readonly loss: number;
}

const MAX_PASSES = 40;
const TOLERANCE = 1e-8;

/**
 * Weights that make the taken candidates most likely under a softmax of the weighted features: mean cross-entropy
 * plus ½·Σ penalty·weight². Convex; Newton's method with step halving, so few passes suffice.
 *
 * @param start where to begin; the optimum does not depend on it.
 * Yields after every few choices. O(passes · candidates · features²).
 */
export function* fitSoftmaxRegression(
  choices: Choices,
  penalties: Float64Array,
  start: Float64Array = new Float64Array(choices.width),
): Generator<void, SoftmaxFit> {
  const n = choices.width;
  let best = Float64Array.from(start);
  let bestLoss = Infinity;
  let step = new Float64Array(n);
  let scale = 1;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const trial = best.map((weight, f) => weight + scale * step[f]);
    const at = yield* evaluateLoss(choices, trial, penalties);
    if (at.loss > bestLoss) {
      scale /= 2;
      if (scale < 1e-4) break;
      continue;
    }
    best = trial;
    bestLoss = at.loss;
    scale = 1;
    step = solveSmall(at.hessian, at.gradient, n).map((value) => -value);
    let decrement = 0;
    for (let f = 0; f < n; f++) decrement -= at.gradient[f] * step[f];
    if (decrement < TOLERANCE) break;
  }
  return { weights: best, loss: bestLoss };
}

interface LossAt {
  readonly loss: number;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

function* evaluateLoss(
  choices: Choices,
  weights: Float64Array,
  penalties: Float64Array,
): Generator<void, LossAt> {
  const { starts, features, width: n } = choices;
  const nChoices = starts.length - 1;
  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n * n);
  const mean = new Float64Array(n);
  let loss = 0;
  let chances = new Float64Array(0);
  for (let r = 0; r < nChoices; r++) {
    const from = starts[r];
    const size = starts[r + 1] - from;
    if (chances.length < size) chances = new Float64Array(2 * size);
    loss += chancesOf(choices, weights, r, chances);
    mean.fill(0);
    for (let c = 0; c < size; c++) addMoments(features, (from + c) * n, n, chances[c], mean, hessian);
    for (let f = 0; f < n; f++) {
      gradient[f] += mean[f] - features[from * n + f];
      for (let g = 0; g <= f; g++) hessian[f * n + g] -= mean[f] * mean[g];
    }
    if (r % 32 === 31) yield;
  }
  loss /= nChoices;
  for (let f = 0; f < n; f++) {
    loss += 0.5 * penalties[f] * weights[f] * weights[f];
    gradient[f] = gradient[f] / nChoices + penalties[f] * weights[f];
    for (let g = 0; g <= f; g++) {
      hessian[f * n + g] /= nChoices;
      hessian[g * n + f] = hessian[f * n + g];
    }
    hessian[f * n + f] += penalties[f] + 1e-9;
  }
  return { loss, gradient, hessian };
}

/** Writes the softmax chances of one choice's candidates; returns the cross-entropy of the one that was taken. */
function chancesOf(
  { starts, logMultiplicity, features, width }: Choices,
  weights: Float64Array,
  row: number,
  chances: Float64Array,
): number {
  const from = starts[row];
  const size = starts[row + 1] - from;
  let max = -Infinity;
  for (let c = 0; c < size; c++) {
    let logit = logMultiplicity[from + c];
    const at = (from + c) * width;
    for (let f = 0; f < width; f++) logit += weights[f] * features[at + f];
    chances[c] = logit;
    if (logit > max) max = logit;
  }
  const taken = chances[0];
  let total = 0;
  for (let c = 0; c < size; c++) total += chances[c] = exp(chances[c] - max);
  for (let c = 0; c < size; c++) chances[c] /= total;
  return max + log(total) - taken;
}

/** mean += chance·x and, in the lower triangle, hessian += chance·x·xᵀ for the candidate at `at`. */
function addMoments(
  features: Float64Array,
  at: number,
  n: number,
  chance: number,
  mean: Float64Array,
  hessian: Float64Array,
): void {
  for (let f = 0; f < n; f++) {
    const weighted = chance * features[at + f];
    if (weighted === 0) continue;
    mean[f] += weighted;
    const row = f * n;
    for (let g = 0; g <= f; g++) hessian[row + g] += weighted * features[at + g];
  }
}
