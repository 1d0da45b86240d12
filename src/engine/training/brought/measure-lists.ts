import type { TrainingData } from '../../../domain/histories';
import type { MetricSet } from '../../../domain/metrics';
import type { SolutionSpec } from '../../../domain/resources';
import { Rng } from '../../../kernels/rng';
import { coverageAt } from '../../../kernels/metrics/coverage';
import { LIST_LENGTH, type HeldOutHits } from '../../../kernels/metrics/held-out-hits';
import { listOf, NO_ITEM, type BroughtLists } from '../../../recipes/brought-lists';
import { popularityModel, weighedUsers } from '../../../recipes/popularity-count';
import { type Asking, COVERAGE_USERS, measure, measureCoverage, measured } from '../../measuring/evaluate';
import { splitAmazon } from '../../measuring/split';

/** How lists do on hidden rows, and popularity for the same people. */
export interface MeasuredLists {
  /** Means over the people of whom rows are hidden and for whom there is a list. */
  readonly metrics: MetricSet;
  readonly baseline: MetricSet;
  readonly found: HeldOutHits;
  /** People of whom rows are hidden, with a list or without. */
  readonly testPeople: number;
}

/**
 * Measures lists as a trained version is measured. A place whose item the data do not have counts as one that finds
 * nothing. Coverage is over at most 1,000 of the people with a list.
 *
 * @param spec with the seed that draws whose rows are hidden. @returns null where nobody of them has a list.
 */
export async function measureLists(
  lists: BroughtLists,
  data: TrainingData,
  userIds: readonly string[],
  { seed }: Pick<SolutionSpec, 'seed'>,
  asking: Asking,
): Promise<MeasuredLists | null> {
  const split = splitAmazon(data, userIds, seed);
  const has = (userIdx: number): boolean => lists.ptr[userIdx + 1] > lists.ptr[userIdx];
  const tests = split.tests.filter(({ query }) => has(query.userIdx));
  if (tests.length === 0) return null;
  const own = measured(
    tests.map(({ query }) => listOf(lists, query.userIdx)),
    tests,
  );
  const { nUsers } = data;
  const facts = { seed, nUsers, rows: split.train.items.length };
  const popularity = popularityModel(weighedUsers(split.train), facts);
  const base = await measure(popularity, data.itemRank, tests, asking);
  const everybodys = await measureCoverage(popularity, data, tests, base.lists, seed, asking);
  return {
    metrics: withCoverage(own.metrics, coverageOf(lists, has, seed)),
    baseline: withCoverage(base.metrics, everybodys),
    found: own.found,
    testPeople: split.tests.length,
  };
}

function withCoverage({ n, values }: MetricSet, coverage: number): MetricSet {
  return { n, values: { coverage, ...values } };
}

function coverageOf(lists: BroughtLists, has: (userIdx: number) => boolean, seed: number): number {
  const users = Array.from(lists.ptr.keys())
    .slice(0, -1)
    .filter((u) => has(u));
  if (users.length > COVERAGE_USERS) new Rng(seed, 'coverage-users').shuffle(users);
  const listed = users.slice(0, COVERAGE_USERS).map((u) =>
    listOf(lists, u)
      .subarray(0, LIST_LENGTH)
      .filter((item) => item !== NO_ITEM),
  );
  return coverageAt(listed, lists.nItems, LIST_LENGTH);
}
