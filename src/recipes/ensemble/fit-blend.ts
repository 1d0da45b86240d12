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
export function* fitBlend(
  choices: Choices,
  penalties: Float64Array,
  start: Float64Array,
): Generator<void, SoftmaxFit> {
  const likely = yield* fitSoftmaxRegression(choices, penalties, start);
  const ranked = yield* fitRanking(choices, likely.weights, RANKING);
  const { features, width } = choices;
  const logits = new Float64Array(features.length / width);
  for (let c = 0; c < logits.length; c++) {
    for (let f = 0; f < width; f++) logits[c] += ranked[f] * features[c * width + f];
  }
  const scale = yield* fitSoftmaxRegression(
    { ...choices, width: 1, features: logits },
    Float64Array.of(0),
    Float64Array.of(1),
  );
  return { weights: ranked.map((weight) => weight * scale.weights[0]), loss: scale.loss };
}
