import { mean } from '../../kernels/metrics/mean';
import type { TrainingData, UserQuery } from '../../domain/histories';
import { METRICS_OF_PEOPLE, type MetricKey, type MetricSet } from '../../domain/metrics';
import type { Job, Pool } from '../../domain/ports';
import { askedAt, historyOf } from '../../domain/queries';
import { fnv1a } from '../../kernels/fnv1a';
import { Rng } from '../../kernels/rng';
import { topK } from '../../kernels/top-k';
import { rewardShareAt } from '../../kernels/metrics/average-rewards';
import { coverageAt } from '../../kernels/metrics/coverage';
import { hitBits, LIST_LENGTH, perUserValues, type HeldOutHits } from '../../kernels/metrics/held-out-hits';
import { hitRateAt } from '../../kernels/metrics/hit-rate';
import { ndcgAt } from '../../kernels/metrics/ndcg';
import { recallAt } from '../../kernels/metrics/recall';
import { reciprocalRankAt } from '../../kernels/metrics/reciprocal-rank';
import { metricsOfRanks } from '../../kernels/metrics/target-metrics';
import { trendAccuracyAt } from '../../kernels/metrics/trend-accuracy';
import { targetPlaces, topItems } from '../../recipes/ask-users';
import { phase } from '../../recipes/phase';
import type { Model, Recipe, RecipeConfig } from '../../recipes/recipe';
import { countIntervals, intervalSeconds, trendingNow } from '../../recipes/trending-now';
import type { TestUser } from './split';

/** Users whose lists make up coverage, at most. */
export const COVERAGE_USERS = 1000;

/** Where the lists are made: side by side on the pool, and stopped through the job. */
export interface Asking {
  readonly pool: Pool;
  readonly job: Job;
}

/** The metrics of a split, and what they are made of. */
export interface Measured {
  readonly metrics: MetricSet;
  /** One a test user, in the order of the split. */
  readonly found: HeldOutHits;
  /** Every test user's list of 25, best first. */
  readonly lists: readonly Int32Array[];
}

/**
 * The service's accuracy metrics on the held-out rows, without coverage (see `measureCoverage`, which asks far more
 * users). Means over `tests`; one list of 25 each, nothing excluded, no exploration.
 *
 * @throws AppError CANCELLED through `job`.
 */
export async function measure(
  model: Model,
  itemRank: Int32Array,
  tests: readonly TestUser[],
  { pool, job }: Asking,
): Promise<Measured> {
  const queries = tests.map((test) => test.query);
  return measured(await topItems(model, queries, itemRank, LIST_LENGTH, pool, phase(job, 'measure')), tests);
}

/** The same of lists that are there already, one a test user, in the order of `tests`. */
export function measured(lists: readonly Int32Array[], tests: readonly TestUser[]): Measured {
  const found = {
    users: Int32Array.from(tests, ({ query }) => query.userIdx),
    hits: Uint32Array.from(tests, ({ relevant }, t) => hitBits(lists[t], relevant)),
    relevant: Uint32Array.from(tests, ({ relevant }) => relevant.size),
    asked: askedOf(tests),
  };
  const values = METRICS_OF_PEOPLE.map((key) => [key, mean(perUserValues(found, key))] as const);
  return { metrics: { n: tests.length, values: Object.fromEntries(values) }, found, lists };
}

/** What the metrics of lists depend on beside the model and its tests. */
interface Measuring {
  readonly recipe: Recipe;
  readonly config: RecipeConfig;
  readonly data: TrainingData;
  /** As of `measureRewards`; null without an objective. */
  readonly rewards: Float64Array | null;
}

/** All metrics of a split: those that were measured, what the lists cover, and what they earn or foresee where that is asked. */
export async function withListMetrics(
  { metrics: { n, values }, lists }: Measured,
  model: Model,
  tests: readonly TestUser[],
  { recipe, config, data, rewards }: Measuring,
  asking: Asking,
): Promise<MetricSet> {
  const coverage = await measureCoverage(model, data, tests, lists, config.seed, asking);
  const trend = measureTrend(recipe, config, model, data, tests);
  const earned = rewards && (await measureRewards(model, data.itemRank, tests, rewards, asking));
  return { n, values: { coverage, ...values, ...trend, ...earned } };
}

/** As `HeldOutHits.asked`. */
export function askedOf(tests: readonly TestUser[]): Uint32Array {
  return Uint32Array.from(tests, ({ relevant }) => fnv1a([...relevant].join()));
}

/**
 * Share of the catalogue in the top 25 of at least one user: all users of `data` that have rows, or a seeded sample
 * of 1000. Test users count with their input only.
 *
 * @param lists of the test users, as `measure` found them with this model.
 */
export async function measureCoverage(
  model: Model,
  data: TrainingData,
  tests: readonly TestUser[],
  lists: readonly Int32Array[],
  seed: number,
  { pool, job }: Asking,
): Promise<number> {
  const known = new Map(tests.map(({ query }, t) => [query.userIdx, lists[t]]));
  const users: number[] = [];
  for (let u = 0; u < data.nUsers; u++) if (data.userPtr[u + 1] > data.userPtr[u]) users.push(u);
  if (users.length > COVERAGE_USERS) new Rng(seed, 'coverage-users').shuffle(users);
  const drawn = users.slice(0, COVERAGE_USERS);
  const newestSec = data.timestampSec.reduce((newest, sec) => Math.max(newest, sec), -Infinity);
  const queries = drawn
    .filter((userIdx) => !known.has(userIdx))
    .map((userIdx) => queryOf(data, userIdx, newestSec));
  const found = await topItems(model, queries, data.itemRank, LIST_LENGTH, pool, phase(job, 'coverage'));
  const all = [...found, ...drawn.flatMap((userIdx) => known.get(userIdx) ?? [])];
  return coverageAt(all, data.nItems, LIST_LENGTH);
}

