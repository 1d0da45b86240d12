import type { UserQuery } from '../../domain/histories';
import type { Job } from '../../domain/ports';
import { solveSmall } from '../../kernels/cholesky';
import { softmax } from '../../kernels/softmax';
import type { Model } from '../../recipes/recipe';

/** How much items count that a list does not show, together as much as this share of those it does. */
const OTHERS = 0.01;
/** Keeps the normal equations solvable where features say the same. */
const RIDGE = 1e-6;

/**
 * Weights by which the sum of some features comes nearest to what a model says of these histories: least squares of its
 * logits but for a constant, where an item counts as much as its share of the list.
 *
 * @param features models that say one feature each. @throws AppError CANCELLED.
 */
export async function learnWeights(
  model: Model,
  features: readonly Model[],
  queries: readonly UserQuery[],
  job: Job,
): Promise<Float64Array> {
  const n = features.length;
  const { nItems } = model;
  const [matrix, right] = [new Float64Array(n * n), new Float64Array(n)];
  const [target, shares] = [new Float64Array(nItems), new Float64Array(nItems)];
  const columns = features.map(() => new Float64Array(nItems));
  for (const [q, query] of queries.entries()) {
    await job.checkpoint('weights', q, queries.length);
    model.scoreUser(query, target);
    features.forEach((feature, f) => feature.scoreUser(query, columns[f]));
    softmax(target, shares);
    for (let i = 0; i < nItems; i++) shares[i] = (shares[i] + OTHERS / nItems) / (1 + OTHERS);
    centre(target, shares);
    for (const column of columns) centre(column, shares);
    for (let f = 0; f < n; f++) {
      for (let g = 0; g <= f; g++) matrix[f * n + g] += product(columns[f], columns[g], shares);
      right[f] += product(columns[f], target, shares);
    }
  }
  for (let f = 0; f < n; f++) {
    matrix[f * n + f] += RIDGE * Math.max(1, queries.length);
    for (let g = 0; g < f; g++) matrix[g * n + f] = matrix[f * n + g];
  }
  return solveSmall(matrix, right, n);
}

function centre(values: Float64Array, shares: Float64Array): void {
  let mean = 0;
  for (let i = 0; i < values.length; i++) mean += shares[i] * values[i];
  for (let i = 0; i < values.length; i++) values[i] -= mean;
}

function product(one: Float64Array, other: Float64Array, shares: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += shares[i] * one[i] * other[i];
  return sum;
}
