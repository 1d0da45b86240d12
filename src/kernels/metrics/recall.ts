/**
 * Share of the relevant items that the first k of one list hold. With more than k of them it cannot reach 1, as in the
 * papers on graphs.
 *
 * @param ranked item indices, best first, distinct. @param relevant held-out items of this user; must not be empty.
 */
export function recallAt(ranked: ArrayLike<number>, relevant: ReadonlySet<number>, k: number): number {
  let hits = 0;
  for (let r = 0; r < k && r < ranked.length; r++) if (relevant.has(ranked[r])) hits++;
  return hits / relevant.size;
}
