import { expect, it } from 'vitest';
import { fastExp, fastSigmoid, fastTanh } from '../../../src/kernels/fast-exp';
import { exp, sigmoid } from '../../../src/kernels/math';

it('stays within 1e-13 of the exponential', () => {
  let worst = 0;
  for (let x = -690; x < 690; x += 0.0137) worst = Math.max(worst, Math.abs(fastExp(x) / exp(x) - 1));
  expect(worst).toBeLessThan(1e-13);
  expect(fastExp(0)).toBe(1);
});

it('ends in 0 and a large finite number, and has finite gates everywhere', () => {
  expect(fastExp(-Infinity)).toBe(0);
  expect(fastExp(-701)).toBe(0);
  expect(fastExp(1e9)).toBe(fastExp(700));
  for (const x of [-1e9, -800, -3, -1e-9, 0, 0.2, 5, 1e9]) {
    expect(fastSigmoid(x)).toBeCloseTo(sigmoid(x), 12);
    expect(fastTanh(x)).toBeCloseTo(Math.tanh(x), 12);
  }
});
