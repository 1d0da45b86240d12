/**
 * How much of the growth of the k fastest-rising items the first k listed items caught.
 *
 * @param growth per item: max(0, rows in the last interval − rows in the one before), counted in the testing rows.
 * @returns 0…1; 0 when nothing grew.
 */
export function trendAccuracyAt(ranked: ArrayLike<number>, growth: ArrayLike<number>, k: number): number {
  let caught = 0;
  for (let r = 0; r < k && r < ranked.length; r++) caught += growth[ranked[r]];
  const best = Array.from(growth).sort((a, b) => b - a);
  let possible = 0;
  for (let r = 0; r < k && r < best.length; r++) possible += best[r];
  return possible > 0 ? caught / possible : 0;
}
