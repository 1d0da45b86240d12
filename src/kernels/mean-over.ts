export interface Mean {
  readonly mean: number;
  /** Standard error, people drawn with all that is asked of them; infinite where one alone is asked. */
  readonly error: number;
}

/**
 * The mean of all numbers, and how far it is off where other people had been asked; NaN counts for nothing. What one
 * person does several times says less than what several do once each: such numbers go together.
 *
 * @param people whose each number is.
 */
export function meanOver(numbers: ArrayLike<number>, people: ArrayLike<number>): Mean {
  const own = new Map<number, { sum: number; n: number }>();
  for (let at = 0; at < numbers.length; at++) {
    if (Number.isNaN(numbers[at])) continue;
    const { sum, n } = own.get(people[at]) ?? { sum: 0, n: 0 };
    own.set(people[at], { sum: sum + numbers[at], n: n + 1 });
  }
  const sums = [...own.values()];
  const all = sums.reduce((total, { n }) => total + n, 0);
  const mean = sums.reduce((total, { sum }) => total + sum, 0) / all;
  if (sums.length < 2) return { mean, error: Infinity };
  const squares = sums.reduce((total, { sum, n }) => {
    const off = sum - mean * n;
    return total + off * off;
  }, 0);
  return { mean, error: Math.sqrt((squares * sums.length) / (sums.length - 1)) / all };
}
