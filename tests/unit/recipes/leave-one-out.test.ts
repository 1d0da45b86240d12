import { describe, expect, it } from 'vitest';
import type { UserQuery } from '../../../src/domain/histories';
import { leaveOneOut } from '../../../src/recipes/leave-one-out';

function asked(items: readonly number[]): UserQuery {
  return {
    userIdx: 3,
    items: Int32Array.from(items),
    timestampSec: Float64Array.from(items, (_, k) => 10 * k),
    eventType: Uint16Array.from(items, (_, k) => k % 2),
  };
}

/** Items add themselves as often as they are there; 1 and 2 together add 10. */
function share({ items, timestampSec, eventType }: UserQuery): number | null {
  expect(timestampSec).toHaveLength(items.length);
  expect(eventType).toHaveLength(items.length);
  if (items.length === 0) return null;
  return items.reduce((sum, item) => sum + item, items.includes(1) && items.includes(2) ? 10 : 0);
}

const split = (items: readonly number[]): unknown => {
  const query = asked(items);
  return leaveOneOut(query, share(query) ?? 0, share);
};

describe('leaving one past item out', () => {
  it('gives each what the whole loses without it, and what is counted twice back to the pattern', () => {
    // 5 twice adds 10 at its newest place; 1 and 2 each take the 10 that they add together.
    expect(split([5, 1, 2, 5])).toEqual([
      { part: 'history', historyPosition: 2, value: 12 },
      { part: 'history', historyPosition: 1, value: 11 },
      { part: 'history', historyPosition: 3, value: 10 },
      { part: 'pattern', value: -10 },
    ]);
  });

  it('leaves to the pattern what is old, and a history of one item', () => {
    expect(split([7])).toEqual([{ part: 'pattern', value: 7 }]);
    const many = [9, ...Array.from({ length: 60 }, (_, k) => 20 + k)];
    const shares = split(many) as { part: string; value: number }[];
    expect(shares.map(({ value }) => value).slice(0, 6)).toEqual([79, 78, 77, 76, 75, 74]);
    expect(shares[6].part).toBe('pattern');
    expect(shares.reduce((sum, { value }) => sum + value, 0)).toBe(many.reduce((sum, item) => sum + item, 0));
  });

  it('does not name what makes no difference', () => {
    expect(split([0, 4])).toEqual([
      { part: 'history', historyPosition: 1, value: 4 },
      { part: 'pattern', value: 0 },
    ]);
  });
});
