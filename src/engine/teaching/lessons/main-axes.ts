import { dot } from '../../../kernels/dot';
/** Enough for two axes of a few dozen vectors to stand still. */
const ROUNDS = 40;

/**
 * Vectors on their two main axes (those along which they differ most), by power iteration on what they hold; the
 * first place is the strongest. Begins with the same directions each time, so that two states of one training that
 * differ little are drawn much alike.
 *
 * @param vectors of equal length; read only. @returns places scaled so that the farthest along any axis is at ±1.
 */
export function mainAxes(vectors: readonly Float64Array[]): readonly (readonly number[])[] {
  const n = vectors[0]?.length ?? 0;
  const mean = new Float64Array(n);
  for (const vector of vectors) vector.forEach((value, f) => (mean[f] += value / vectors.length));
  const centred = vectors.map((vector) => vector.map((value, f) => value - mean[f]));
  const axes: Float64Array[] = [];
  for (let a = 0; a < 2; a++) {
    let axis = Float64Array.from({ length: n }, (_, f) => 0.5 + ((0.618 * f + 0.37 * a) % 1));
    for (let round = 0; round < ROUNDS; round++) {
      const next = new Float64Array(n);
      for (const vector of centred) {
        const along = dot(vector, axis);
        vector.forEach((value, f) => (next[f] += along * value));
      }
      for (const other of axes) {
        const along = dot(next, other);
        other.forEach((value, f) => (next[f] -= along * value));
      }
      const length = Math.sqrt(dot(next, next));
      if (length === 0) break;
      axis = next.map((value) => value / length);
    }
    axes.push(axis);
  }
  const places = centred.map((vector) => axes.map((axis) => dot(vector, axis)));
  const farthest = Math.max(1e-12, ...places.flat().map(Math.abs));
  return places.map((place) => place.map((value) => value / farthest));
}
