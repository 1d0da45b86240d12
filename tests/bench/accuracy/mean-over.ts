export interface Mean {
  readonly mean: number;
  /** Standard error, people drawn with all that is asked of them. */
  readonly error: number;
}

/**
 * The mean of all numbers, and how far it is off where other people had been asked; NaN counts for nothing.
 *
 * @param people whose each number is.
 */
export function meanOver(numbers: ArrayLike<number>, people: readonly number[]): Mean {
  const own = new Map<number, { sum: number; n: number }>();
  for (const [at, person] of people.entries()) {
    if (Number.isNaN(numbers[at])) continue;
    const { sum, n } = own.get(person) ?? { sum: 0, n: 0 };
    own.set(person, { sum: sum + numbers[at], n: n + 1 });
  }
  const sums = [...own.values()];
  const all = sums.reduce((total, { n }) => total + n, 0);
  const mean = sums.reduce((total, { sum }) => total + sum, 0) / all;
  const squares = sums.reduce((total, { sum, n }) => total + (sum - mean * n) ** 2, 0);
  return { mean, error: Math.sqrt((squares * sums.length) / (sums.length - 1)) / all };
}
