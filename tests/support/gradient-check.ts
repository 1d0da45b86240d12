import { expect } from 'vitest';
import { Rng } from '../../src/kernels/rng';

/** Numbers to begin with, the same ones for a purpose. */
export function normals(n: number, purpose: string): Float64Array {
  const rng = new Rng(3, purpose);
  return Float64Array.from({ length: n }, () => 0.5 * rng.normal());
}

/**
 * Holds a gradient against central differences of `value`, number by number: within 1e-5 of the larger of the two,
 * with a floor at a thousandth of the largest entry, where rounding of the differences would speak.
 */
export function expectGradient(value: () => number, at: Float64Array, gradient: Float64Array): void {
  const step = 1e-5;
  const largest = gradient.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
  expect(largest).toBeGreaterThan(0);
  for (let k = 0; k < at.length; k++) {
    const held = at[k];
    at[k] = held + step;
    const above = value();
    at[k] = held - step;
    const below = value();
    at[k] = held;
    const difference = (above - below) / (2 * step);
    const scale = Math.max(Math.abs(difference), Math.abs(gradient[k]), largest / 1000);
    expect(Math.abs(difference - gradient[k]) / scale, `entry ${k}`).toBeLessThan(1e-5);
  }
}
