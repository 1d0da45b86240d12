import { expect, it } from 'vitest';
import { NumberList } from '../../../src/recipes/number-list';

it('gives numbers back in their order, however many there are, and is empty then', () => {
  const list = new NumberList((n) => new Int32Array(n));
  for (const n of [0, 3, 65_536, 65_537, 200_000]) {
    for (let k = 0; k < n; k++) list.push(7 * k);
    expect(list).toHaveLength(n);
    const all = list.take();
    expect(all).toBeInstanceOf(Int32Array);
    expect(all).toHaveLength(n);
    expect(all.every((value, k) => value === 7 * k)).toBe(true);
    expect(list).toHaveLength(0);
  }
});
