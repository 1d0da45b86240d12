import { count } from '../../domain/numbers';
import type { Unit } from '../../charts/curve';
import { finding, type SentencePart } from '../../charts/summary';
import type { EpochChange } from '../../domain/learning';
import * as say from '../../words/train';

/** What one epoch did to a person's first places. */
export function changeSentence(
  { items, comparedWith, left, epoch }: EpochChange,
  unit: Unit,
): readonly SentencePart[] {
  if (comparedWith === null)
    return [{ text: epoch === 1 ? say.afterTheFirst({ unit }) : say.beforeNotKept({ unit }) }];
  const moved = items.filter(({ rankBefore }, k) => rankBefore !== k + 1).length;
  const facts = { moved: count(moved), places: count(items.length) };
  if (moved === 0) return finding(say.allStand(facts));
  return finding(left.length === 0 ? say.placesSame(facts) : say.placesNew({ ...facts, fresh: left.length }));
}

/** What fell out of the first places, and how far. */
export function leftWords({ left, items }: EpochChange): string {
  const names = left.map(({ itemId, title, rank }) =>
    rank === null ? (title ?? itemId) : say.nowAt({ item: title ?? itemId, rank: count(rank) }),
  );
  return say.outOfFirst({ places: count(items.length), items: names.join(', ') });
}
