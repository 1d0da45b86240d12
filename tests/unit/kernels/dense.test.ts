import { describe, expect, it } from 'vitest';
import { factorCholesky, solveSmall } from '../../../src/kernels/cholesky';
import { addProduct, addTransposedProduct, negated } from '../../../src/kernels/dense-product';
import { part } from '../../../src/kernels/matrix-part';
import { subtractProductTransposed } from '../../../src/kernels/product';
import { Rng } from '../../../src/kernels/rng';
import { invertPositive, run } from '../../support/one-thread';

/** M·Mᵀ + n·I of a random M: symmetric and safely positive definite. */
function positive(n: number): Float64Array {
  const rng = new Rng(5, `positive ${n}`);
  const m = Float64Array.from({ length: n * n }, () => rng.normal());
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = i === j ? n : 0;
      for (let k = 0; k < n; k++) sum += m[i * n + k] * m[j * n + k];
      a[i * n + j] = sum;
    }
  }
  return a;
}

describe('product', () => {
  it.each([
    [4, 4, 4],
    [5, 7, 300],
    [13, 4, 1],
  ])('%i × %i over %i equals the plain sums', (m, n, depth) => {
    const rng = new Rng(1, 'product');
    const a = Float64Array.from({ length: m * depth }, () => rng.normal());
    const b = Float64Array.from({ length: n * depth }, () => rng.normal());
    const c = new Float64Array(m * n).fill(1);
    subtractProductTransposed(part(c, 0, n), part(a, 0, depth), part(b, 0, depth), m, n, depth);
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 1;
        for (let k = 0; k < depth; k++) sum -= a[i * depth + k] * b[j * depth + k];
        expect(c[i * n + j]).toBeCloseTo(sum, 10);
      }
    }
  });
});

describe('products of dense matrices, from places of their own', () => {
  const normals = (n: number, purpose: string): Float64Array => {
    const rng = new Rng(2, purpose);
    return Float64Array.from({ length: n }, () => rng.normal());
  };
  const sum = (n: number, term: (k: number) => number): number =>
    Array.from({ length: n }, (_, k) => term(k)).reduce((a, b) => a + b, 0);

  // Few rows and odd widths as they lie; many rows and whole tiles of four copied together, in strips and panels.
  it.each([
    { rows: 3, m: 4, n: 4 },
    { rows: 70, m: 5, n: 7 },
    { rows: 31, m: 8, n: 8 },
    { rows: 32, m: 8, n: 12 },
    { rows: 131, m: 4, n: 300 },
    { rows: 600, m: 12, n: 4 },
  ])('Aᵀ·B of $rows rows, $m × $n', ({ rows, m, n }) => {
    const [a, b, c] = [normals(rows * m + 3, 'a'), normals(rows * n + 5, 'b'), normals(m * n + 4, 'c')];
    const expected = c.slice();
    for (let i = 0; i < m; i++)
      for (let j = 0; j < n; j++)
        expected[2 + i * n + j] += sum(rows, (r) => a[3 + r * m + i] * b[5 + r * n + j]);
    addTransposedProduct(c, 2, a, b, rows, m, n, 3, 5);
    c.forEach((value, k) => expect(value).toBeCloseTo(expected[k], 9));
  });

  it.each([
    { m: 1, n: 3, depth: 5 },
    { m: 9, n: 6, depth: 4 },
    { m: 40, n: 8, depth: 70 },
    { m: 65, n: 9, depth: 300 },
  ])('A·Bᵀ of $m × $n over $depth', ({ m, n, depth }) => {
    const [a, b, c] = [normals(m * depth + 3, 'a'), normals(n * depth + 1, 'b'), normals(m * n + 4, 'c')];
    const negB = new Float64Array(n * depth);
    negated(b, 1, negB);
    const expected = c.slice();
    for (let i = 0; i < m; i++)
      for (let j = 0; j < n; j++)
        expected[2 + i * n + j] += sum(depth, (k) => a[3 + i * depth + k] * b[1 + j * depth + k]);
    addProduct(c, 2, a, 3, negB, m, n, depth);
    c.forEach((value, k) => expect(value).toBeCloseTo(expected[k], 9));
  });
});

describe('Cholesky', () => {
  it.each([1, 3, 64, 150])('of size %i multiplies back', (n) => {
    const a = positive(n);
    const l = a.slice();
    run(factorCholesky(l, n));
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        for (let k = 0; k <= j; k++) sum += l[i * n + k] * l[j * n + k];
        expect(sum).toBeCloseTo(a[i * n + j], 9);
      }
    }
  });

  it.each([1, 2, 64, 65, 150])('inverts size %i', (n) => {
    const a = positive(n);
    const inverse = a.slice();
    run(invertPositive(inverse, n));
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += a[i * n + k] * inverse[k * n + j];
        expect(sum).toBeCloseTo(i === j ? 1 : 0, 10);
      }
    }
  });

  it('refuses a matrix that is not positive definite', () => {
    expect(() => run(factorCholesky(Float64Array.from([1, 2, 2, 1]), 2))).toThrow(RangeError);
  });

  it('solves small systems', () => {
    // 4x + 2y = 10, 2x + 3y = 9: x = 1.5, y = 2.
    const x = solveSmall(Float64Array.from([4, 2, 2, 3]), Float64Array.from([10, 9]), 2);
    expect([...x].map((value) => Number(value.toFixed(12)))).toEqual([1.5, 2]);
  });
});
