import { describe, expect, it } from 'vitest';
import type { WeighedRows } from '../../../src/kernels/ease';
import { invertPositive, run } from '../../support/one-thread';
import { fitRidgeFactors } from '../../../src/kernels/ridge-factors';
import { Rng } from '../../../src/kernels/rng';

function rowsOf(dense: readonly (readonly number[])[]): WeighedRows {
  const indptr = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const row of dense) {
    row.forEach((value, c) => {
      if (value === 0) return;
      indices.push(c);
      values.push(value);
    });
    indptr.push(indices.length);
  }
  return {
    nRows: dense.length,
    nCols: dense[0].length,
    indptr: Int32Array.from(indptr),
    indices: Int32Array.from(indices),
    values: Float32Array.from(values),
  };
}

function random(nRows: number, nCols: number, seed: number): number[][] {
  const rng = new Rng(seed, 'test');
  return Array.from({ length: nRows }, () =>
    Array.from({ length: nCols }, () => (rng.uniform() < 0.4 ? 1 + Math.round(3 * rng.uniform()) / 4 : 0)),
  );
}

/** XᵀX·(XᵀX + λI)⁻¹ = I − λ·(XᵀX + λI)⁻¹, by the dense inverse. */
function ridge(dense: readonly (readonly number[])[], lambda: number): number[][] {
  const n = dense[0].length;
  const gram = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (const row of dense) gram[i * n + j] += row[i] * row[j];
      if (i === j) gram[i * n + j] += lambda;
    }
  }
  run(invertPositive(gram, n));
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_unused, j) => (i === j ? 1 : 0) - lambda * gram[i * n + j]),
  );
}

function productOf(factors: Float32Array, width: number, n: number): number[][] {
  return Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_unused, j) => {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += factors[i * width + k] * factors[j * width + k];
      return sum;
    }),
  );
}

describe('ridge factors', () => {
  it.each([
    ['fewer users than items', 9, 14],
    ['fewer items than users', 14, 9],
    ['as many items as users', 10, 10],
    ['more users than are multiplied at once', 1100, 7],
  ])('of full width are the ridge itself, with %s', (_, nRows, nCols) => {
    const dense = random(nRows, nCols, 3);
    const { factors, width } = run(fitRidgeFactors(rowsOf(dense), 50, 2, 7));
    expect(width).toBe(Math.min(nRows, nCols));
    const expected = ridge(dense, 2);
    productOf(factors, width, nCols).forEach((row, i) =>
      row.forEach((value, j) => expect(value).toBeCloseTo(expected[i][j], 5)),
    );
  });

  it('of less width keep what is strongest', () => {
    // Two groups of items that go together, and weak noise: two dimensions hold the groups.
    const dense = Array.from({ length: 30 }, (_, u) =>
      Array.from({ length: 12 }, (_unused, i) => (i % 2 === u % 2 ? 1 : (u * i) % 7 === 1 ? 0.1 : 0)),
    );
    const { factors, width } = run(fitRidgeFactors(rowsOf(dense), 2, 1, 7));
    expect(width).toBe(2);
    const product = productOf(factors, 2, 12);
    const expected = ridge(dense, 1);
    for (let j = 1; j < 12; j++) {
      expect(product[0][j]).toBeCloseTo(expected[0][j], 2);
      if (j % 2 === 0) expect(product[0][j]).toBeGreaterThan(0.1);
    }
  });

  it('bear repeated rows, empty rows and a width beyond the rank', () => {
    const dense = [
      [1, 1, 0, 0],
      [1, 1, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 1, 0],
    ];
    const { factors, width } = run(fitRidgeFactors(rowsOf(dense), 4, 1, 1));
    expect(factors.every(Number.isFinite)).toBe(true);
    const expected = ridge(dense, 1);
    productOf(factors, width, 4).forEach((row, i) =>
      row.forEach((value, j) => expect(value).toBeCloseTo(expected[i][j], 4)),
    );
  });

  it.each([
    { nRows: 50, nCols: 90 },
    { nRows: 90, nCols: 50 },
  ])('tell ten steps on the way, $nRows rows by $nCols', ({ nRows, nCols }) => {
    // 4,500 numbers in 50 directions are little work; only what comes after a product is told.
    const dense = Array.from({ length: nRows }, (_, r) =>
      Array.from({ length: nCols }, (_unused, c) => 1 + ((r * c) % 5)),
    );
    const told: number[] = [];
    const work = fitRidgeFactors(rowsOf(dense), 50, 2, 7);
    for (let step = work.next(); step.done !== true; step = work.next())
      told.push(Math.round(10 * step.value));
    expect([...new Set(told)]).toEqual([2, 4, 6, 8, 9]);
    expect(told).toEqual(told.slice().sort((a, b) => a - b));
  });

  it('let others in within a long product', () => {
    // 100,000 numbers in 45 directions: four and a half million multiplications.
    const dense = Array.from({ length: 50 }, (_, r) =>
      Array.from({ length: 2000 }, (_unused, c) => 1 + ((r * c) % 5)),
    );
    const told: number[] = [];
    const work = fitRidgeFactors(rowsOf(dense), 45, 2, 7);
    // Half of it shows how.
    for (let step = work.next(); step.done !== true && step.value < 0.45; step = work.next())
      told.push(Math.round(10 * step.value));
    expect([...new Set(told)]).toEqual([0, 1, 2, 3, 4]);
    // Once in each product, and in what is done with it; not after every row.
    expect(told.length).toBeLessThan(30);
  });
});
