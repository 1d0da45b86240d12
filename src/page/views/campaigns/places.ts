import type { PredictedItem } from '../../../domain/runtime';

/** A place of the list now, and how it has moved since the list before. */
export interface Place {
  readonly item: PredictedItem;
  readonly title: string;
  /** Places up (positive) or down since the list before; null for an item that was not in it; 0 without one. */
  readonly moved: number | null;
}

/**
 * A list beside the one before it.
 *
 * @param column whose metadata name an item; null: the id does.
 */
export function placesOf(
  items: readonly PredictedItem[],
  before: readonly Place[],
  column: string | null,
): readonly Place[] {
  const earlier = new Map(before.map(({ item }, place) => [item.itemId, place]));
  return items.map((item, place) => {
    const was = earlier.get(item.itemId);
    const moved = before.length === 0 ? 0 : was === undefined ? null : was - place;
    return {
      item,
      title: (column === null ? undefined : item.metadata?.[column.toLowerCase()]) ?? item.itemId,
      moved,
    };
  });
}

/** Places at which two lists have another item, or one of them none. */
export function placesThatDiffer(one: readonly PredictedItem[], other: readonly PredictedItem[]): number {
  const longest = Math.max(one.length, other.length);
  let differ = 0;
  for (let place = 0; place < longest; place++)
    if (one.at(place)?.itemId !== other.at(place)?.itemId) differ++;
  return differ;
}
