import { describe, expect, test } from 'vitest';
import { PlanePointers } from '../../../../src/page/charts/plane-pointers';
import {
  moved,
  nearestPoint,
  pixelsOf,
  pointAt,
  placedNames,
  pointTowards,
  WHOLE,
  windowAround,
  zoomed,
} from '../../../../src/page/charts/plane';

describe('a plane of points', () => {
  test('puts the corners of the window in the corners of the drawing, up is up', () => {
    expect(pixelsOf({ x: 0, y: 0 }, WHOLE, 100, 10)).toEqual({ x: 10, y: 90 });
    expect(pixelsOf({ x: 1, y: 1 }, WHOLE, 100, 10)).toEqual({ x: 90, y: 10 });
    const part = { x: 0.25, y: 0.5, size: 0.5 };
    expect(pixelsOf({ x: 0.5, y: 0.75 }, part, 100, 10)).toEqual({ x: 50, y: 50 });
  });

  test('a window holds its points, with room, and stays within the whole', () => {
    const points = [
      { x: 0.02, y: 0.9 },
      { x: 0.2, y: 0.95 },
    ];
    const { x, y, size } = windowAround(points);
    expect(size).toBeCloseTo(1.3 * 0.18, 9);
    for (const point of points) {
      expect(point.x).toBeGreaterThanOrEqual(x);
      expect(point.x).toBeLessThanOrEqual(x + size);
      expect(point.y).toBeGreaterThanOrEqual(y);
      expect(point.y).toBeLessThanOrEqual(y + size);
    }
    expect([x, y].every((from) => from >= 0 && from + size <= 1)).toBe(true);
    expect(windowAround([{ x: 0.5, y: 0.5 }]).size).toBe(0.08);
  });

  test('names that would cover an earlier one, or leave the drawing, are left out', () => {
    const at = (name: string, x: number, y: number) => ({ name, x, y });
    const placed = placedNames(
      [at('first', 100, 100), at('over it', 104, 104), at('below', 100, 130), at('top', 100, 2)],
      400,
    );
    expect(placed.map(({ name }) => name)).toEqual(['first', 'below']);
    expect(placedNames([at('at the right edge', 390, 50)], 400)[0].anchor).toBe('end');
    // Hangul is twice as wide: ten syllables have no room where ten Latin letters have.
    const anchorOf = (name: string) => placedNames([at(name, 300, 50)], 400)[0].anchor;
    expect([anchorOf('ten letters'), anchorOf('열 글자로 된 이름 하나')]).toEqual(['start', 'end']);
  });

  test('finds the nearest within reach', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
    ];
    expect(nearestPoint(points, { x: 7, y: 1 }, 24)).toBe(1);
    expect(nearestPoint(points, { x: 90, y: 0 }, 24)).toBe(-1);
  });

  test('arrows go to the next point that way, rather straight than aside', () => {
    const points = [
      { x: 50, y: 50 },
      { x: 60, y: 58 },
      { x: 70, y: 50 },
      { x: 50, y: 20 },
      { x: 20, y: 90 },
    ];
    expect(pointTowards(points, 0, 'ArrowRight')).toBe(2);
    expect(pointTowards(points, 0, 'ArrowUp')).toBe(3);
    expect(pointTowards(points, 0, 'ArrowDown')).toBe(4);
    expect(pointTowards(points, 0, 'ArrowLeft')).toBe(-1);
  });
});

describe('a closer look', () => {
  const at = { x: 0.25, y: 0.75 };

  test('keeps what it is drawn to where it is, comes back to the whole, and goes no farther', () => {
    const closer = zoomed(WHOLE, 0.5, at);
    expect(closer).toEqual({ x: 0.125, y: 0.375, size: 0.5 });
    expect(pixelsOf(at, closer, 100, 10)).toEqual(pixelsOf(at, WHOLE, 100, 10));
    expect(zoomed(closer, 8, { x: 0.6, y: 0.6 })).toEqual(WHOLE);
    expect(zoomed(WHOLE, 1e-6, at).size).toBe(0.02);
  });

  test('stays within the whole where it is pulled beyond its edge', () => {
    const part = { x: 0.25, y: 0.5, size: 0.5 };
    expect(moved(part, 0.25, 0)).toEqual({ x: 0.375, y: 0.5, size: 0.5 });
    expect(moved(part, -9, 9)).toEqual({ x: 0, y: 0.5, size: 0.5 });
  });

  test('finds the point under a pixel, and the pixel of a point', () => {
    const part = { x: 0.25, y: 0.5, size: 0.5 };
    expect(pointAt(pixelsOf(at, part, 100, 10), part, 100, 10)).toEqual(at);
  });
});

describe('fingers on a plane', () => {
  const pressed = (pointerId: number, buttons = 1) => ({ pointerId, buttons }) as PointerEvent;

  test('one pulls it, past the shake of a press, and two draw it nearer', () => {
    const told: string[] = [];
    const pointers = new PlanePointers({
      zoom: (times, { x, y }) => told.push(`zoom ${times} at ${x},${y}`),
      drag: (dx, dy) => told.push(`drag ${dx},${dy}`),
    });
    pointers.down(pressed(1), { x: 10, y: 10 });
    expect(pointers.move(pressed(1), { x: 12, y: 10 })).toBe(false);
    expect(pointers.dragged).toBe(false);
    expect(pointers.move(pressed(1), { x: 20, y: 10 })).toBe(true);
    expect(pointers.dragged).toBe(true);
    pointers.down(pressed(2), { x: 60, y: 10 });
    pointers.move(pressed(2), { x: 100, y: 10 });
    pointers.up(pressed(2));
    pointers.up(pressed(1));
    expect(told).toEqual(['drag 10,0', 'zoom 0.5 at 60,10']);
    // The next press is a choice again.
    pointers.down(pressed(1), { x: 10, y: 10 });
    expect(pointers.dragged).toBe(false);
  });
});
