import { expect, it } from 'vitest';
import { newestMoments } from '../../../../src/recipes/moments/moments';

it('keeps the newest moments of everybody, with their weights, and copies nothing where that is all', () => {
  const moments = {
    nUsers: 4,
    nItems: 9,
    userPtr: Int32Array.of(0, 3, 3, 4, 6),
    items: Int32Array.of(5, 6, 7, 1, 2, 8),
    rowWeight: Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6),
  };
  const newest = {
    userPtr: Int32Array.of(0, 2, 2, 3, 5),
    items: Int32Array.of(6, 7, 1, 2, 8),
    rowWeight: Float32Array.of(0.2, 0.3, 0.4, 0.5, 0.6),
  };
  expect(newestMoments(moments, 2)).toEqual({ nUsers: 4, nItems: 9, ...newest });
  expect(newestMoments({ ...moments, rowWeight: null }, 2).rowWeight).toBeNull();
  const all = newestMoments(moments, 3);
  expect(all).toEqual(moments);
  expect(all.items).toBe(moments.items);
});
