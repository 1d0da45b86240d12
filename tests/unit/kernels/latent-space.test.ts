import { expect, it } from 'vitest';
import { latentRows } from '../../../src/kernels/latent-space';
import { Rng } from '../../../src/kernels/rng';

/** Rows of [column, value]. */
function matrixOf(rows: readonly (readonly (readonly [number, number])[])[], nCols: number) {
  const entries = rows.flat();
  const indptr = new Int32Array(rows.length + 1);
  rows.forEach((row, r) => (indptr[r + 1] = indptr[r] + row.length));
  return {
    nRows: rows.length,
    nCols,
    indptr,
    indices: Int32Array.from(entries, ([column]) => column),
    values: Float32Array.from(entries, ([, value]) => value),
  };
}

function drained(work: Generator<number, Float32Array>): Float32Array {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

const cosine = (units: Float32Array, rank: number, a: number, b: number): number =>
  Array.from({ length: rank }, (_, k) => units[a * rank + k] * units[b * rank + k]).reduce(
    (x, y) => x + y,
    0,
  );

it('keeps the directions in which a matrix is largest', () => {
  // Two blocks that share no column: rows 0–2 and 3–4; within the first, rows 0 and 2 share none either.
  const matrix = matrixOf(
    [
      [
        [0, 1],
        [1, 1],
      ],
      [
        [1, 1],
        [2, 1],
      ],
      [
        [2, 1],
        [3, 1],
      ],
      [[4, 2]],
      [[4, 1]],
      [],
    ],
    5,
  );
  const units = drained(latentRows(matrix, 2, new Rng(1, 'test')));
  expect(cosine(units, 2, 0, 1)).toBeCloseTo(1, 1);
  expect(cosine(units, 2, 0, 2)).toBeCloseTo(1, 1);
  expect(cosine(units, 2, 3, 4)).toBeCloseTo(1, 1);
  expect(cosine(units, 2, 0, 3)).toBeCloseTo(0, 1);
  expect(Array.from(units.subarray(10))).toEqual([0, 0]);
});

it('gives the plain cosines where it has as many dimensions as the matrix', () => {
  const matrix = matrixOf(
    [
      [
        [0, 3],
        [1, 4],
      ],
      [[1, 2]],
      [
        [0, 1],
        [2, 1],
      ],
    ],
    3,
  );
  const units = drained(latentRows(matrix, 3, new Rng(2, 'test')));
  expect(cosine(units, 3, 0, 1)).toBeCloseTo(4 / 5, 4);
  expect(cosine(units, 3, 0, 2)).toBeCloseTo(3 / (5 * Math.SQRT2), 4);
  expect(cosine(units, 3, 1, 2)).toBeCloseTo(0, 4);
});

it('gives the same numbers again, and none where no direction is asked for', () => {
  const matrix = matrixOf([[[0, 1]], [[1, 1]], []], 2);
  const once = drained(latentRows(matrix, 2, new Rng(3, 'test')));
  expect(drained(latentRows(matrix, 2, new Rng(3, 'test')))).toEqual(once);
  expect(drained(latentRows(matrix, 0, new Rng(3, 'test')))).toHaveLength(0);
});
