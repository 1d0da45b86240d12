import type { Contribution } from '../domain/explanations';

/** Mean and standard deviation of the finite values; 0 and 0 when there are none. */
export function spreadOf(values: Float64Array): { readonly mean: number; readonly deviation: number } {
  let n = 0;
  let sum = 0;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    n++;
    sum += value;
  }
  if (n === 0) return { mean: 0, deviation: 0 };
  const mean = sum / n;
  let squares = 0;
  for (const value of values) if (Number.isFinite(value)) squares += (value - mean) * (value - mean);
  return { mean, deviation: Math.sqrt(squares / n) };
}

/** Shares of a logit as shares of `factor` · logit + `shift`; the shift joins the bias. */
export function rescale(
  shares: readonly Contribution[],
  factor: number,
  shift: number,
): readonly Contribution[] {
  const scaled = shares.map((share) => ({ ...share, value: factor * share.value }));
  const bias = scaled.find((share) => share.part === 'bias');
  if (bias === undefined) return [...scaled, { part: 'bias', value: shift }];
  return scaled.map((share) => (share === bias ? { ...share, value: share.value + shift } : share));
}
