/** How many users make up one percent, rounded up, at least one. */
export function onePercentOf(nUsers: number): number {
  return Math.max(1, Math.ceil(nUsers / 100));
}

/** Predicted users among the first k who did interact with the queried item in the test part. */
export function segmentHitsAt(predicted: ArrayLike<number>, actual: ReadonlySet<number>, k: number): number {
  let hits = 0;
  for (let r = 0; r < k && r < predicted.length; r++) if (actual.has(predicted[r])) hits++;
  return hits;
}

/** Hits ÷ the most that were possible, min(actual, k). NaN when nobody interacted; callers skip such items. */
export function segmentRecallAt(
  predicted: ArrayLike<number>,
  actual: ReadonlySet<number>,
  k: number,
): number {
  return segmentHitsAt(predicted, actual, k) / Math.min(actual.size, k);
}
