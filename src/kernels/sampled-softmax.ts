import { addProduct, addTransposedProduct, negatedTranspose } from './dense-product';
import { exp, log } from './math';
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
  const shift = new Float64Array(k);
  for (let j = 0; j < k; j++) {
    const from = items[j] * stride;
    for (let d = 0; d < width; d++) negVectors[j * width + d] = -table[from + d];
    shift[j] = table[from + width] - logExpected[j];
  }
  const logits = new Float64Array(n * k);
  for (let row = 0; row < n; row++) logits.set(shift, row * k);
  addProduct(logits, 0, rows, 0, negVectors, n, k, width);

  rowGradient.fill(0, 0, n * width);
  let loss = 0;
  const negativeBias = new Float64Array(k);
  for (let row = 0; row < n; row++) {
    const target = targets[row];
    const base = row * k;
    if (target < 0) {
      logits.fill(0, base, base + k);
      continue;
    }
    const from = target * stride;
    let own = table[from + width];
    for (let d = 0; d < width; d++) own += table[from + d] * rows[row * width + d];
    let most = own;
    for (let j = 0; j < k; j++) if (items[j] !== target && logits[base + j] > most) most = logits[base + j];
    const ownShare = exp(own - most);
    let sum = ownShare;
    for (let j = 0; j < k; j++) {
      const share = items[j] === target ? 0 : exp(logits[base + j] - most);
      logits[base + j] = share;
      sum += share;
    }
    const weight = weights[row];
    loss += weight * (log(sum) - (own - most));
    for (let j = 0; j < k; j++) {
      logits[base + j] *= weight / sum;
      negativeBias[j] += logits[base + j];
    }
    const pull = weight * (ownShare / sum - 1);
    const at = tableGradient.at(target);
    for (let d = 0; d < width; d++) {
      rowGradient[row * width + d] += pull * table[from + d];
      tableGradient.values[at + d] += pull * rows[row * width + d];
    }
    tableGradient.values[at + width] += pull;
  }

  const negVectorsT = new Float64Array(k * width);
  for (let d = 0; d < k * width; d++) negVectors[d] = -negVectors[d];
  negatedTranspose(negVectors, 0, k, width, negVectorsT);
  addProduct(rowGradient, 0, logits, 0, negVectorsT, n, width, k);
  const vectorGradient = new Float64Array(k * width);
  addTransposedProduct(vectorGradient, 0, logits, rows, n, k, width);
  for (let j = 0; j < k; j++) {
    const at = tableGradient.at(items[j]);
    for (let d = 0; d < width; d++) tableGradient.values[at + d] += vectorGradient[j * width + d];
    tableGradient.values[at + width] += negativeBias[j];
  }
  return loss;
}
