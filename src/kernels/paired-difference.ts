/** How much more the first numbers are than the second, pair by pair, on average, and the standard error of that. */
export function pairedDifference(
  first: Float64Array,
  second: Float64Array,
): { readonly mean: number; readonly error: number } {
  const n = first.length;
  let sum = 0;
  let squares = 0;
  for (let row = 0; row < n; row++) {
    const more = first[row] - second[row];
    sum += more;
    squares += more * more;
  }
  const mean = sum / n;
  return { mean, error: Math.sqrt(Math.max(0, squares / n - mean * mean) / n) };
}
