import type { UserQuery } from '../domain/histories';
import type { Pool, TaskArrays, TaskParams, Job } from '../domain/ports';
import { exp } from '../kernels/math';
import { tiedRank } from '../kernels/tied-rank';
import { topK } from '../kernels/top-k';
import { packQueries, queryAt } from './query-arrays';
import { type Model, scoreUsers } from './recipe';
import { headerOf, modelInputs, modelsAmong, type ModelLoader } from './stored-inputs';

/** Users a part asks for: small enough for a stop to be heard soon, large enough not to drown in messages. */
export const USERS_A_PART = 16;
/** Scores in hand at once, at most: those of users who are asked for together. */
const SCORES_AT_ONCE = 500_000;

export const TOP_ITEMS = 'top-items';
export const TARGET_RANKS = 'target-ranks';

/**
 * The best `k` items for every query, best first, asked side by side on the pool.
 *
 * @param itemRank tie-break, as everywhere. @param exclude take the query's own items out. @returns one list a query, in their order; lists may be shorter than `k`.
 */
export async function topItems(
  model: Model,
  queries: readonly UserQuery[],
  itemRank: Int32Array,
  k: number,
  pool: Pool,
  job: Job,
  exclude = false,
): Promise<Int32Array[]> {
  const order = longestFirst(queries);
  const inputs = { ...modelInputs(model), ...packQueries(order.map((q) => queries[q])), itemRank };
  const outputs = await pool.map(
    TOP_ITEMS,
    inputs,
    cut(queries.length, { header: headerOf(model), k, exclude }),
    job,
  );
  const found = listsIn(outputs);
  const all = new Array<Int32Array>(queries.length);
  for (const [place, q] of order.entries()) all[q] = found[place];
  return all;
}

/** The lists that the parts answered, one after the other. */
export function listsIn(outputs: readonly TaskArrays[]): Int32Array[] {
  return outputs.flatMap(({ lists, ends }) =>
    Array.from(ends, (end, i) => Int32Array.from(lists.subarray(i === 0 ? 0 : ends[i - 1], end))),
  );
}

/**
 * Numbers of queries in the order in which they are asked, the longest history first. Networks read those of a part side
 * by side, and each waits for the longest; no answer depends on it.
 */
export function longestFirst(queries: readonly UserQuery[]): number[] {
  return Array.from(queries.keys()).sort(
    (a, b) => queries[b].items.length - queries[a].items.length || a - b,
  );
}

/**
 * The rank (from 1, ties at their average) of one target for every query.
 *
 * @param exclude take the query's own items out of the list; a target among them gets rank NaN.
 */
export async function targetRanks(...asked: Parameters<typeof targetPlaces>): Promise<Float64Array> {
  return (await targetPlaces(...asked)).ranks;
}

/** Where targets stand, by query; NaN wherever the target is among the query's own items that are taken out. */
export interface TargetPlaces {
  readonly ranks: Float64Array;
  /** The score of the first-listed item: its softmax chance among all that can be listed. */
  readonly firstScores: Float64Array;
  /** 1 where the first-listed item is the target. */
  readonly firstHits: Float64Array;
}

/** The same with what the first item of each list promises and whether it keeps it. */
export async function targetPlaces(
  model: Model,
  queries: readonly UserQuery[],
  targets: Int32Array,
  exclude: boolean,
  pool: Pool,
  job: Job,
): Promise<TargetPlaces> {
  const order = longestFirst(queries);
  const inputs = {
    ...modelInputs(model),
    ...packQueries(order.map((q) => queries[q])),
    targets: Int32Array.from(order, (q) => targets[q]),
  };
  const parts = cut(queries.length, { header: headerOf(model), exclude });
  const outputs = await pool.map(TARGET_RANKS, inputs, parts, job);
  const joined = (name: keyof TargetPlaces): Float64Array => {
    const all = new Float64Array(queries.length);
    for (const [place, q] of order.entries())
      all[q] = outputs[Math.floor(place / USERS_A_PART)][name][place % USERS_A_PART];
    return all;
  };
  return { ranks: joined('ranks'), firstScores: joined('firstScores'), firstHits: joined('firstHits') };
}

