import { describe, expect, it } from 'vitest';
import { Rng } from '../../../src/kernels/rng';

describe('Rng', () => {
  it('depends on seed and purpose alone', () => {
    const draw = (seed: number, purpose: string): number[] => {
      const rng = new Rng(seed, purpose);
      return Array.from({ length: 5 }, () => rng.uint32());
    };
    expect(draw(42, 'a')).toEqual(draw(42, 'a'));
    expect(draw(42, 'a')).not.toEqual(draw(42, 'b'));
    expect(draw(42, 'a')).not.toEqual(draw(43, 'a'));
  });

  it('is uniform and normal within five standard errors', () => {
    const rng = new Rng(7, 'moments');
    const n = 40_000;
    let uniform = 0;
    let normal = 0;
    let square = 0;
    for (let i = 0; i < n; i++) {
      const u = rng.uniform();
      expect(u >= 0 && u < 1).toBe(true);
      uniform += u;
      const z = rng.normal();
      normal += z;
      square += z * z;
    }
    // Standard errors: 0.289/√n, 1/√n and √2/√n.
    expect(Math.abs(uniform / n - 0.5)).toBeLessThan((5 * 0.289) / Math.sqrt(n));
    expect(Math.abs(normal / n)).toBeLessThan(5 / Math.sqrt(n));
    expect(Math.abs(square / n - 1)).toBeLessThan((5 * Math.SQRT2) / Math.sqrt(n));
  });

  it('draws every number below n alike', () => {
    const rng = new Rng(1, 'below');
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 7000; i++) counts[rng.below(7)]++;
    // χ² with 6 degrees of freedom exceeds 22.5 in one of a thousand runs.
    const chi = counts.reduce((sum, count) => sum + ((count - 1000) * (count - 1000)) / 1000, 0);
    expect(chi).toBeLessThan(22.5);
  });

  it('shuffles without losing anything', () => {
    const shuffled = new Rng(3, 'shuffle').shuffle(Int32Array.from({ length: 100 }, (_, i) => i));
    expect([...shuffled]).not.toEqual([...shuffled].sort((a, b) => a - b));
    expect([...shuffled].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });
});
