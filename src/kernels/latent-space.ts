import { factorCholesky } from './cholesky';
import { transposeWeighed, type WeighedRows } from './ease';
import type { Rng } from './rng';

/** Times that the directions are led towards the strongest. */
const ROUNDS = 4;
/** Added to the diagonal before it is factored, as a share of its mean, so that directions may be fewer than asked for. */
const RIDGE = 1e-9;
/** Multiplications between two yields. */
const STRETCH = 1 << 23;

/**
 * Rows of a sparse matrix in few dimensions, as unit vectors: their products with the `rank` directions in which the
 * matrix is largest (its leading singular vectors, up to a turn that no product of two rows sees), found by subspace
 * iteration from random ones. Rows without entries are zeros.
 *
 * @returns row-major, nRows × rank. 4·(ROUNDS + 1)·entries·rank operations and as many again for small matrices; yields
 *   the finished share.
 */
export function* latentRows(matrix: WeighedRows, rank: number, rng: Rng): Generator<number, Float32Array> {
  const { nRows, nCols } = matrix;
  const turned = transposeWeighed(matrix);
  const directions = new Float64Array(nCols * rank);
  for (let k = 0; k < directions.length; k++) directions[k] = rng.uniform() - 0.5;
  const rows = new Float64Array(nRows * rank);
  for (let round = 0; round < ROUNDS; round++) {
    const done = round / (ROUNDS + 1);
    yield* multiply(matrix, directions, rank, rows, done);
    yield* multiply(turned, rows, rank, directions, done);
    yield* makeOrthonormal(directions, rank, done);
  }
  yield* multiply(matrix, directions, rank, rows, ROUNDS / (ROUNDS + 1));
  const units = new Float32Array(rows.length);
  for (let from = 0; from < rows.length; from += rank) {
    let squares = 0;
    for (let k = from; k < from + rank; k++) squares += rows[k] * rows[k];
    if (squares === 0) continue;
    const length = Math.sqrt(squares);
    for (let k = from; k < from + rank; k++) units[k] = rows[k] / length;
  }
  return units;
}

/** out = matrix · right, all of `right` and `out` row-major with `rank` columns. */
function* multiply(
  { nRows, indptr, indices, values }: WeighedRows,
  right: Float64Array,
  rank: number,
  out: Float64Array,
  done: number,
): Generator<number, void> {
  const sum = new Float64Array(rank);
  let work = 0;
  for (let row = 0; row < nRows; row++) {
    sum.fill(0);
    for (let e = indptr[row]; e < indptr[row + 1]; e++) {
      const value = values[e];
      const from = indices[e] * rank;
      for (let k = 0; k < rank; k++) sum[k] += value * right[from + k];
    }
    out.set(sum, row * rank);
    work += (indptr[row + 1] - indptr[row]) * rank;
    if (work < STRETCH) continue;
    work = 0;
    yield done;
  }
}

/** Turns the columns of a matrix of `rank` columns, row-major, into orthogonal ones of length 1. */
function* makeOrthonormal(matrix: Float64Array, rank: number, done: number): Generator<number, void> {
  const stretch = rank * Math.max(1, Math.floor(STRETCH / (rank * rank)));
  const gram = new Float64Array(rank * rank);
  for (let from = 0; from < matrix.length; from += rank) {
    for (let a = 0; a < rank; a++) {
      const value = matrix[from + a];
      for (let b = 0; b <= a; b++) gram[a * rank + b] += value * matrix[from + b];
    }
    if (from % stretch === 0) yield done;
  }
  let trace = 0;
  for (let a = 0; a < rank; a++) trace += gram[a * rank + a];
  if (trace === 0) return;
  for (let a = 0; a < rank; a++) gram[a * rank + a] += (RIDGE * trace) / rank;
  const factoring = factorCholesky(gram, rank);
  while (factoring.next().done !== true) continue;
  for (let from = 0; from < matrix.length; from += rank) {
    for (let a = 0; a < rank; a++) {
      let value = matrix[from + a];
      for (let b = 0; b < a; b++) value -= gram[a * rank + b] * matrix[from + b];
      matrix[from + a] = value / gram[a * rank + a];
    }
    if (from % stretch === 0) yield done;
  }
}
