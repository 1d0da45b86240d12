/**
 * The n-th largest of numbers none of which is NaN, 1 ≤ n ≤ their count; their order is lost. O(numbers) on average, by
 * Hoare's selection around the middle one.
 */
export function nthLargest(values: Float64Array, n: number): number {
  const wanted = values.length - n;
  let from = 0;
  let to = values.length - 1;
  while (from < to) {
    const pivot = values[(from + to) >>> 1];
    let i = from;
    let j = to;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i > j) break;
      const value = values[i];
      values[i++] = values[j];
      values[j--] = value;
    }
    // Up to j are those at most as large as the pivot, from i on those at least as large; between them, itself.
    if (wanted <= j) to = j;
    else if (wanted >= i) from = i;
    else return pivot;
  }
  return values[wanted];
}
