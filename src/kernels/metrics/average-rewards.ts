/**
 * Of the reward that a user's relevant listed items carry, the share held by those among the k best-rewarded of
 * the list. Negative rewards count as 0; equal rewards are ordered by rank.
 *
 * @param ranked the list, best first. @param rewards attribute value of every item of the catalogue.
 * @returns 0…1, or NaN when no relevant listed item has a positive reward; callers leave such users out of the mean.
 */
export function rewardShareAt(
  ranked: ArrayLike<number>,
  relevant: ReadonlySet<number>,
  rewards: ArrayLike<number>,
  k: number,
): number {
  const reward = (item: number): number => (rewards[item] > 0 ? rewards[item] : 0);
  const places = Array.from({ length: ranked.length }, (_, r) => r);
  places.sort((a, b) => reward(ranked[b]) - reward(ranked[a]) || a - b);
  let top = 0;
  let all = 0;
  places.forEach((place, order) => {
    const item = ranked[place];
    if (!relevant.has(item)) return;
    all += reward(item);
    if (order < k) top += reward(item);
  });
  return all > 0 ? top / all : NaN;
}
