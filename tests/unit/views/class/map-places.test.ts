import { expect, it } from 'vitest';
import { mapPlaces } from '../../../../src/views/class/map-places';

/** Pairs of names that lie on one another. */
function covered(people: number, width: number, height: number): number {
  // Two crowds, as a class that falls into two kinds.
  const crowd = Array.from({ length: people }, (_, at) => ({
    x: (at % 2 === 0 ? -0.4 : 0.4) + 0.02 * (at % 7),
    y: 0.3 * Math.sin(at),
  }));
  const wide = crowd.map((_, at) => 60 + 5 * (at % 5));
  const places = mapPlaces(crowd, wide, width, height);
  let pairs = 0;
  places.forEach((one, i) =>
    places.slice(i + 1).forEach((other, k) => {
      const room = (wide[i] + wide[i + 1 + k]) / 2 - 1;
      if (Math.abs(one.x - other.x) < room && Math.abs(one.y - other.y) < 16) pairs++;
    }),
  );
  for (const { x, y } of places) {
    expect(x).toBeGreaterThan(0);
    expect(x).toBeLessThan(width);
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(height);
  }
  return pairs;
}

it('lays no name on another, on a page and on the lower picture of a wall', () => {
  expect(covered(24, 900, 300)).toBe(0);
  expect(covered(24, 587, 202)).toBe(0);
});
