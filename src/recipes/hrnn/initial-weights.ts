import { gruLength } from '../../kernels/gru';
import { Rng } from '../../kernels/rng';
import { networkLength, NetworkWeights } from './network-weights';
import type { Matrix } from './network-weights';

/**
 * Where learning begins: both units average what they read, a session starts from the user's state, and a state looks
 * for items like itself; with seeded noise on every matrix.
 */
export function initialWeights(width: number, seed: number): Float64Array {
  const h = width;
  const rng = new Rng(seed, 'hrnn-weights');
  const values = new Float64Array(networkLength(h));
  const weights = new NetworkWeights(h, values);
  const noise = (at: number, length: number): void => {
    for (let k = 0; k < length; k++) values[at + k] += (0.3 / Math.sqrt(h)) * rng.normal();
  };
  const begin = ({ at, rows, columns }: Matrix, diagonal: number): void => {
    noise(at, rows * columns);
    if (diagonal !== 0) for (let k = 0; k < columns; k++) values[at + k * columns + k] += diagonal;
  };
  for (const unit of [0, gruLength(h)]) {
    noise(unit, 6 * h * h);
    for (let k = 0; k < h; k++) values[unit + 2 * h * h + k * h + k] += 1;
    values.fill(1, unit + 6 * h * h + h, unit + 6 * h * h + 2 * h);
  }
  begin(weights.start, 1);
  begin(weights.gates, 0);
  begin(weights.seekSession, 1);
  begin(weights.seekUser, USER_PART);
  return values;
}

/** How much of what is looked for comes from the user's state at first. */
const USER_PART = 0.5;
