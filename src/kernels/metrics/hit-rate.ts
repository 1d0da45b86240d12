/** Whether the first k of one list hold a relevant item: 1 or 0. */
export function hitRateAt(ranked: ArrayLike<number>, relevant: ReadonlySet<number>, k: number): 0 | 1 {
  for (let r = 0; r < k && r < ranked.length; r++) if (relevant.has(ranked[r])) return 1;
  return 0;
}
