import { expect, it } from 'vitest';
import { mapPlaces, type MapPlace } from '../../../../../src/page/views/class/map-places';

/** Two crowds, as a class that falls into two kinds; some have given the same answers. */
const crowd = (people: number) =>
  Array.from({ length: people }, (_, at) => ({
    x: (at % 2 === 0 ? -0.4 : 0.4) + 0.02 * (at % 7),
    y: 0.3 * Math.sin(at % 11),
  }));
const widths = (people: number): number[] => Array.from({ length: people }, (_, at) => 60 + 5 * (at % 5));

/** Pairs of names that lie on one another, or on a mark; a name that leaves the picture counts too. */
function covered(
  places: readonly MapPlace[],
  wide: readonly number[],
  width: number,
  height: number,
): number {
  const taken = places.map(({ named }, at) => (named ? wide[at] : 10));
  let pairs = 0;
  places.forEach((one, i) => {
    if (one.x - taken[i] / 2 < 0 || one.x + taken[i] / 2 > width || one.y < 10 || one.y > height - 10)
      pairs++;
    places.slice(i + 1).forEach((other, k) => {
      const room = (taken[i] + taken[i + 1 + k]) / 2;
      if (Math.abs(one.x - other.x) < room && Math.abs(one.y - other.y) < 20) pairs++;
    });
  });
  return pairs;
}

it.each([
  ['a page', 900, 300],
  ['the lower picture of a wall', 587, 202],
  ['the lowest picture of a wall', 560, 176],
  ['a phone', 320, 300],
])('names all of up to forty on %s, and lays no name on another', (_, width, height) => {
  for (const people of [5, 24, 30, 40]) {
    const places = mapPlaces(crowd(people), widths(people), width, height);
    expect(places.every(({ named }) => named)).toBe(true);
    expect(covered(places, widths(people), width, height)).toBe(0);
  }
});

it('leaves whoever has room where they are, up to the line they stand in', () => {
  const people = [
    { x: -0.9, y: -0.8 },
    { x: 0.1, y: 0 },
    { x: 0.8, y: 0.9 },
  ];
  mapPlaces(people, [70, 70, 70], 900, 300).forEach(({ x, y }, at) => {
    expect(x).toBeCloseTo(450 + people[at].x * (450 - 35 - 8), 9);
    expect(Math.abs(y - (150 + people[at].y * 130))).toBeLessThanOrEqual(10);
  });
});

it('keeps those who are left of others left of them in a line', () => {
  const people = Array.from({ length: 6 }, (_, at) => ({ x: 0.01 * at, y: 0 }));
  const places = mapPlaces(
    people,
    people.map(() => 80),
    700,
    30,
  );
  const across = places.map(({ x }) => x);
  expect(across).toEqual(across.toSorted((a, b) => a - b));
  expect(new Set(places.map(({ y }) => y)).size).toBe(1);
});

it('gives a mark alone where there is no room for a name, and lays nothing on it', () => {
  const wide = widths(60).map((one) => 2 * one);
  const places = mapPlaces(crowd(60), wide, 320, 200);
  expect(places.some(({ named }) => !named)).toBe(true);
  expect(places.some(({ named }) => named)).toBe(true);
  expect(covered(places, wide, 320, 200)).toBe(0);
});
