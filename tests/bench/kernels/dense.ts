import { factorCholesky } from '../../../src/kernels/cholesky';
import { addTransposedProduct } from '../../../src/kernels/dense-product';
import { part } from '../../../src/kernels/matrix-part';
import { subtractProductTransposed } from '../../../src/kernels/product';
import { run as drain, invertPositive, solveFactored } from '../../support/one-thread';
import { filled, type Kernel } from './kernel';

/** C −= A·Bᵀ, n × n each. */
export function product(n = 512): Kernel {
  const [a, b, c] = [filled(n * n, 1), filled(n * n, 2), new Float64Array(n * n)];
  const run = (): void => subtractProductTransposed(part(c, 0, n), part(a, 0, n), part(b, 0, n), n, n, n);
  return { name: `product ${n}`, flops: 2 * n ** 3, run };
}

/** C += Aᵀ·A of `rows` rows. */
export function gram(n = 384, rows = 1024): Kernel {
  const [a, c] = [filled(rows * n), new Float64Array(n * n)];
  const run = (): void => addTransposedProduct(c, 0, a, a, rows, n, n);
  return { name: `Gram ${rows} × ${n}`, flops: 2 * rows * n * n, run };
}

/** A symmetric matrix whose diagonal outweighs the rest, so that it can be factored. */
export function positive(n: number): Float64Array<ArrayBuffer> {
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) matrix[i * n + j] = matrix[j * n + i] = ((i * 31 + j * 17) % 101) / 101;
    matrix[i * n + i] = n;
  }
  return matrix;
}

export function cholesky(n = 1000): Kernel {
  const [matrix, work] = [positive(n), new Float64Array(n * n)];
  const run = (): void => {
    work.set(matrix);
    drain(factorCholesky(work, n));
  };
  return { name: `Cholesky ${n}`, flops: n ** 3 / 3, run };
}

/** Forward and back substitution for `sides` right-hand sides. */
export function triangularSolve(n = 1000, sides = 256): Kernel {
  const [factor, b, work] = [positive(n), filled(sides * n), new Float64Array(sides * n)];
  drain(factorCholesky(factor, n));
  const run = (): void => {
    work.set(b);
    drain(solveFactored(factor, n, work, sides));
  };
  return { name: `triangular solves ${n}, ${sides} sides`, flops: 2 * sides * n * n, run };
}

/** The inverse of a positive definite matrix: factor, invert the factor, multiply. */
export function inverse(n = 512): Kernel {
  const [matrix, work] = [positive(n), new Float64Array(n * n)];
  const run = (): void => {
    work.set(matrix);
    drain(invertPositive(work, n));
  };
  return { name: `inverse ${n}`, flops: 2 * n ** 3, run };
}
