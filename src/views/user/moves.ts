import { count, counted } from '../../domain/numbers';
import type { RecommendationList } from '../../domain/recommendations';

/** How far an item has come from its place in truth: for the eye, and for those who hear it. */
export interface Move {
  readonly kind: 'up' | 'down' | 'new' | 'same';
  readonly mark: string;
  readonly words: string;
}

/** @param rank from 1. @param inTruth its rank without what is pretended; null: it would not be listed. */
export function moveOf(rank: number, inTruth: number | null): Move {
  if (inTruth === null) return { kind: 'new', mark: 'new', words: 'not listed otherwise' };
  const by = inTruth - rank;
  if (by === 0) return { kind: 'same', mark: '', words: '' };
  const kind = by > 0 ? 'up' : 'down';
  return {
    kind,
    mark: `${by > 0 ? '↑' : '↓'}${count(Math.abs(by))}`,
    words: `${kind} ${count(Math.abs(by))}, from rank ${count(inTruth)}`,
  };
}

/** Places of the list at which another item stands than in truth. */
export function placesChanged({ items }: RecommendationList): number {
  return items.filter(({ rankInTruth }, k) => rankInTruth !== undefined && rankInTruth !== k + 1).length;
}

/** “1 of 12 items ignored, 2 added”. */
export function pretendedWords(without: number, added: number, items: number): string {
  const parts = [
    ...(without === 0 ? [] : [`${count(without)} of ${counted(items, 'item', 'items')} ignored`]),
    ...(added === 0 ? [] : [`${count(added)} added`]),
  ];
  return parts.join(', ');
}

/** “No place changed”, “4 places changed”. */
export function changedWords(list: RecommendationList): string {
  const changed = placesChanged(list);
  return changed === 0 ? 'No place changed' : `${counted(changed, 'place', 'places')} changed`;
}

/** What a re-ranking says to those who do not see it. */
export function movesSentence(list: RecommendationList, pretended: string): string {
  return `${pretended}; ${changedWords(list).toLowerCase()}`;
}
