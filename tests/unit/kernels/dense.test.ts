import { describe, expect, it } from 'vitest';
import { factorCholesky, solveSmall } from '../../../src/kernels/cholesky';
import { part, subtractProductTransposed } from '../../../src/kernels/product';
import { Rng } from '../../../src/kernels/rng';
import { invertPositive } from '../../support/one-thread';

function run<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

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
