import { describe, expect, it } from 'vitest';
import { Attention } from '../../../src/kernels/attention';
import { LayerNorm } from '../../../src/kernels/layer-norm';
import { Linear, linearLength } from '../../../src/kernels/linear';
import { strided } from '../../../src/kernels/matrix-part';
import { addStrided } from '../../../src/kernels/packed-product';
import { expectGradient, normals } from '../../support/gradient-check';

const weighted = (out: Float64Array, wanted: Float64Array): number =>
  out.reduce((sum, value, k) => sum + value * wanted[k], 0);

describe('addStrided', () => {
  it.each([
    [4, 4, 3],
    [9, 6, 300],
    [3, 7, 5],
  ])('adds A·Bᵀ for %i × %i over %i, rows or columns first', (m, n, depth) => {
    const a = normals(m * depth, 'a');
    const b = normals(n * depth, 'b');
    const plain = new Float64Array(m * n).fill(1);
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        for (let k = 0; k < depth; k++) plain[i * n + j] += a[i * depth + k] * b[j * depth + k];
      }
    }
    const turned = (from: Float64Array, rows: number): Float64Array =>
      Float64Array.from(from, (_, at) => from[(at % rows) * depth + Math.floor(at / rows)]);
    for (const [left, right] of [
      [strided(a, 0, depth), strided(b, 0, depth)],
      [strided(turned(a, m), 0, 1, m), strided(turned(b, n), 0, 1, n)],
    ]) {
      const c = new Float64Array(m * n).fill(1);
      addStrided(strided(c, 0, n), left, right, m, n, depth);
      for (let k = 0; k < c.length; k++) expect(c[k]).toBeCloseTo(plain[k], 12);
    }
  });
});

describe('Linear', () => {
  it('knows the gradients of weights and inputs', () => {
    const weights = normals(linearLength(3, 5), 'weights');
    const gradient = new Float64Array(weights.length);
    const x = normals(2 * 3, 'x');
    const y = new Float64Array(2 * 5);
    const wanted = normals(2 * 5, 'wanted');
    const layer = new Linear(3, 5, weights, gradient);
    const value = (): number => {
      layer.forward(x, y, 0, 2);
      return weighted(y, wanted);
    };
    const xGradient = new Float64Array(x.length);
    layer.backward(x, wanted, xGradient, 2);
    expectGradient(value, weights, gradient.slice());
    expectGradient(value, x, xGradient);
  });
});

describe('LayerNorm', () => {
  const weights = normals(2 * 4, 'gains');
  const gradient = new Float64Array(8);
  const norm = new LayerNorm(4, 2, weights, gradient);
  const y = new Float64Array(8);

  it('gives rows of mean 0 and variance 1 before gain and bias', () => {
    const plain = new LayerNorm(4, 1, Float64Array.of(1, 1, 1, 1, 0, 0, 0, 0), gradient);
    plain.forward(Float64Array.of(1, 2, 3, 4), y, 0, 1);
    // Mean 2.5, variance 1.25.
    [-1.5, -0.5, 0.5, 1.5].forEach((d, k) => expect(y[k]).toBeCloseTo(d / Math.sqrt(1.25 + 1e-5), 12));
  });

  it('knows the gradients of weights and rows', () => {
    const x = normals(8, 'x');
    const wanted = normals(8, 'wanted');
    const value = (): number => {
      norm.forward(x, y, 0, 2);
      return weighted(y, wanted);
    };
    value();
    const xGradient = new Float64Array(8);
    norm.backward(wanted, xGradient, 2);
    expectGradient(value, weights, gradient.slice());
    expectGradient(value, x, xGradient);
  });
});

describe('Attention', () => {
  // More rows than are computed at a time, and a second history in the second window.
  const [width, heads, length] = [4, 2, 19];
  const begins = new Int32Array(2 * length);
  begins.fill(7, length + 7);
  const bias = normals(heads * length, 'bias');
  const biasGradient = new Float64Array(bias.length);
  const attention = new Attention(width, heads, length, 2, bias, biasGradient);
  const qkv = normals(2 * length * 3 * width, 'qkv');
  const out = new Float64Array(2 * length * width);
  const wanted = normals(out.length, 'wanted');
  const read = (): void => [0, 1].forEach((w) => attention.forward(qkv, out, begins, w));

  it('is the softmax of scaled products and distances, over what came before in the same history', () => {
    read();
    const [row, begin] = [length + 9, 7];
    for (let head = 0; head < heads; head++) {
      const at = (r: number, part: number): Float64Array =>
        qkv.subarray(r * 3 * width + part * width + head * 2, r * 3 * width + part * width + head * 2 + 2);
      const [q0, q1] = at(row, 0);
      const shares = Array.from({ length: 9 - begin + 1 }, (_, k) => {
        const [k0, k1] = at(length + begin + k, 1);
        return Math.exp((q0 * k0 + q1 * k1) / Math.sqrt(2) + bias[head * length + (9 - begin - k)]);
      });
      const total = shares.reduce((sum, share) => sum + share, 0);
      const first = shares.reduce((sum, share, k) => sum + (share / total) * at(length + begin + k, 2)[0], 0);
      expect(out[row * width + head * 2]).toBeCloseTo(first, 12);
    }
  });

  it('knows the gradients of queries, keys, values and distances', () => {
    const qkvGradient = new Float64Array(qkv.length);
    read();
    for (const w of [0, 1]) attention.backward(qkv, wanted, qkvGradient, begins, w);
    const value = (): number => {
      read();
      return weighted(out, wanted);
    };
    expectGradient(value, bias, biasGradient.slice());
    expectGradient(value, qkv, qkvGradient);
  });
});
