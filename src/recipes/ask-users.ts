import type { UserQuery } from '../domain/histories';
import type { StoredModel } from '../domain/model';
import type { Pool, TaskArrays, TaskParams, Job } from '../domain/ports';
import { exp } from '../kernels/math';
import { tiedRank } from '../kernels/tied-rank';
import { topK } from '../kernels/top-k';
import { packQueries, queryAt } from './query-arrays';
import type { Model } from './recipe';
import { headerOf, modelInputs, modelsAmong } from './stored-inputs';

/** Users a part asks for: small enough for a stop to be heard soon, large enough not to drown in messages. */
const USERS_A_PART = 8;

export const TOP_ITEMS = 'top-items';
export const TARGET_RANKS = 'target-ranks';

/**
 * The best `k` items for every query, best first, asked side by side on the pool.
 *
 * @param itemRank tie-break, as everywhere. @returns one list a query, in their order; lists may be shorter than `k`.
 */
export async function topItems(
  model: Model,
  queries: readonly UserQuery[],
  itemRank: Int32Array,
  k: number,
  pool: Pool,
  job: Job,
): Promise<Int32Array[]> {
  const inputs = { ...modelInputs(model), ...packQueries(queries), itemRank };
  const outputs = await pool.map(TOP_ITEMS, inputs, cut(queries.length, { header: headerOf(model), k }), job);
  return outputs.flatMap(({ lists, ends }) =>
    Array.from(ends, (end, i) => Int32Array.from(lists.subarray(i === 0 ? 0 : ends[i - 1], end))),
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
  const inputs = { ...modelInputs(model), ...packQueries(queries), targets };
  const parts = cut(queries.length, { header: headerOf(model), exclude });
  const outputs = await pool.map(TARGET_RANKS, inputs, parts, job);
  const joined = (name: keyof TargetPlaces): Float64Array => {
    const all = new Float64Array(queries.length);
    outputs.forEach((output, part) => all.set(output[name], part * USERS_A_PART));
    return all;
  };
  return { ranks: joined('ranks'), firstScores: joined('firstScores'), firstHits: joined('firstHits') };
}

/** @param load finds the recipe of a stored model and loads it. */
export function askingTasks(
  load: (stored: StoredModel) => Model,
): [string, (i: TaskArrays, p: TaskParams) => TaskArrays][] {
  const modelOf = modelsAmong(load);
  return [
    [TOP_ITEMS, (inputs, params) => answerTopItems(modelOf(inputs, params), inputs, params)],
    [TARGET_RANKS, (inputs, params) => answerTargetRanks(modelOf(inputs, params), inputs, params)],
  ];
}

function answerTopItems(model: Model, inputs: TaskArrays, params: TaskParams): TaskArrays {
  const scores = new Float64Array(model.nItems);
  const items: number[] = [];
  const ends: number[] = [];
  for (let q = Number(params.from); q < Number(params.to); q++) {
    model.scoreUser(queryAt(inputs, q), scores);
    for (const item of topK(scores, inputs.itemRank as Int32Array, Number(params.k))) items.push(item);
    ends.push(items.length);
  }
  return { lists: Int32Array.from(items), ends: Int32Array.from(ends) };
}

function answerTargetRanks(model: Model, inputs: TaskArrays, params: TaskParams): TaskArrays {
  const from = Number(params.from);
  const to = Number(params.to);
  const scores = new Float64Array(model.nItems);
  const own = new Uint8Array(model.nItems);
  const places = {
    ranks: new Float64Array(to - from).fill(NaN),
    firstScores: new Float64Array(to - from).fill(NaN),
    firstHits: new Float64Array(to - from).fill(NaN),
  };
  for (let q = from; q < to; q++) {
    const query = queryAt(inputs, q);
    const target = inputs.targets[q];
    for (const item of query.items) own[item] = 1;
    const left = params.exclude === true ? own : null;
    if (left === null || left[target] === 0) {
      model.scoreUser(query, scores);
      places.ranks[q - from] = tiedRank(scores, target, left);
      const first = firstListed(scores, left);
      places.firstScores[q - from] = chanceOf(scores, first, left);
      places.firstHits[q - from] = first === target ? 1 : 0;
    }
    for (const item of query.items) own[item] = 0;
  }
  return places;
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
