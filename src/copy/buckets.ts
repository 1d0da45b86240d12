import type { MetricBucket, MetricBuckets } from '../domain/metrics';
import { count, significant } from './numbers';

/** Buckets with fewer cases say little: one lucky hit moves them. */
const FEW = 30;

/** `0`, `3–5`, `over 1,000`. */
export function bucketLabel({ from, to }: MetricBucket): string {
  if (to === null) return `over ${count(from - 1)}`;
  return from === to ? count(from) : `${count(from)}–${count(to)}`;
}

export function isThin(bucket: MetricBucket): boolean {
  return bucket.n < FEW;
}

/** Who is served best and worst, of the buckets with enough people. */
export function activitySentence({ activity }: MetricBuckets): string {
  const enough = activity.filter((bucket) => !isThin(bucket));
  if (enough.length < 2) return 'Too few people in each group to say who is served better.';
  const best = enough.reduce((top, bucket) => (bucket.value > top.value ? bucket : top));
  const worst = enough.reduce((low, bucket) => (bucket.value < low.value ? bucket : low));
  return `People with ${bucketLabel(best)} events are served *best* (nDCG@10 ${significant(best.value, 2)}), those with ${bucketLabel(worst)} worst (${significant(worst.value, 2)}).`;
}

/** Whether rare items are found. */
export function popularitySentence({ popularity }: MetricBuckets): string {
  const total = popularity.reduce((sum, bucket) => sum + bucket.n, 0);
  const rare = popularity.filter(({ to }) => to !== null && to <= 20);
  const cases = rare.reduce((sum, { n }) => sum + n, 0);
  if (cases === 0) return 'Every held-out item was chosen by more than 20 people before.';
  const found = rare.reduce((sum, { n, value }) => sum + n * value, 0) / cases;
  const share = Math.round((100 * cases) / total);
  return `${share}\u00a0% of what people took next was chosen by 20 people or fewer before. Of that, *${significant(100 * found, 2)}\u00a0%* is in the lists of 25.`;
}
