import type { Rng } from '../../kernels/rng';
import { blockLength, blockParts, type Shape } from './block';
import { networkLength } from './transformer-network';

const NOISE = 0.3;
/** What one more row of distance takes from a head's score, at first. */
const SLOPES = [0.2, 1];
const GAIN = 0.5;

/**
 * Where learning begins: attention joins what it reads unchanged, each head looking back with its own patience, the
 * feed-forward parts add nothing yet, and a state looks for items like itself; with seeded noise on every matrix.
 */
export function initialWeights(shape: Shape, rng: Rng, distances: boolean): Float64Array {
  const { width, heads, length, inner, blocks } = shape;
  const weights = new Float64Array(networkLength(shape));
  const noise = (part: Float64Array, count: number, size: number): void => {
    for (let k = 0; k < count; k++) part[k] += size * rng.normal();
  };
  const identity = (part: Float64Array, at: number, value: number): void => {
    for (let k = 0; k < width; k++) part[at + k * width + k] += value;
  };
  const size = NOISE / Math.sqrt(width);
  for (let b = 0; b < blocks; b++) {
    const own = blockLength(shape);
    const { norm, qkv, bias, join, innerNorm, rise, fall } = blockParts(
      shape,
      weights.subarray(b * own, (b + 1) * own),
    );
    norm.fill(1, 0, width);
    innerNorm.fill(1, 0, width);
    noise(qkv, 3 * width * width, size);
    noise(join, width * width, size);
    identity(qkv, 2 * width * width, b === 0 ? 1 : 0);
    identity(join, 0, b === 0 ? 1 : 0);
    if (distances)
      for (let h = 0; h < heads; h++) {
        for (let k = 0; k < length; k++) bias[h * length + k] = -SLOPES[h % SLOPES.length] * k;
      }
    noise(rise, width * inner, 1 / Math.sqrt(width));
    noise(fall, width * inner, 0.3 * size);
  }
  const last = weights.subarray(blocks * blockLength(shape));
  last.fill(GAIN, 0, width);
  noise(last.subarray(2 * width), width * width, size);
  identity(last, 2 * width, 1);
  return weights;
}
