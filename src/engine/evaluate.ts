import type { TrainingData } from '../domain/histories';
import type { MetricSet } from '../domain/metrics';
import type { Job } from '../domain/ports';
import { Rng } from '../kernels/rng';
import { topK } from '../kernels/top-k';
import { coverageAt } from '../metrics/coverage';
import { discount, ndcgAt } from '../metrics/ndcg';
import { precisionAt } from '../metrics/precision';
import { reciprocalRankAt } from '../metrics/reciprocal-rank';
import { tiedRank } from '../metrics/tied-rank';
import type { Model } from '../recipes/recipe';
import type { TestUser } from './split';

/** Length of the lists that the service measures. */
const LIST_LENGTH = 25;
/** Users whose lists make up coverage, at most. */
const COVERAGE_USERS = 1000;

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
  job: Job,
): Promise<MetricSet> {
  const scores = new Float64Array(model.nItems);
  const sums = { mrr: 0, ndcg5: 0, ndcg10: 0, ndcg25: 0, p5: 0, p10: 0, p25: 0 };
  for (let t = 0; t < tests.length; t++) {
    await job.checkpoint('measure', t, tests.length);
    model.scoreUser(tests[t].query, scores);
    const list = topK(scores, itemRank, LIST_LENGTH);
    const relevant = tests[t].relevant;
    sums.mrr += reciprocalRankAt(list, relevant, 25);
    sums.ndcg5 += ndcgAt(list, relevant, 5);
    sums.ndcg10 += ndcgAt(list, relevant, 10);
    sums.ndcg25 += ndcgAt(list, relevant, 25);
    sums.p5 += precisionAt(list, relevant, 5);
    sums.p10 += precisionAt(list, relevant, 10);
    sums.p25 += precisionAt(list, relevant, 25);
  }
  const n = tests.length;
  return {
    n,
    values: {
      mean_reciprocal_rank_at_25: sums.mrr / n,
      normalized_discounted_cumulative_gain_at_5: sums.ndcg5 / n,
      normalized_discounted_cumulative_gain_at_10: sums.ndcg10 / n,
      normalized_discounted_cumulative_gain_at_25: sums.ndcg25 / n,
      precision_at_5: sums.p5 / n,
      precision_at_10: sums.p10 / n,
      precision_at_25: sums.p25 / n,
    },
  };
}

/**
 * Share of the catalogue in the top 25 of at least one user: all users of `data` that have rows, or a seeded sample
 * of 1000. Test users are asked with their input only.
 */
export async function measureCoverage(
  model: Model,
  data: TrainingData,
  tests: readonly TestUser[],
  seed: number,
  job: Job,
): Promise<number> {
  const inputs = new Map(tests.map((test) => [test.query.userIdx, test.query]));
  const users: number[] = [];
  for (let u = 0; u < data.nUsers; u++) if (data.userPtr[u + 1] > data.userPtr[u]) users.push(u);
  if (users.length > COVERAGE_USERS) new Rng(seed, 'coverage-users').shuffle(users);
  const asked = users.slice(0, COVERAGE_USERS);
  const scores = new Float64Array(model.nItems);
  const lists: Int32Array[] = [];
  for (const [done, userIdx] of asked.entries()) {
    await job.checkpoint('coverage', done, asked.length);
    const range = [data.userPtr[userIdx], data.userPtr[userIdx + 1]] as const;
    const query = inputs.get(userIdx) ?? {
      userIdx,
      items: data.items.subarray(...range),
      timestampSec: data.timestampSec.subarray(...range),
    };
    model.scoreUser(query, scores);
    lists.push(topK(scores, data.itemRank, LIST_LENGTH));
  }
  return coverageAt(lists, data.nItems, LIST_LENGTH);
}

/**
 * Hit rate and nDCG at 10 with one target each, the whole catalogue ranked, ties at their average place.
 *
 * @param exclude take the user's own past items out of the list and skip users whose target is one of them.
 */
export async function measureLeaveOneOut(
  model: Model,
  tests: readonly TestUser[],
  exclude: boolean,
  job: Job,
): Promise<MetricSet> {
  const scores = new Float64Array(model.nItems);
  const own = new Uint8Array(model.nItems);
  let n = 0;
  let hits = 0;
  let gain = 0;
  for (let t = 0; t < tests.length; t++) {
    await job.checkpoint('measure', t, tests.length);
    const { query, relevant } = tests[t];
    const [target] = relevant;
    for (const item of query.items) own[item] = 1;
    if (!exclude || own[target] === 0) {
      model.scoreUser(query, scores);
      const rank = tiedRank(scores, target, exclude ? own : null);
      n++;
      if (rank < 11) {
        hits++;
        gain += discount(rank);
      }
    }
    for (const item of query.items) own[item] = 0;
  }
  return {
    n,
    values: { hit_rate_at_10: hits / n, normalized_discounted_cumulative_gain_at_10: gain / n },
  };
}
