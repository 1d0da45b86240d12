/** 1 ÷ the rank (from 1) of the first relevant item among the first k of one list; 0 when there is none. */
export function reciprocalRankAt(
  ranked: ArrayLike<number>,
  relevant: ReadonlySet<number>,
  k: number,
): number {
  for (let r = 0; r < k && r < ranked.length; r++) if (relevant.has(ranked[r])) return 1 / (r + 1);
  return 0;
}
