import type { WeighedRows } from './ease';
import { Rng } from './rng';

const ROUNDS = 5;

/**
 * An orthonormal basis of the space in which the rows vary most, by subspace iteration from a seeded start: item-major,
 * nCols × width. 4 · entries · width operations a round, and items · width². Yields the finished share.
 */
export function* fitLowPass(rows: WeighedRows, width: number, seed: number): Generator<number, Float64Array> {
  const { nCols, nRows, indptr, indices, values } = rows;
  const rng = new Rng(seed, 'low-pass');
  const basis = Float64Array.from({ length: nCols * width }, () => rng.uniform() - 0.5);
  const next = new Float64Array(nCols * width);
  const row = new Float64Array(width);
  for (let round = 0; round < ROUNDS; round++) {
    next.fill(0);
    for (let v = 0; v < nRows; v++) {
      row.fill(0);
      for (let e = indptr[v]; e < indptr[v + 1]; e++) {
        const at = indices[e] * width;
        const value = values[e];
        for (let f = 0; f < width; f++) row[f] += value * basis[at + f];
      }
      for (let e = indptr[v]; e < indptr[v + 1]; e++) {
        const at = indices[e] * width;
        const value = values[e];
        for (let f = 0; f < width; f++) next[at + f] += value * row[f];
      }
      if (v % 256 === 255) yield (round + v / nRows) / ROUNDS;
    }
    orthonormalise(next, nCols, width);
    basis.set(next);
  }
  return basis;
}

/** Columns by Gram and Schmidt, by way of Cholesky's factor of their products. */
function orthonormalise(basis: Float64Array, n: number, width: number): void {
  const gram = new Float64Array(width * width);
  for (let i = 0; i < n; i++) {
    const at = i * width;
    for (let r = 0; r < width; r++) {
      const value = basis[at + r];
      if (value === 0) continue;
      for (let c = 0; c <= r; c++) gram[r * width + c] += value * basis[at + c];
    }
  }
  for (let r = 0; r < width; r++) {
    for (let c = 0; c <= r; c++) {
      let sum = gram[r * width + c];
      for (let k = 0; k < c; k++) sum -= gram[r * width + k] * gram[c * width + k];
      // A direction that the data do not have stays out.
      gram[r * width + c] = r === c ? (sum > 1e-18 ? Math.sqrt(sum) : Infinity) : sum / gram[c * width + c];
    }
  }
  for (let i = 0; i < n; i++) {
    const at = i * width;
    for (let r = 0; r < width; r++) {
      let value = basis[at + r];
      for (let k = 0; k < r; k++) value -= gram[r * width + k] * basis[at + k];
      basis[at + r] = value / gram[r * width + r];
    }
  }
}