/** @param load finds the recipe of a stored model and loads it. */
export function askingTasks(
  load: ModelLoader,
): [string, (i: TaskArrays, p: TaskParams) => Promise<TaskArrays>][] {
  const modelOf = modelsAmong(load);
  return [
    [TOP_ITEMS, async (inputs, params) => answerTopItems(await modelOf(inputs, params), inputs, params)],
    [
      TARGET_RANKS,
      async (inputs, params) => answerTargetRanks(await modelOf(inputs, params), inputs, params),
    ],
  ];
}

function answerTopItems(model: Model, inputs: TaskArrays, params: TaskParams): TaskArrays {
  const items: number[] = [];
  const ends: number[] = [];
  for (const [q, scores] of answers(model, inputs, places(params))) {
    if (params.exclude === true) for (const item of queryAt(inputs, q).items) scores[item] = -Infinity;
    for (const item of topK(scores, inputs.itemRank as Int32Array, Number(params.k))) items.push(item);
    ends.push(items.length);
  }
  return { lists: Int32Array.from(items), ends: Int32Array.from(ends) };
}

function answerTargetRanks(model: Model, inputs: TaskArrays, params: TaskParams): TaskArrays {
  const from = Number(params.from);
  const n = Number(params.to) - from;
  const exclude = params.exclude === true;
  const own = new Uint8Array(model.nItems);
  const found = {
    ranks: new Float64Array(n).fill(NaN),
    firstScores: new Float64Array(n).fill(NaN),
    firstHits: new Float64Array(n).fill(NaN),
  };
  const { targets } = inputs;
  const asked = places(params).filter((q) => !exclude || !queryAt(inputs, q).items.includes(targets[q]));
  for (const [q, scores] of answers(model, inputs, asked)) {
    const { items } = queryAt(inputs, q);
    for (const item of items) own[item] = 1;
    const left = exclude ? own : null;
    found.ranks[q - from] = tiedRank(scores, targets[q], left);
    const first = firstListed(scores, left);
    found.firstScores[q - from] = chanceOf(scores, first, left);
    found.firstHits[q - from] = first === targets[q] ? 1 : 0;
    for (const item of items) own[item] = 0;
  }
  return found;
}

/** The queries of a part. */
function places({ from, to }: TaskParams): number[] {
  return Array.from({ length: Number(to) - Number(from) }, (_, k) => Number(from) + k);
}

/** Each of these queries with its scores, which the next turn may overwrite; as many are asked for together as fit. */
function* answers(
  model: Model,
  inputs: TaskArrays,
  asked: readonly number[],
): Generator<[q: number, scores: Float64Array]> {
  const most = Math.max(1, Math.min(asked.length, Math.floor(SCORES_AT_ONCE / model.nItems)));
  const outs = Array.from({ length: most }, () => new Float64Array(model.nItems));
  for (let from = 0; from < asked.length; from += most) {
    const some = asked.slice(from, from + most);
    const queries = some.map((q) => queryAt(inputs, q));
    scoreUsers(model, queries, outs.slice(0, some.length));
    for (const [k, q] of some.entries()) yield [q, outs[k]];
  }
}

/** The best item that is not left out, the smaller index among equals. */
function firstListed(scores: Float64Array, left: Uint8Array | null): number {
  let first = -1;
  for (let i = 0; i < scores.length; i++) {
    if (left !== null && left[i] === 1) continue;
    if (first < 0 || scores[i] > scores[first]) first = i;
  }
  return first;
}

/** Softmax chance of the best item among those that are not left out. */
function chanceOf(logits: Float64Array, best: number, left: Uint8Array | null): number {
  let sum = 0;
  for (let i = 0; i < logits.length; i++) {
    if (left === null || left[i] === 0) sum += exp(logits[i] - logits[best]);
  }
  return 1 / sum;
}

function cut(n: number, common: TaskParams): TaskParams[] {
  const parts: TaskParams[] = [];
  for (let from = 0; from < n; from += USERS_A_PART) {
    parts.push({ ...common, from, to: Math.min(n, from + USERS_A_PART) });
  }
  return parts;
}
