import type { TrainingData, UserQuery } from '../../../src/domain/histories';
import { uncancelled, type Pool } from '../../../src/domain/ports';
import { historyOf } from '../../../src/domain/queries';
import { softmax } from '../../../src/kernels/softmax';
import { topK } from '../../../src/kernels/top-k';
import { can } from '../../../src/recipes/capabilities';
import { longestFirst, topItems, USERS_A_PART } from '../../../src/recipes/ask-users';
import { type Model, scoreUsers } from '../../../src/recipes/recipe';
import { quantile } from '../figures/statistics';

/** Newest rows that a request looks back on. */
const HISTORY = 200;
const LIST = 25;
const WARM_UP = 20;

/** The users with the longest histories, each with the newest 200 rows of it. */
export function longQueries(data: TrainingData, n: number): UserQuery[] {
  const rowsOf = (u: number): number => data.userPtr[u + 1] - data.userPtr[u];
  const users = Array.from({ length: data.nUsers }, (_, u) => u);
  users.sort((a, b) => rowsOf(b) - rowsOf(a) || a - b);
  return users.slice(0, n).map((userIdx) => {
    const to = data.userPtr[userIdx + 1];
    const own = [Math.max(data.userPtr[userIdx], to - HISTORY), to] as const;
    return { userIdx, items: data.items.slice(...own), timestampSec: data.timestampSec.slice(...own) };
  });
}

/** Milliseconds that a list of 25 takes, one request after the other: scores of all items, softmax, first places. */
export function requestTimes(
  model: Model,
  data: TrainingData,
  requests: number,
): { p50: number; p99: number } {
  const queries = longQueries(data, Math.min(requests, data.nUsers));
  const values = new Float64Array(model.nItems);
  const ask = (query: UserQuery): void => {
    if (can(model, 'relates')) model.scoreRelated(query.items[query.items.length - 1], values);
    else model.scoreUser(query, values);
    if (model.hasScores) softmax(values, new Float64Array(model.nItems));
    topK(values, data.itemRank, LIST);
  };
  for (let i = 0; i < WARM_UP; i++) ask(queries[i % queries.length]);
  const times = Array.from({ length: requests }, (_, i) => {
    const started = performance.now();
    ask(queries[i % queries.length]);
    return performance.now() - started;
  });
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}

/**
 * What a list of 25 costs those who measure, one after the other and as many together as `topItems` asks for, in its
 * order: whole histories, the same people, the better of two rounds.
 *
 * @param nowMs what the processor has computed so far.
 */
export function measuredTimes(
  model: Model,
  data: TrainingData,
  users: number,
  nowMs: () => number,
): { oneByOne: number; inBatches: number } {
  const people = wholeQueries(data, users);
  const queries = longestFirst(people).map((q) => people[q]);
  const outs = Array.from({ length: USERS_A_PART }, () => new Float64Array(model.nItems));
  const ask = (together: number): number => {
    const started = nowMs();
    for (let from = 0; from < queries.length; from += together) {
      const some = queries.slice(from, from + together);
      if (together === 1) model.scoreUser(some[0], outs[0]);
      else scoreUsers(model, some, outs.slice(0, some.length));
      for (const k of some.keys()) topK(outs[k], data.itemRank, LIST);
    }
    return (nowMs() - started) / queries.length;
  };
  const best = (together: number): number => Math.min(ask(together), ask(together));
  return { oneByOne: best(1), inBatches: best(USERS_A_PART) };
}

/** The first people that have rows, with all of them. */
function wholeQueries(data: TrainingData, users: number): UserQuery[] {
  const queries: UserQuery[] = [];
  for (let u = 0; u < data.nUsers && queries.length < users; u++) {
    const query = historyOf(data, u);
    if (query.items.length > 0) queries.push(query);
  }
  return queries;
}

/** Users a second whose lists of 25 a pool makes, whole histories and all messages included. */
export async function usersASecond(
  model: Model,
  data: TrainingData,
  users: number,
  pool: Pool,
): Promise<number> {
  const queries = wholeQueries(data, users);
  await topItems(model, queries.slice(0, 16 * pool.size), data.itemRank, LIST, pool, uncancelled);
  const started = performance.now();
  await topItems(model, queries, data.itemRank, LIST, pool, uncancelled);
  return (1000 * queries.length) / (performance.now() - started);
}
