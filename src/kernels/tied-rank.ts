/**
 * Rank (from 1) of one item among all: 1 + the items scored higher + half of those tied with it.
 *
 * @param scores one per item of the catalogue. @param excluded items taken out of the list, or null.
 */
export function tiedRank(scores: Float64Array, target: number, excluded: Uint8Array | null): number {
  const score = scores[target];
  let higher = 0;
  let tied = 0;
  for (let i = 0; i < scores.length; i++) {
    if (i === target || (excluded !== null && excluded[i] !== 0)) continue;
    if (scores[i] > score) higher++;
    else if (scores[i] === score) tied++;
  }
  return 1 + higher + tied / 2;
}
