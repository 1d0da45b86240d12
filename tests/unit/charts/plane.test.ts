import { describe, expect, test } from 'vitest';
import {
  nearestPoint,
  pixelsOf,
  placedNames,
  pointTowards,
  WHOLE,
  windowAround,
} from '../../../src/charts/plane';

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