/** Places of a list within which rewards are counted, and the best rewarded of them. */
const REWARD_LIST = 100;
const REWARD_PLACES = 25;

/**
 * Of the reward that right answers bring within a list of 100, the share of the 25 best rewarded items of the list: a
 * mean over the users for whom there is any; {} where there is nobody.
 *
 * @param rewards by item; NaN counts as nothing.
 */
export async function measureRewards(
  model: Model,
  itemRank: Int32Array,
  tests: readonly TestUser[],
  rewards: Float64Array,
  { pool, job }: Asking,
): Promise<MetricSet['values']> {
  const queries = tests.map(({ query }) => query);
  const lists = await topItems(model, queries, itemRank, REWARD_LIST, pool, phase(job, 'measure'));
  const shares = tests
    .map(({ relevant }, t) => rewardShareAt(lists[t], relevant, rewards, REWARD_PLACES))
    .filter((share) => !Number.isNaN(share));
  return shares.length === 0 ? {} : { average_rewards_at_k: mean(Float64Array.from(shares)) };
}

/**
 * How much of the growth in the testing rows the list of 25 caught, in intervals of the recipe's own length; {} for
 * every recipe but aws-trending-now. Testing rows are those that `tests` hold out of `data`.
 */
export function measureTrend(
  recipe: Recipe,
  config: RecipeConfig,
  model: Model,
  data: TrainingData,
  tests: readonly TestUser[],
): MetricSet['values'] {
  if (recipe.name !== trendingNow.name) return {};
  const { last, before } = countIntervals(
    testingRows(data, tests),
    data.nItems,
    intervalSeconds(config.parameters),
  );
  const growth = Float64Array.from(last, (count, i) => Math.max(0, count - before[i]));
  const values = new Float64Array(model.nItems);
  model.scoreUser(NOBODY, values);
  const list = topK(values, data.itemRank, LIST_LENGTH);
  return { trend_prediction_accuracy: trendAccuracyAt(list, growth, LIST_LENGTH) };
}

const NOBODY: UserQuery = { userIdx: -1, items: new Int32Array(0), timestampSec: new Float64Array(0) };

function testingRows(data: TrainingData, tests: readonly TestUser[]): Parameters<typeof countIntervals>[0] {
  const rows: number[] = [];
  for (const { query } of tests) {
    const from = data.userPtr[query.userIdx] + query.items.length;
    for (let p = from; p < data.userPtr[query.userIdx + 1]; p++) rows.push(p);
  }
  return {
    items: Int32Array.from(rows, (p) => data.items[p]),
    timestampSec: Float64Array.from(rows, (p) => data.timestampSec[p]),
    rowWeight: null,
  };
}

/** Somebody as they would be asked for now. */
function queryOf(data: TrainingData, userIdx: number, nowSec: number): UserQuery {
  return askedAt(historyOf(data, userIdx), nowSec);
}

/** Over all tests: the mean score of the first-listed item, and how often that item was the target. */
export interface Calibration {
  readonly promised: number;
  readonly kept: number;
}

/**
 * All metrics of one target each, the whole catalogue ranked, ties at their average place.
 *
 * @param exclude take the user's own past items out of the list and skip users whose target is one of them.
 */
export async function measureLeaveOneOut(
  model: Model,
  tests: readonly TestUser[],
  exclude: boolean,
  { pool, job }: Asking,
): Promise<MetricSet & { readonly calibration: Calibration | null }> {
  const queries = tests.map((test) => test.query);
  const targets = Int32Array.from(tests, ({ relevant: [target] }) => target);
  const places = await targetPlaces(model, queries, targets, exclude, pool, phase(job, 'measure'));
  const overAsked = (values: Float64Array): number =>
    mean(values.filter((_, q) => !Number.isNaN(places.ranks[q]))); // NaN: taken out with the own items
  return {
    ...metricsOfRanks(places.ranks),
    calibration: model.hasScores
      ? { promised: overAsked(places.firstScores), kept: overAsked(places.firstHits) }
      : null,
  };
}

/** What is told of a list beside the service's metrics, as papers on taste without an order do. */
const OF_TWENTY = {
  hit_rate_at_20: hitRateAt,
  recall_at_20: recallAt,
  mean_reciprocal_rank_at_20: reciprocalRankAt,
  normalized_discounted_cumulative_gain_at_20: ndcgAt,
} as const satisfies { readonly [key in MetricKey]?: typeof recallAt };

/**
 * The metrics of people, and those of lists of 20: means over `tests`, each of whom has several items to be found.
 *
 * @param exclude take the user's own past items out of the list; none of them is relevant then.
 */
export async function measureHeldOut(
  model: Model,
  itemRank: Int32Array,
  tests: readonly TestUser[],
  exclude: boolean,
  { pool, job }: Asking,
): Promise<MetricSet> {
  const queries = tests.map(({ query }) => query);
  const asking = phase(job, 'measure');
  const lists = await topItems(model, queries, itemRank, LIST_LENGTH, pool, asking, exclude);
  const ofTwenty = Object.entries(OF_TWENTY).map(([key, metric]) => {
    return [key, mean(Float64Array.from(tests, ({ relevant }, t) => metric(lists[t], relevant, 20)))];
  });
  const { n, values } = measured(lists, tests).metrics;
  return { n, values: { ...values, ...Object.fromEntries(ofTwenty) } };
}
