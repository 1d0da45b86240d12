/**
 * How unevenly a sum falls on its parts: 0 where all are alike, towards 1 where one has it all (Gini 1912). NaN-free:
 * 0 where there is nothing to share.
 */
export function gini(counts: ArrayLike<number>): number {
  const sorted = Float64Array.from(counts).sort();
  let sum = 0;
  let weighed = 0;
  sorted.forEach((count, k) => {
    sum += count;
    weighed += (2 * (k + 1) - sorted.length - 1) * count;
  });
  return sum === 0 ? 0 : weighed / (sorted.length * sum);
}
