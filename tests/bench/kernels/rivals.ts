import '@tensorflow/tfjs-backend-cpu';
import { matMul, tensor2d } from '@tensorflow/tfjs-core';
import { CholeskyDecomposition, inverse as mlInverse, Matrix } from 'ml-matrix';
import { factorCholesky } from '../../../src/kernels/cholesky';
import { run as drain, solveFactored } from '../../support/one-thread';
import { inverse, positive, product } from './dense';
import { filled } from './kernel';

/** The same operation, ours and another library's, at the same size. */
export interface Rival {
  readonly name: string;
  ours(): void;
  theirs(): void;
}

const SIDE = 512;
const SOLVE = 400;
const SIDES = 128;

function tensorflow(): Rival {
  const tensor = (salt: number) => tensor2d(Float32Array.from(filled(SIDE * SIDE, salt)), [SIDE, SIDE]);
  const [a, b] = [tensor(1), tensor(2)];
  const theirs = (): void => {
    const out = matMul(a, b);
    out.dataSync();
    out.dispose();
  };
  return { name: `product ${SIDE} against TensorFlow.js`, ours: product(SIDE).run, theirs };
}

function mlProduct(): Rival {
  const matrix = (salt: number) => Matrix.from1DArray(SIDE, SIDE, filled(SIDE * SIDE, salt));
  const [a, b] = [matrix(1), matrix(2)];
  return { name: `product ${SIDE} against ml-matrix`, ours: product(SIDE).run, theirs: () => void a.mmul(b) };
}

function mlInversion(): Rival {
  const matrix = Matrix.from1DArray(SIDE, SIDE, positive(SIDE));
  return {
    name: `inverse ${SIDE} against ml-matrix`,
    ours: inverse(SIDE).run,
    theirs: () => void mlInverse(matrix),
  };
}

function mlSolve(): Rival {
  const values = positive(SOLVE);
  const [matrix, sides] = [
    Matrix.from1DArray(SOLVE, SOLVE, values),
    Matrix.from1DArray(SOLVE, SIDES, filled(SOLVE * SIDES)),
  ];
  const b = filled(SIDES * SOLVE);
  const ours = (): void => {
    const factor = values.slice();
    drain(factorCholesky(factor, SOLVE));
    drain(solveFactored(factor, SOLVE, b.slice(), SIDES));
  };
  const theirs = (): void => void new CholeskyDecomposition(matrix).solve(sides);
  return { name: `Cholesky and ${SIDES} solves ${SOLVE} against ml-matrix`, ours, theirs };
}

export const rivals: readonly (() => Rival)[] = [tensorflow, mlProduct, mlInversion, mlSolve];
