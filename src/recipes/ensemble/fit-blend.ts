import { fitRanking } from '../../kernels/rank-regression';
import type { Choices, SoftmaxFit } from '../../kernels/softmax-regression';
import { fitSoftmaxRegression } from '../../kernels/softmax-regression';

/**
 * Pull back to the most likely weights, and how sharply ranks count. Chosen on the row before the target of the
 * development sets: without the pull a few hundred held-out rows are learned by heart.
 */
const RANKING = { penalty: 1e-2, sharpness: 3 };

/**
 * Blend weights: first the likelihood, which is convex; then from there the ranking, which orders better; then one
 * factor for all weights, so that the softmax is calibrated again.
 */
export function* fitBlend(choices: Choices, penalties: Float64Array): Generator<void, SoftmaxFit> {
  const likely = yield* fitSoftmaxRegression(choices, penalties);
  const ranked = yield* fitRanking(choices, likely.weights, RANKING);
  const logits = new Float64Array(choices.logMultiplicity.length);
  choices.features.forEach((column, f) => {
    for (let c = 0; c < logits.length; c++) logits[c] += ranked[f] * column[c];
  });
  const scale = yield* fitSoftmaxRegression({ ...choices, features: [logits] }, Float64Array.of(0));
  return { weights: ranked.map((weight) => weight * scale.weights[0]), loss: scale.loss };
}
