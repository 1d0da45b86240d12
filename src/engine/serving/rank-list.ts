import { AppError } from '../../domain/errors';
import type { RequestContext } from '../../domain/histories';
import type { WhatIf } from '../../domain/recommendations';
import { softmax } from '../../kernels/softmax';
import { pretendedQuery } from './what-if';
import type { Serving } from './serving';

export interface RankedItem {
  readonly itemId: string;
  readonly score: number;
}

/**
 * A given list in the user's order. Scores are a softmax over those of the list that the model knows, taken before the
 * filter; what it does not know stands at the end, in the order given, with score 0. A user without history gets the
 * popular order.
 *
 * @param allowed one byte for each present item, null = all. A filter speaks of items that the data know; it lets the
 *   others pass.
 * @throws AppError MODEL_DIVERGED when the model gives no number.
 */
export function rankList(
  { served, index }: Pick<Serving, 'served' | 'index'>,
  userId: string,
  list: readonly string[],
  allowed: Uint8Array | null,
  { context, whatIf }: { readonly context?: RequestContext; readonly whatIf?: WhatIf } = {},
): readonly RankedItem[] {
  const logits = new Float64Array(served.model.nItems);
  const past = served.query(userId, context);
  served.model.scoreUser(whatIf === undefined ? past : pretendedQuery(past, whatIf, served, index), logits);
  if (logits.some(Number.isNaN)) throw new AppError('MODEL_DIVERGED', { recipe: served.model.recipe });
  const known: { readonly itemId: string; readonly item: number; readonly logit: number }[] = [];
  const unknown: RankedItem[] = [];
  for (const itemId of list) {
    const item = index.itemIdx(itemId);
    const modelItem = item < 0 ? -1 : served.modelItem(item);
    if (modelItem >= 0) known.push({ itemId, item, logit: logits[modelItem] });
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
