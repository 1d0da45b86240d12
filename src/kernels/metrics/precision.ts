/**
 * Share of the first k places that hold a relevant item, for one list; a shorter list is still divided by k.
 *
 * @param ranked item indices, best first, distinct. @param relevant held-out items of this user.
 */
export function precisionAt(ranked: ArrayLike<number>, relevant: ReadonlySet<number>, k: number): number {
  let hits = 0;
  for (let r = 0; r < k && r < ranked.length; r++) if (relevant.has(ranked[r])) hits++;
  return hits / k;
}
