import type { MetricBucket, MetricBuckets } from '../domain/metrics';
import { count, significant, wholePercent } from '../domain/numbers';
import * as say from '../words/buckets';

/** Buckets with fewer cases say little: one lucky hit moves them. */
const FEW = 30;

/** Items that so few people chose are the tail. */
const TAIL = 20;
/** People of whom a model saw at most so many events are cold. */
const COLD = 5;

/** `0`, `3–5`, `over 1,000`. */
export function bucketLabel({ from, to }: MetricBucket): string {
  if (to === null) return say.over({ count: count(from - 1) });
  return from === to ? count(from) : `${count(from)}–${count(to)}`;
}

/** What a group of people is called beside its numbers, where it has a name. */
export function activityName({ to }: MetricBucket): string | null {
  return to !== null && to <= COLD ? say.cold() : null;
}

/** The same of items: new ones that nobody had chosen, the head that most people know, and the tail. */
export function popularityName(bucket: MetricBucket, all: readonly MetricBucket[]): string | null {
  if (bucket.to === 0) return say.newItems();
  if (bucket === all.at(-1)) return say.head();
  return bucket.to !== null && bucket.to <= TAIL ? say.tail() : null;
}

export function isThin(bucket: MetricBucket): boolean {
  return bucket.n < FEW;
}

/** Which groups are served best and worst, of those that a finding can rest on. */
export interface ActivityGroups {
  /** At least two, in the order given. */
  readonly enough: readonly MetricBucket[];
  readonly best: MetricBucket;
  readonly worst: MetricBucket;
  /** They are served alike, to the digits that are shown. */
  readonly even: boolean;
}

/** @returns null where fewer than two groups have enough people: then nobody can tell. */
export function activityGroups(activity: readonly MetricBucket[]): ActivityGroups | null {
  const enough = activity.filter((bucket) => !isThin(bucket));
  if (enough.length < 2) return null;
  const best = enough.reduce((top, bucket) => (bucket.value > top.value ? bucket : top));
  const worst = enough.reduce((low, bucket) => (bucket.value < low.value ? bucket : low));
  return { enough, best, worst, even: significant(best.value, 2) === significant(worst.value, 2) };
}

/** Neighbours put together from the lowest on until each has enough people; fewer than two where all are too few. */
export function joinedGroups(activity: readonly MetricBucket[]): readonly MetricBucket[] {
  const joined: MetricBucket[] = [];
  for (const bucket of activity) {
    const last = joined.at(-1);
    if (last === undefined || !isThin(last)) joined.push(bucket);
    else joined.splice(-1, 1, together(last, bucket));
  }
  const end = joined.at(-1);
  if (joined.length > 1 && end !== undefined && isThin(end))
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

/** Who is served best and worst, of the buckets with enough people. */
export function activitySentence({ activity }: MetricBuckets): string {
  const groups = activityGroups(activity);
  if (groups === null) return say.tooFew();
  const { best, worst, even } = groups;
  if (even) return say.alike({ value: significant(best.value, 2) });
  return say.bestAndWorst({
    best: bucketLabel(best),
    bestValue: significant(best.value, 2),
    worst: bucketLabel(worst),
    worstValue: significant(worst.value, 2),
  });
}

/** Whether rare items are found. */
export function popularitySentence({ popularity }: MetricBuckets): string {
  const total = popularity.reduce((sum, bucket) => sum + bucket.n, 0);
  const rare = popularity.filter(({ to }) => to !== null && to <= TAIL);
  const cases = rare.reduce((sum, { n }) => sum + n, 0);
  if (cases === 0) return say.noneRare();
  const share = wholePercent(cases / total);
  if (cases < FEW) return say.rareTooLittle({ share });
  const found = rare.reduce((sum, { n, value }) => sum + n * value, 0) / cases;
  return say.rareFound({ share, found: significant(100 * found, 2) });
}
