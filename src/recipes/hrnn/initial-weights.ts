import { gruLength } from '../../kernels/gru';
import { Rng } from '../../kernels/rng';
import { networkLength } from './network';

/**
 * Where learning begins: both units average what they read, and a state looks for items like itself; with seeded
 * noise on every matrix.
 */
export function initialWeights(width: number, seed: number): Float64Array {
  const h = width;
  const rng = new Rng(seed, 'hrnn-weights');
  const weights = new Float64Array(networkLength(h));
  const identity = (at: number, value: number): void => {
    for (let k = 0; k < h; k++) weights[at + k * h + k] += value;
  };
  const noise = (at: number, length: number): void => {
    for (let k = 0; k < length; k++) weights[at + k] += (0.3 / Math.sqrt(h)) * rng.normal();
  };
  for (const unit of [0, gruLength(h)]) {
    noise(unit, 6 * h * h);
    identity(unit + 2 * h * h, 1);
    weights.fill(1, unit + 6 * h * h + h, unit + 6 * h * h + 2 * h);
  }
  const start = 2 * gruLength(h);
  noise(start, h * h);
  identity(start, 1);
  noise(start + h * h + h, h * h);
  identity(start + h * h + h, 1);
  return weights;
}
