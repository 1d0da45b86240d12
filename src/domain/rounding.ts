/** To whole numbers, halves up; binary noise does not turn a half into less. */
function halfUp(value: number): number {
  return Math.floor(value + 0.5 + 1e-7);
}

/** Dollars as money is shown. */
export function toCents(cost: number): number {
  return halfUp(cost * 100) / 100;
}

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
  const sum = halfUp(scaled.reduce((total, value) => total + value, 0));
  const left = sum - whole.reduce((total, value) => total + value, 0);
  const byRemainder = scaled
    .map((value, at) => ({ at, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.at - b.at);
  for (const { at } of byRemainder.slice(0, left)) whole[at]++;
  // Adding 0 turns −0 into 0.
  return { values: whole.map((value) => value / unit + 0), sum: sum / unit + 0 };
}
