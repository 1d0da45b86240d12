import { expect, it } from 'vitest';
import { latentRows } from '../../../src/kernels/latent-space';
import { Rng } from '../../../src/kernels/rng';
import { run } from '../../support/one-thread';

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
  const units = run(latentRows(matrix, 2, new Rng(1, 'test')));
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
  const units = run(latentRows(matrix, 3, new Rng(2, 'test')));
  expect(cosine(units, 3, 0, 1)).toBeCloseTo(4 / 5, 4);
  expect(cosine(units, 3, 0, 2)).toBeCloseTo(3 / (5 * Math.SQRT2), 4);
  expect(cosine(units, 3, 1, 2)).toBeCloseTo(0, 4);
});

it('gives the same numbers again, and none where no direction is asked for', () => {
  const matrix = matrixOf([[[0, 1]], [[1, 1]], []], 2);
  const once = run(latentRows(matrix, 2, new Rng(3, 'test')));
  expect(run(latentRows(matrix, 2, new Rng(3, 'test')))).toEqual(once);
  expect(run(latentRows(matrix, 0, new Rng(3, 'test')))).toHaveLength(0);
});

/** The k strongest directions among the columns, one after the other, each led to where it no longer turns. */
function strongest(rows: readonly (readonly number[])[], k: number): number[][] {
  const width = rows[0].length;
  const dot = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, x, i) => sum + x * b[i], 0);
  const found: number[][] = [];
  for (let d = 0; d < k; d++) {
    let v = Array.from({ length: width }, (_, i) => Math.sin(1 + i * (d + 2)));
    for (let turn = 0; turn < 3000; turn++) {
      const along = rows.map((row) => dot(row, v));
      v = v.map((_, i) => rows.reduce((sum, row, r) => sum + row[i] * along[r], 0));
      for (const one of found) {
        const share = dot(v, one);
        v = v.map((x, i) => x - share * one[i]);
      }
      const length = Math.hypot(...v);
      v = v.map((x) => x / length);
    }
    found.push(v);
  }
  return found;
}

it('compares rows by what the strongest directions see of them, and by nothing else', () => {
  const rng = new Rng(6, 'strong and weak');
  const [one, other] = [0, 1].map(() => Array.from({ length: 9 }, () => rng.normal()));
  const dense = Array.from({ length: 14 }, () => {
    const [a, b] = [10 * rng.normal(), 7 * rng.normal()];
    return one.map((x, i) => Math.fround(a * x + b * other[i] + 0.5 * rng.normal()));
  });
  const matrix = matrixOf(
    dense.map((row) => row.map((value, column) => [column, value] as const)),
    9,
  );
  const directions = strongest(dense, 2);
  const seen = dense.map((row) => directions.map((v) => v.reduce((sum, x, i) => sum + x * row[i], 0)));
  const units = run(latentRows(matrix, 2, new Rng(7, 'test')));
  for (let a = 0; a < 14; a++) {
    expect(Math.hypot(units[2 * a], units[2 * a + 1])).toBeCloseTo(1, 6);
    for (let b = 0; b < a; b++) {
      const product = seen[a][0] * seen[b][0] + seen[a][1] * seen[b][1];
      const exact = product / (Math.hypot(...seen[a]) * Math.hypot(...seen[b]));
      expect(cosine(units, 2, a, b)).toBeCloseTo(exact, 5);
    }
  }
});

it('bears more directions than the matrix has, and rows that say the same', () => {
  const matrix = matrixOf([[[0, 1]], [[0, 2]], [], [[1, 1e-3]]], 2);
  const units = run(latentRows(matrix, 5, new Rng(8, 'test')));
  expect(units.every(Number.isFinite)).toBe(true);
  expect(cosine(units, 5, 0, 1)).toBeCloseTo(1, 6);
  expect(cosine(units, 5, 0, 3)).toBeCloseTo(0, 3);
  expect(cosine(units, 5, 3, 3)).toBeCloseTo(1, 6);
  expect(run(latentRows(matrixOf([[], []], 3), 2, new Rng(9, 'test')))).toEqual(new Float32Array(4));
});

it('tells how far it is, some eight million multiplications apart', () => {
  // 100 rows of 3,000 numbers and 30 directions: nine million a product.
  const full = Array.from({ length: 3000 }, (_, column) => [column, 1 + (column % 7)] as const);
  const matrix = matrixOf(
    Array.from({ length: 100 }, () => full),
    3000,
  );
  const told: number[] = [];
  const work = latentRows(matrix, 30, new Rng(10, 'test'));
  // Two of the five rounds show it.
  for (let step = work.next(); step.done !== true && step.value < 0.3; step = work.next())
    told.push(step.value);
  // Two products a round, and a look on each of two ways over the directions.
  expect(told).toEqual([0, 0, 0, 0, 0.2, 0.2, 0.2, 0.2]);
});
