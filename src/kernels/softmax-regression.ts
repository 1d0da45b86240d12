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
    addMoments(features, from * n, n, chances, size, mean, hessian);
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
  for (let c = 0; c < size; c++) chances[c] = logMultiplicity[from + c];
  addWeighed(features, from * width, weights, chances, size);
  let max = -Infinity;
  for (let c = 0; c < size; c++) if (chances[c] > max) max = chances[c];
  const taken = chances[0];
  let total = 0;
  for (let c = 0; c < size; c++) total += chances[c] = exp(chances[c] - max);
  for (let c = 0; c < size; c++) chances[c] /= total;
  return max + log(total) - taken;
}

/**
 * out += weights·x for each of `size` rows of features from `at` on. Four rows at a time, so that no sum waits for the one
 * before; each takes its terms in order.
 */
export function addWeighed(
  features: Float64Array,
  at: number,
  weights: Float64Array,
  out: Float64Array,
  size: number,
): void {
  const n = weights.length;
  let c = 0;
  for (; c + 3 < size; c += 4) {
    const a = at + c * n;
    const [b, d, e] = [a + n, a + 2 * n, a + 3 * n];
    let [sumA, sumB, sumD, sumE] = [out[c], out[c + 1], out[c + 2], out[c + 3]];
    for (let f = 0; f < n; f++) {
      const weight = weights[f];
      sumA += weight * features[a + f];
      sumB += weight * features[b + f];
      sumD += weight * features[d + f];
      sumE += weight * features[e + f];
    }
    out[c] = sumA;
    out[c + 1] = sumB;
    out[c + 2] = sumD;
    out[c + 3] = sumE;
  }
  for (; c < size; c++) {
    let sum = out[c];
    for (let f = 0; f < n; f++) sum += weights[f] * features[at + c * n + f];
    out[c] = sum;
  }
}

/**
 * mean += chance·x and, in the lower triangle, hessian += chance·x·xᵀ for each of `size` candidates from `at` on: four go
 * over the sums at a time, each of which takes its terms in order. What is 0 of all four adds nothing.
 */
function addMoments(
  features: Float64Array,
  at: number,
  n: number,
  chances: Float64Array,
  size: number,
  mean: Float64Array,
  hessian: Float64Array,
): void {
  let c = 0;
  for (; c + 3 < size; c += 4) {
    const a = at + c * n;
    const [b, d, e] = [a + n, a + 2 * n, a + 3 * n];
    const [chanceA, chanceB, chanceD, chanceE] = [chances[c], chances[c + 1], chances[c + 2], chances[c + 3]];
    for (let f = 0; f < n; f++) {
      const xA = chanceA * features[a + f];
      const xB = chanceB * features[b + f];
      const xD = chanceD * features[d + f];
      const xE = chanceE * features[e + f];
      if (xA === 0 && xB === 0 && xD === 0 && xE === 0) continue;
      mean[f] = mean[f] + xA + xB + xD + xE;
      const row = f * n;
      for (let g = 0; g <= f; g++) {
        let sum = hessian[row + g];
        sum += xA * features[a + g];
        sum += xB * features[b + g];
        sum += xD * features[d + g];
        sum += xE * features[e + g];
        hessian[row + g] = sum;
      }
    }
  }
  for (; c < size; c++) {
    const own = at + c * n;
    for (let f = 0; f < n; f++) {
      const x = chances[c] * features[own + f];
      if (x === 0) continue;
      mean[f] += x;
      const row = f * n;
      for (let g = 0; g <= f; g++) hessian[row + g] += x * features[own + g];
    }
  }
}
