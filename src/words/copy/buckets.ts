import { verdictOf, type GroupComparison } from '../../domain/comparison';
import { ENOUGH_CASES, type MetricBucket, type MetricBuckets } from '../../domain/metrics';
import { count, significant, wholePercent } from '../../domain/numbers';
import * as say from '../messages/buckets';

/** Items that so few people chose are the tail. */
const TAIL = 20;
/** People of whom a model saw at most so many events are cold. */
const COLD = 5;

/** `0`, `3–5`, `over 1,000`. */
export function bucketLabel({ from, to }: MetricBucket): string {
  if (to === null) return say.over({ count: from - 1 });
  return from === to ? count(from) : say.fromTo({ from, to });
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
  return bucket.n < ENOUGH_CASES;
}

/** Who is served worst, as far as that is more than luck. @param groups null: they are too small to tell. */
export function groupsSentence(groups: GroupComparison | null): string {
  if (groups === null) return say.tooSmall();
  const verdict = verdictOf(groups);
  if (verdict === 'none') return say.couldBeLuck({ count: groups.n });
  const worst = bucketLabel(groups.groups[groups.worst]);
  if (verdict === 'looks') return say.looksWorst({ worst, count: groups.n });
  return say.isWorst({ worst, best: bucketLabel(groups.groups[groups.best]) });
}

/** Why nothing can be said of a version’s groups. */
export function rowsChanged(): string {
  return say.changed();
}

/** The numbers behind it. @param activity the buckets as they were before small ones were put together. */
export function groupsNumbers(result: GroupComparison, activity: readonly MetricBucket[]): string {
  const { groups, difference, low, high } = result;
  const [best, worst] = [groups[result.best], groups[result.worst]];
  const measured = say.measured({
    worst: bucketLabel(worst),
    worstValue: significant(worst.value, 2),
    worstPeople: worst.n,
    best: bucketLabel(best),
    bestValue: significant(best.value, 2),
    bestPeople: best.n,
    difference: significant(difference, 2),
    low: significant(low, 2),
    high: significant(high, 2),
  });
  return [
    measured,
    groups.length > 2 && say.pickedOut({ groups: groups.length }),
    groups.length < activity.length && say.joined(),
  ]
    .filter(Boolean)
    .join(' ');
}

/** Whether rare items are found. */
export function popularitySentence({ popularity }: MetricBuckets): string {
  const total = popularity.reduce((sum, bucket) => sum + bucket.n, 0);
  const rare = popularity.filter(({ to }) => to !== null && to <= TAIL);
  const cases = rare.reduce((sum, { n }) => sum + n, 0);
  if (cases === 0) return say.noneRare();
  const share = wholePercent(cases / total);
  if (cases < ENOUGH_CASES) return say.rareTooLittle({ share });
  const found = rare.reduce((sum, { n, value }) => sum + n * value, 0) / cases;
  return say.rareFound({ share, found: significant(100 * found, 2) });
}
