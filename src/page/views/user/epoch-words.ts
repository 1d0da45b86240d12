import type { Unit } from '../../charts/curve';
import { finding, type SentencePart } from '../../charts/summary';
import { fullName } from '../../../domain/item-names';
import type { EpochChange } from '../../../domain/learning';
import { count } from '../../../domain/numbers';
import * as say from '../../../words/messages/train';

/** What one epoch did to a person's first places. */
export function changeSentence(
  { items, comparedWith, left, epoch }: EpochChange,
  unit: Unit,
): readonly SentencePart[] {
  if (epoch === 0) return [{ text: say.beforeLearning() }];
  if (comparedWith === null) return [{ text: say.beforeNotKept({ unit }) }];
  const moved = items.filter(({ rankBefore }, k) => rankBefore !== k + 1).length;
  const facts = { moved: count(moved), places: count(items.length) };
  if (moved === 0) return finding(say.allStand(facts));
  return finding(left.length === 0 ? say.placesSame(facts) : say.placesNew({ ...facts, fresh: left.length }));
}

/** What the list is, as its heading. @param running another one is to come. */
export function listWords(change: EpochChange | null, unit: Unit, running: boolean): string {
  if (change === null || change.epoch === 0) return say.whatMostChose();
  const at = { unit, at: count(Math.ceil(change.epoch)) };
  if (change.epoch % 1 !== 0) return say.halfWay(at);
  return running ? say.changedBy(at) : say.whatChanged(at);
}

/** What fell out of the first places, and how far. */
export function leftWords({ left, items }: EpochChange): string {
  const names = left.map((item) =>
    item.rank === null ? fullName(item) : say.nowAt({ item: fullName(item), rank: item.rank }),
  );
  return say.outOfFirst({ places: items.length, items: names.join(', ') });
}
