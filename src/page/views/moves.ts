import type { Nouns } from '../charts/summary';
import { count } from '../../domain/numbers';
import type { RecommendationList } from '../../domain/recommendations';
import * as say from '../../words/messages/moves';

/** How far an item has come from its place in truth: for the eye, and for those who hear it. */
export interface Move {
  readonly kind: 'up' | 'down' | 'new' | 'same';
  readonly mark: string;
  readonly words: string;
}

/** @param rank from 1. @param inTruth its rank without what is pretended; null: it would not be listed. */
export function moveOf(rank: number, inTruth: number | null): Move {
  if (inTruth === null) return { kind: 'new', mark: say.newHere(), words: say.notListedOtherwise() };
  const by = inTruth - rank;
  if (by === 0) return { kind: 'same', mark: '', words: '' };
  const facts = { by: count(Math.abs(by)), rank: count(inTruth) };
  return by > 0
    ? { kind: 'up', mark: `↑${facts.by}`, words: say.up(facts) }
    : { kind: 'down', mark: `↓${facts.by}`, words: say.down(facts) };
}

/** Places of the list at which another item stands than in truth. */
export function placesChanged({ items }: RecommendationList): number {
  return items.filter(({ rankInTruth }, k) => rankInTruth !== undefined && rankInTruth !== k + 1).length;
}

/** “1 of 12 films ignored, 2 added”. */
export function pretendedWords(without: number, added: number, items: number, thing: Nouns['thing']): string {
  if (without === 0) return added === 0 ? '' : say.added({ added: count(added) });
  const ignored = { without: count(without), items, thing };
  return added === 0 ? say.ignored(ignored) : say.ignoredAndAdded({ ...ignored, added: count(added) });
}

/** “No place changed”, “4 places changed”. */
export function changedWords(list: RecommendationList): string {
  return say.changed({ count: placesChanged(list) });
}

/** What a re-ranking says to those who do not see it. */
export function movesSentence(list: RecommendationList, pretended: string): string {
  return say.pretendedAndChanged({ pretended, count: placesChanged(list) });
}
