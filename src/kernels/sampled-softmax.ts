import { addProduct, addTransposedProduct } from './dense-product';
import { fastExp } from './fast-exp';
import { log } from './math';
import type { RowGradients } from './row-gradients';

/** Items drawn as negatives for all rows of a step, and log(draws · probability) of each. */
export interface Negatives {
  readonly items: Int32Array;
  readonly logExpected: Float64Array;
}

/** What is asked of each row: −1 is a row without a target. The weights of all rows scale loss and gradient. */
export interface Asked {
  readonly targets: Int32Array;
  readonly weights: Float64Array;
}

/** Rows worked on at once, so that their logits stay in the second cache. */
const BLOCK = 64;

/**
 * Cross-entropy of each row's target against the target itself and shared negatives, each of which stands for the
 * 1/(draws · probability) items it was drawn from (sampled softmax, Bengio & Senécal 2008). A negative that is the
 * row's target does not count.
 *
 * @param rows R × H, one vector a row. @param table items × (H + 1): a vector and a bias each.
 * @param rowGradient R × H, overwritten. @param tableGradient is added to.
 * @returns the weighted sum of losses.
 */
export function sampledSoftmax(
  rows: Float64Array,
  table: Float64Array,
  width: number,
  { targets, weights }: Asked,
  { items, logExpected }: Negatives,
  rowGradient: Float64Array,
  tableGradient: RowGradients,
): number {
  const n = targets.length;
  const k = items.length;
  const stride = width + 1;
  const negVectors = new Float64Array(k * width);
  const negVectorsT = new Float64Array(k * width);
  const shift = new Float64Array(k);
  for (let j = 0; j < k; j++) {
    const from = items[j] * stride;
    for (let d = 0; d < width; d++) {
      const value = -table[from + d];
      negVectors[j * width + d] = value;
      negVectorsT[d * k + j] = value;
    }
    shift[j] = table[from + width] - logExpected[j];
  }
  const logits = new Float64Array(Math.min(n, BLOCK) * k);
  const vectorGradient = new Float64Array(k * width);
  const biasGradient = new Float64Array(k);
  rowGradient.fill(0, 0, n * width);
  let loss = 0;
  for (let first = 0; first < n; first += BLOCK) {
    const count = Math.min(BLOCK, n - first);
    for (let row = 0; row < count; row++) logits.set(shift, row * k);
    addProduct(logits, 0, rows, first * width, negVectors, count, k, width);
    for (let row = 0; row < count; row++) {
      const target = targets[first + row];
      if (target < 0) {
        logits.fill(0, row * k, row * k + k);
        continue;
      }
      const at = (first + row) * width;
      const from = target * stride;
      let own = table[from + width];
      for (let d = 0; d < width; d++) own += table[from + d] * rows[at + d];
      const weight = weights[first + row];
      const { cost, share } = spread(logits, row * k, own, target, items, weight, biasGradient);
      loss += weight * cost;
      const pull = weight * (share - 1);
      const to = tableGradient.at(target);
      for (let d = 0; d < width; d++) {
        rowGradient[at + d] += pull * table[from + d];
        tableGradient.values[to + d] += pull * rows[at + d];
      }
      tableGradient.values[to + width] += pull;
    }
    addProduct(rowGradient, first * width, logits, 0, negVectorsT, count, width, k);
    addTransposedProduct(vectorGradient, 0, logits, rows, count, k, width, 0, first * width);
  }
  for (let j = 0; j < k; j++) {
    const at = tableGradient.at(items[j]);
    for (let d = 0; d < width; d++) tableGradient.values[at + d] += vectorGradient[j * width + d];
    tableGradient.values[at + width] += biasGradient[j];
  }
  return loss;
}

/** Turns a row's logits into weight × probability, in place. @returns the row's loss and its target's probability. */
function spread(
  logits: Float64Array,
  at: number,
  own: number,
  target: number,
  items: Int32Array,
  weight: number,
  biasGradient: Float64Array,
): { cost: number; share: number } {
  const k = items.length;
  let most = own;
  for (let j = 0; j < k; j++) {
    if (items[j] === target) logits[at + j] = -Infinity;
    else if (logits[at + j] > most) most = logits[at + j];
  }
  const ownShare = fastExp(own - most);
  let sum = ownShare;
  for (let j = 0; j < k; j++) {
    const share = fastExp(logits[at + j] - most);
    logits[at + j] = share;
    sum += share;
  }
  const factor = weight / sum;
  for (let j = 0; j < k; j++) {
    const share = logits[at + j] * factor;
    logits[at + j] = share;
    biasGradient[j] += share;
  }
  return { cost: log(sum) - (own - most), share: ownShare / sum };
}
