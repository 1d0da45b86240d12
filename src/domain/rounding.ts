/** Numbers as shown, and the number that they visibly add up to. */
export interface RoundedSum {
  readonly values: readonly number[];
  readonly sum: number;
}

/**
 * Rounds to `digits` decimals so that what is shown adds up: the sum is rounded, and what rounding down leaves of it
 * goes to the largest remainders, ties to the first. Every number stays within one unit of the last digit.
 */
export function roundToSum(values: readonly number[], digits: number): RoundedSum {
  const unit = 10 ** digits;
  const scaled = values.map((value) => value * unit);
  const whole = scaled.map(Math.floor);
  // Binary noise must not turn a half into less.
  const sum = Math.floor(scaled.reduce((total, value) => total + value, 0) + 0.5 + 1e-7);
  const left = sum - whole.reduce((total, value) => total + value, 0);
  const byRemainder = scaled
    .map((value, at) => ({ at, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.at - b.at);
  for (const { at } of byRemainder.slice(0, left)) whole[at]++;
  // Adding 0 turns −0 into 0.
  return { values: whole.map((value) => value / unit + 0), sum: sum / unit + 0 };
}
