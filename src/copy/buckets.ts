import type { MetricBucket, MetricBuckets } from '../domain/metrics';
import { count, significant } from './numbers';

/** Buckets with fewer cases say little: one lucky hit moves them. */
const FEW = 30;

/** Items that so few people chose are the tail. */
const TAIL = 20;
/** People of whom a model saw at most so many events are cold. */
const COLD = 5;

/** `0`, `3–5`, `over 1,000`. */
export function bucketLabel({ from, to }: MetricBucket): string {
  if (to === null) return `over ${count(from - 1)}`;
  return from === to ? count(from) : `${count(from)}–${count(to)}`;
}

/** What a group of people is called beside its numbers, where it has a name. */
export function activityName({ to }: MetricBucket): string | null {
  return to !== null && to <= COLD ? 'cold users' : null;
}

/** The same of items: new ones that nobody had chosen, the head that most people know, and the tail. */
export function popularityName(bucket: MetricBucket, all: readonly MetricBucket[]): string | null {
  if (bucket.to === 0) return 'new items';
  if (bucket === all.at(-1)) return 'head';
  return bucket.to !== null && bucket.to <= TAIL ? 'tail' : null;
}

export function isThin(bucket: MetricBucket): boolean {
  return bucket.n < FEW;
}

/**
 * The groups that are served best and worst: of those with 30 people where there are two, else with 10, else of all.
 *
 * @param activity at least one group. @returns `enough` in the order given.
 */
export function activityGroups(activity: readonly MetricBucket[]): {
  readonly enough: readonly MetricBucket[];
  readonly best: MetricBucket;
  readonly worst: MetricBucket;
  /** They are served alike, to the digits that are shown. */
  readonly even: boolean;
} {
  const several = [FEW, FEW / 3, 0].map((least) => activity.filter(({ n }) => n >= least));
  const enough = several.find((groups) => groups.length >= 2) ?? activity;
  const best = enough.reduce((top, bucket) => (bucket.value > top.value ? bucket : top));
  const worst = enough.reduce((low, bucket) => (bucket.value < low.value ? bucket : low));
  return { enough, best, worst, even: significant(best.value, 2) === significant(worst.value, 2) };
}

/** Who is served best and worst, of the buckets with enough people. */
export function activitySentence({ activity }: MetricBuckets): string {
  if (activity.filter((bucket) => !isThin(bucket)).length < 2)
    return 'Too few people in each group to say who is served better.';
  const { best, worst, even } = activityGroups(activity);
  if (even) return `All groups are served *alike* (nDCG@10 ${significant(best.value, 2)}).`;
  return `People with ${bucketLabel(best)} events are served *best* (nDCG@10 ${significant(best.value, 2)}), those with ${bucketLabel(worst)} worst (${significant(worst.value, 2)}).`;
}

/** Whether rare items are found. */
export function popularitySentence({ popularity }: MetricBuckets): string {
  const total = popularity.reduce((sum, bucket) => sum + bucket.n, 0);
  const rare = popularity.filter(({ to }) => to !== null && to <= TAIL);
  const cases = rare.reduce((sum, { n }) => sum + n, 0);
  if (cases === 0) return 'Every held-out item was chosen by more than 20 people before.';
  const found = rare.reduce((sum, { n, value }) => sum + n * value, 0) / cases;
  const share = Math.round((100 * cases) / total);
  return `${share}\u00a0% of what people took next was chosen by 20 people or fewer before. Of that, *${significant(100 * found, 2)}\u00a0%* is in the lists of 25.`;
}
