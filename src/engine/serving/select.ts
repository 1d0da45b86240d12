import type { Promotion, Reason } from '../../domain/runtime';
import { Rng } from '../../kernels/rng';
import { softmax } from '../../kernels/softmax';
import { topK } from '../../kernels/top-k';
import type { DataIndex } from '../project/data-index';
import type { Subject } from './checks';
import { allowedItems, type FilterCall } from './filter';
import type { Ranking, Scored } from './score';
import type { Serving } from './serving';

/** What a list is cut from the ranking by. */
export interface Selection {
  readonly numResults: number;
  readonly filter: FilterCall | null;
  /** Absent: nothing is promoted. */
  readonly promotion?: Required<Pick<Promotion, 'percentPromotedItems'>> & { readonly filter: FilterCall };
  /** Popular items that pass fill a list that would be too short. */
  readonly fillsUp?: boolean;
}

/** A place in a list: an item of the present data, and why it has the place if not for its rank. */
export interface Place {
  readonly item: number;
  readonly reason?: Reason;
}

export interface Selected {
  readonly places: readonly Place[];
  /** What the filter lets pass, a byte for each present item; null = all. */
  readonly allowed: Uint8Array | null;
}

/**
 * The places of one list: filter, promotions, then the best. The filter of a promotion rules promoted items alone, that
 * of the request all others.
 *
 * @throws AppError R01 … R07.
 */
export function select(
  serving: Serving,
  ranking: Ranking,
  subject: Subject,
  { numResults, filter, promotion, fillsUp = false }: Selection,
): Selected {
  const { index, version } = serving;
  const { values, unexplored } = ranking;
  const allowed = listableItems(serving, filter, subject);
  const promoted =
    promotion === undefined
      ? []
      : promotedItems(
          values,
          promotedCount(promotion.percentPromotedItems, numResults),
          listableItems(serving, promotion.filter, subject),
          index,
        );
  const others = without(allowed, promoted, values.length);
  const best = topK(values, index.itemRank, numResults - promoted.length, others);
  const plain = unexplored === values ? null : new Set(topK(unexplored, index.itemRank, best.length, others));
  // What would not stand in the list without exploration says so.
  const ordinary = Array.from(best, (item): Place =>
    plain === null || plain.has(item) ? { item } : { item, reason: 'Exploration' },
  );
  const purpose = `promotion|${subject.userId ?? ''}|${subject.itemId ?? ''}`;
  const places = interleave(
    ordinary,
    promoted.map((item): Place => ({ item, reason: 'Promoted item' })),
    new Rng(version.spec.seed, purpose),
  );
  if (!fillsUp || places.length >= numResults) return { places, allowed };
  const listed = places.map(({ item }) => item);
  const free = without(allowed, listed, values.length);
  const popular = topK(
    Float64Array.from(index.exposure.interactions),
    index.itemRank,
    numResults - places.length,
    free,
  );
  const filled = Array.from(popular, (item): Place => ({ item, reason: 'Popular item' }));
  return { places: [...places, ...filled], allowed };
}

/** Both what a filter and what the use case let pass, a byte for each present item; null = all do. @throws AppError R01 … R07. */
export function listableItems(
  { exclusion, index }: Pick<Serving, 'exclusion' | 'index'>,
  filter: FilterCall | null,
  subject: Subject,
): Uint8Array | null {
  const allowed = filter && allowedItems(filter, subject, index);
  if (exclusion === undefined || subject.userId === undefined) return allowed;
  const left = allowedItems(exclusion, subject, index);
  return allowed === null ? left : left.map((passes, item) => passes & allowed[item]);
}

/** At least one, at most the list's length. */
function promotedCount(percent: number, numResults: number): number {
  return Math.min(numResults, Math.max(1, Math.floor((numResults * percent) / 100 + 0.5)));
}

/** As far as there are any, in the order of their rank. */
function promotedItems(
  values: Float64Array,
  count: number,
  allowed: Uint8Array | null,
  index: DataIndex,
): number[] {
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

/** Promoted items at seeded places, both kinds in their own order. */
function interleave(ordinary: readonly Place[], promoted: readonly Place[], rng: Rng): readonly Place[] {
  if (promoted.length === 0) return ordinary;
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

export interface RankedItem {
  readonly itemId: string;
  readonly score: number;
}

/**
 * A given list in the order of its scores: a softmax over those of the list that the model knows, taken before the
 * filter. What it does not know stands at the end, in the order given, with score 0; a filter speaks of items that the
 * data know and lets the others pass.
 *
 * @param allowed one byte for each present item, null = all.
 */
export function orderList(
  { served, index }: Serving,
  { values }: Scored,
  list: readonly string[],
  allowed: Uint8Array | null,
): readonly RankedItem[] {
  const known: { readonly itemId: string; readonly item: number; readonly logit: number }[] = [];
  const unknown: RankedItem[] = [];
  for (const itemId of list) {
    const item = index.itemIdx(itemId);
    const modelItem = item < 0 ? -1 : served.modelItem(item);
    if (modelItem >= 0) known.push({ itemId, item, logit: values[modelItem] });
    else if (item < 0 || allowed === null || allowed[item] === 1) unknown.push({ itemId, score: 0 });
  }
  const scores = new Float64Array(known.length);
  if (known.length > 0)
    softmax(
      Float64Array.from(known, ({ logit }) => logit),
      scores,
    );
  const ranked = known.map((one, k) => ({ ...one, score: scores[k] }));
  ranked.sort((a, b) => b.logit - a.logit || index.itemRank[a.item] - index.itemRank[b.item]);
  const kept = ranked.filter(({ item }) => allowed === null || allowed[item] === 1);
  return [...kept.map(({ itemId, score }) => ({ itemId, score })), ...unknown];
}

/**
 * Places from 1 of some items as a list is put in order: by value, ties by `itemRank`; null for those that cannot be
 * listed. O(items × places).
 *
 * @param values by present item, −Infinity = cannot be listed.
 * @param allowed one byte for each present item, null = all.
 */
export function placesOf(
  items: Int32Array,
  values: Float64Array,
  itemRank: Int32Array,
  allowed: Uint8Array | null,
): (number | null)[] {
  const passes = (i: number): boolean => values[i] > -Infinity && (allowed === null || allowed[i] === 1);
  return Array.from(items, (item) => {
    if (!passes(item)) return null;
    let place = 1;
    for (let i = 0; i < values.length; i++) {
      if (!passes(i)) continue;
      if (values[i] > values[item] || (values[i] === values[item] && itemRank[i] < itemRank[item])) place++;
    }
    return place;
  });
}

/** How many can be listed. @param values −Infinity = cannot. @param allowed one byte for each of them, null = all. */
export function countListable(values: Float64Array, allowed: Uint8Array | null): number {
  let n = 0;
  for (let i = 0; i < values.length; i++)
    if (values[i] > -Infinity && (allowed === null || allowed[i] === 1)) n++;
  return n;
}
