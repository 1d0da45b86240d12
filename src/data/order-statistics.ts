/** Linear interpolation between the order statistics around position p · (n − 1). Reorders `values`; O(n). */
export function quantile(values: Float64Array, p: number): number {
  const at = p * (values.length - 1);
  const below = Math.floor(at);
  const low = select(values, below);
  const high = below + 1 < values.length ? select(values, below + 1) : low;
  return low + (at - below) * (high - low);
}

/** The value at `rank` of the sorted order, by three-way partitions (many equal values are common). Reorders `values`; O(n). */
export function select(values: Float64Array, rank: number): number {
  let from = 0;
  let to = values.length - 1;
  while (from < to) {
    const pivot = values[(from + to) >> 1];
    let less = from;
    let more = to;
    for (let i = from; i <= more;) {
      const value = values[i];
      if (value < pivot) {
        values[i++] = values[less];
        values[less++] = value;
      } else if (value > pivot) {
        values[i] = values[more];
        values[more--] = value;
      } else i++;
    }
    if (rank < less) to = less - 1;
    else if (rank > more) from = more + 1;
    else return pivot;
  }
  return values[from];
}
