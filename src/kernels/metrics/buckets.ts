import type { MetricBucket } from '../../domain/metrics';

/** First counts of the buckets: they grow by about two, so that sets of any size fall into a few. */
const STARTS = [0, 1, 3, 6, 11, 21, 51, 101, 201, 501, 1001] as const;

/**
 * Means of `values` and of `baseline` in buckets of `counts` (0, 1–2, 3–5, 6–10, 11–20, 21–50, …, over 1 000), lowest
 * first; empty buckets are left out.
 *
 * @param counts one whole number ≥ 0 for each value. @param baseline the same cases answered by popularity.
 */
export function bucketMeans(
  counts: ArrayLike<number>,
  values: ArrayLike<number>,
  baseline: ArrayLike<number>,
): readonly MetricBucket[] {
  const sums = STARTS.map(() => ({ n: 0, value: 0, baseline: 0 }));
  for (let c = 0; c < counts.length; c++) {
    const sum = sums[STARTS.findLastIndex((start) => start <= counts[c])];
    sum.n++;
    sum.value += values[c];
    sum.baseline += baseline[c];
  }
  return sums.flatMap((sum, b) =>
    sum.n === 0
      ? []
      : [
          {
            from: STARTS[b],
            to: b + 1 < STARTS.length ? STARTS[b + 1] - 1 : null,
            n: sum.n,
            value: sum.value / sum.n,
            baseline: sum.baseline / sum.n,
          },
        ],
  );
}

/** Neighbours put together from the lowest on until each has `enough` cases; fewer than two where all are too few. */
export function joinedGroups(buckets: readonly MetricBucket[], enough: number): readonly MetricBucket[] {
  const joined: MetricBucket[] = [];
  for (const bucket of buckets) {
    const last = joined.at(-1);
    if (last === undefined || last.n >= enough) joined.push(bucket);
    else joined.splice(-1, 1, together(last, bucket));
  }
  const end = joined.at(-1);
  if (joined.length > 1 && end !== undefined && end.n < enough)
    joined.splice(-2, 2, together(joined[joined.length - 2], end));
  return joined;
}

function together(one: MetricBucket, next: MetricBucket): MetricBucket {
  const n = one.n + next.n;
  const mean = (a: number, b: number): number => (one.n * a + next.n * b) / n;
  return {
    from: one.from,
    to: next.to,
    n,
    value: mean(one.value, next.value),
    baseline: mean(one.baseline, next.baseline),
  };
}
