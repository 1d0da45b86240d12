import { exp } from './math';

/**
 * Softmax over the whole of `logits`, written to `out` (which may be the same array). Sums to 1 within 1e-9;
 * −Infinity becomes 0. At least one logit must be finite.
 */
export function softmax(logits: Float64Array, out: Float64Array): void {
  let max = -Infinity;
  for (let i = 0; i < logits.length; i++) if (logits[i] > max) max = logits[i];
  let sum = 0;
  for (let i = 0; i < logits.length; i++) {
    const e = exp(logits[i] - max);
    out[i] = e;
    sum += e;
  }
  for (let i = 0; i < out.length; i++) out[i] /= sum;
}
