import { AppError } from '../../domain/errors';
import type { RequestContext } from '../../domain/histories';
import type { PredictedItem } from '../../domain/runtime';
import { Rng } from '../../kernels/rng';
import { softmax } from '../../kernels/softmax';
import { topK } from '../../kernels/top-k';
import { having } from '../../recipes/capabilities';
import { findRecipe } from '../../recipes/registry';
import { answer } from './answer';
import { listableItems, type Asking, type FilterCall, type Serving } from './serving';

export interface ItemsRequest {
  readonly userId: string | undefined;
  readonly itemId: string | undefined;
  readonly numResults: number;
  readonly context?: RequestContext;
  readonly filter: FilterCall | null;
  readonly promotion: {
    readonly name: string;
    readonly percentPromotedItems: number;
    readonly filter: FilterCall;
  } | null;
}

/** Numbers by present item; −Infinity = cannot be listed. */
interface Ranking {
  readonly values: Float64Array;
  /** Before exploration; the same array where nothing was explored. */
  readonly plain: Float64Array;
  readonly scores: Float64Array | null;
}

/**
 * One list: scores over the whole catalogue, exploration in it; then filter, promotions and the first places. The filter
 * of a promotion rules promoted items alone, that of the request all others. Where a v2 recipe is left with too few,
 * popular items that pass fill the list, without a score.
 *
 * @throws AppError R01 … R07, MODEL_DIVERGED.
 */
export function recommendItems(serving: Serving, request: ItemsRequest): PredictedItem[] {
  const { index, version } = serving;
  const { numResults } = request;
  const nItems = index.tables.itemIds.length;
  const asking = {
    userIdx: request.userId === undefined ? undefined : index.userIdx(request.userId),
    itemIdx: request.itemId === undefined ? undefined : index.itemIdx(request.itemId),
  };
  const allowed = listableItems(serving, request.filter, asking);
  const ranking = rankAll(serving, request);
  const promoted = promotedItems(serving, request, ranking, asking);
  const others = topK(
    ranking.values,
    index.itemRank,
    numResults - promoted.length,
    without(allowed, promoted, nItems),
  );
  const explored = exploredAmong(others, serving, ranking, without(allowed, promoted, nItems));
  const item = (idx: number): PredictedItem => ({
    itemId: index.tables.itemIds[idx],
    ...(ranking.scores === null || Number.isNaN(ranking.scores[idx]) ? {} : { score: ranking.scores[idx] }),
  });
  const ordinary = Array.from(others, (idx): PredictedItem => ({
    ...item(idx),
    ...(explored.has(idx) ? { reason: ['Exploration'] } : {}),
  }));
  const { promotion } = request;
  const placed = promoted.map((idx): PredictedItem => ({
    ...item(idx),
    ...(promotion === null ? {} : { promotionName: promotion.name }),
    reason: ['Promoted item'],
  }));
  const list = interleave(
    ordinary,
    placed,
    new Rng(version.spec.seed, `promotion|${request.userId ?? ''}|${request.itemId ?? ''}`),
  );
  if (!version.spec.recipe.endsWith('-v2')) return list;
  const taken = new Set([...promoted, ...others]);
  return [...list, ...placeholders(serving, numResults - list.length, taken, allowed)];
}

function rankAll(serving: Serving, { userId, itemId, context }: ItemsRequest): Ranking {
  const { served, index, version } = serving;
  const { model } = served;
  if (findRecipe(version.spec.recipe).type === 'RELATED_ITEMS') {
    const similar = new Float64Array(model.nItems);
    const item = index.itemIdx(itemId ?? '');
    having(model, 'relates').scoreRelated(item < 0 ? -1 : served.modelItem(item), similar);
    if (similar.some(Number.isNaN)) throw new AppError('MODEL_DIVERGED', { arn: version.arn });
    const values = served.byPresentItem(similar, -Infinity);
    return { values, plain: values, scores: null };
  }
  const { itemExplorationConfig } = serving;
  const answered = answer(served, index, version, {
    solutionVersionArn: version.arn,
    userId: userId ?? '',
    ...(context && { context }),
    ...(itemExplorationConfig === undefined ? {} : { itemExplorationConfig }),
  });
  const values = served.byPresentItem(answered.values, -Infinity);
  const plain = answered.exploration === null ? values : served.byPresentItem(answered.plain, -Infinity);
  if (!model.hasScores) return { values, plain, scores: null };
  const scores = new Float64Array(model.nItems);
  softmax(answered.values, scores);
  return { values, plain, scores: served.byPresentItem(scores, NaN) };
}

/** In the order of their rank. At least one, at most the list's length, as far as there are any. */
function promotedItems(
  serving: Serving,
  { promotion, numResults }: ItemsRequest,
  { values }: Ranking,
  asking: Asking,
): number[] {
  if (promotion === null) return [];
  const share = Math.floor((numResults * promotion.percentPromotedItems) / 100 + 0.5);
  const count = Math.min(numResults, Math.max(1, share));
  const { index } = serving;
  const allowed = listableItems(serving, promotion.filter, asking);
  const ranked = [...topK(values, index.itemRank, count, allowed)];
  if (ranked.length === count) return ranked;
  // What the model does not know may be promoted too: it has no score, and comes after what has one.
  const { interactions } = index.exposure;
  const unranked = Float64Array.from(values, (value, item) =>
    value > -Infinity ? -Infinity : interactions[item],
  );
  return [...ranked, ...topK(unranked, index.itemRank, count - ranked.length, allowed)];
}

function without(allowed: Uint8Array | null, taken: readonly number[], nItems: number): Uint8Array | null {
  if (taken.length === 0) return allowed;
  const left = allowed === null ? new Uint8Array(nItems).fill(1) : allowed.slice();
  for (const item of taken) left[item] = 0;
  return left;
}

/** Those that would not stand in the list without exploration. */
function exploredAmong(
  listed: Int32Array,
  { index }: Serving,
  { values, plain }: Ranking,
  allowed: Uint8Array | null,
): ReadonlySet<number> {
  if (plain === values) return new Set();
  const unexplored = new Set(topK(plain, index.itemRank, listed.length, allowed));
  return new Set(listed.filter((item) => !unexplored.has(item)));
}

/** Promoted items at seeded places, both kinds in their own order. */
function interleave(
  ordinary: readonly PredictedItem[],
  promoted: readonly PredictedItem[],
  rng: Rng,
): PredictedItem[] {
  const length = ordinary.length + promoted.length;
  const isPromoted = new Uint8Array(length);
  // Selection sampling: each place is taken with the chance that leaves every choice equally likely.
  for (let place = 0, left = promoted.length; left > 0; place++) {
    if (rng.below(length - place) >= left) continue;
    isPromoted[place] = 1;
    left--;
  }
  let nextOrdinary = 0;
  let nextPromoted = 0;
  return Array.from(isPromoted, (one) => (one === 1 ? promoted[nextPromoted++] : ordinary[nextOrdinary++]));
}

function placeholders(
  { index }: Serving,
  count: number,
  taken: ReadonlySet<number>,
  allowed: Uint8Array | null,
): PredictedItem[] {
  if (count <= 0) return [];
  const popularity = Float64Array.from(index.exposure.interactions);
  const free = Uint8Array.from(popularity, (_, item) =>
    !taken.has(item) && (allowed === null || allowed[item] === 1) ? 1 : 0,
  );
  const items = topK(popularity, index.itemRank, count, free);
  return Array.from(items, (item) => ({ itemId: index.tables.itemIds[item], reason: ['Popular item'] }));
}
