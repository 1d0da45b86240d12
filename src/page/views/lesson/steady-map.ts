import type { TrainingFact } from '../../../domain/lesson-facts';

type Places = TrainingFact['places'];

/**
 * Places after a round, turned over along either axis where that leaves more of them where they were: which way round two
 * axes come out of what is learned says nothing, and a map that turns over hides what has moved. @param before as drawn.
 */
export function turnedAs(before: Places | null, places: Places): Places {
  if (before === null) return places;
  const was = new Map(before.map((place) => [place.item.itemId, place]));
  const sign = (axis: 'x' | 'y'): number =>
    places.reduce((sum, place) => sum + place[axis] * (was.get(place.item.itemId)?.[axis] ?? 0), 0) < 0
      ? -1
      : 1;
  const [x, y] = [sign('x'), sign('y')];
  return places.map((place) => ({ ...place, x: x * place.x, y: y * place.y }));
}
