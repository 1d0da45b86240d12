import { describe, expect, it } from 'vitest';
import { BasketKernel, type BasketShape, shareInBaskets } from '../../../src/kernels/basket-kernel';
import { buildRowIndex, type KernelRows } from '../../../src/kernels/context-kernel';
import { Rng } from '../../../src/kernels/rng';

const N_ITEMS = 12;
const SHAPE: BasketShape = { power: 2, rarity: 0.25 };

/** Of everybody some baskets of one to four items, a minute apart. */
function drawBaskets(nUsers: number): KernelRows {
  const rng = new Rng(5, 'baskets');
  const userPtr = [0];
  const items: number[] = [];
  const times: number[] = [];
  for (let u = 0; u < nUsers; u++) {
    for (let basket = 0; basket < 1 + rng.below(4); basket++) {
      const held = new Set(Array.from({ length: 1 + rng.below(4) }, () => rng.below(N_ITEMS)));
      items.push(...held);
      times.push(...Array.from(held, () => 60 * basket));
    }
    userPtr.push(items.length);
  }
  return {
    userPtr: Int32Array.from(userPtr),
    items: Int32Array.from(items),
    timestampSec: Float64Array.from(times),
    rowWeight: Float32Array.from(items, () => 1 / (1 + rng.below(4))),
  };
}

/** The definition: every other person's basket b gives its items weight · cos(q, b)^power. */
function bruteForce(rows: KernelRows, asked: readonly number[], own: number): number[] {
  const { userPtr, items, timestampSec, rowWeight } = rows;
  const weights = Array.from({ length: N_ITEMS }, (_, item) => {
    const count = items.filter((one) => one === item).length;
    return (count + 1) ** -SHAPE.rarity;
  });
  const norm = (basket: readonly number[]): number => Math.hypot(...basket.map((item) => weights[item]));
  const z = new Array<number>(N_ITEMS).fill(0);
  for (let u = 0; u + 1 < userPtr.length; u++) {
    if (u === own) continue;
    const places = Array.from({ length: userPtr[u + 1] - userPtr[u] }, (_, k) => userPtr[u] + k);
    for (const time of new Set(places.map((p) => timestampSec[p]))) {
      const basket = places.filter((p) => timestampSec[p] === time);
      const held = basket.map((p) => items[p]);
      const both = held.filter((item) => asked.includes(item));
      const product = both.reduce((sum, item) => sum + weights[item] ** 2, 0);
      const similarity = product / (norm(asked) * norm(held));
      for (const p of basket) {
        if (basket.length > 1 && !asked.includes(items[p]))
          z[items[p]] += (rowWeight?.[p] ?? 1) * similarity ** SHAPE.power;
      }
    }
  }
  const total = z.reduce((a, b) => a + b, 0);
  return z.map((value) => value / total);
}

describe('basket kernel', () => {
  const rows = drawBaskets(60);
  const kernel = new BasketKernel(buildRowIndex(rows, N_ITEMS), rows.timestampSec, SHAPE);
  const queryOf = (own: number, ...basket: number[]) => ({
    basket: Int32Array.from(basket),
    ownFrom: rows.userPtr[own],
    ownTo: rows.userPtr[own + 1],
  });

  it('is its definition, call after call', () => {
    const out = new Float64Array(N_ITEMS);
    for (const [own, ...basket] of [
      [3, 0, 5],
      [7, 4],
      [20, 1, 2, 3],
    ]) {
      kernel.score(queryOf(own, ...basket), out);
      const wanted = bruteForce(rows, basket, own);
      for (let item = 0; item < N_ITEMS; item++) expect(out[item]).toBeCloseTo(wanted[item], 12);
    }
  });

  it('divides a share over the basket, and leaves nothing behind', () => {
    const before = new Float64Array(N_ITEMS);
    const after = new Float64Array(N_ITEMS);
    const query = queryOf(9, 1, 6, 8);
    kernel.score(query, before);
    for (const item of [0, 3, 11]) {
      const shares = kernel.shares(query, item);
      expect([...shares.keys()].every((held) => query.basket.includes(held))).toBe(true);
      expect([...shares.values()].reduce((a, b) => a + b, 0)).toBeCloseTo(before[item], 12);
    }
    expect(kernel.shares(query, 6).size).toBe(0);
    kernel.score(query, after);
    expect(after).toEqual(before);
  });

  it('comes to an end where a time is no number, and takes such rows for alone', () => {
    const timestampSec = rows.timestampSec.map(() => NaN);
    const out = new Float64Array(N_ITEMS).fill(1);
    new BasketKernel(buildRowIndex(rows, N_ITEMS), timestampSec, SHAPE).score(queryOf(3, 0, 5), out);
    expect(out.every((value) => value === 0)).toBe(true);
  });

  it('finds nothing for a basket that nobody else has anything of', () => {
    const lonely = {
      userPtr: Int32Array.of(0, 2, 3),
      items: Int32Array.of(0, 1, 2),
      timestampSec: Float64Array.of(5, 5, 5),
      rowWeight: null,
    };
    const out = new Float64Array(3).fill(1);
    const own = new BasketKernel(buildRowIndex(lonely, 3), lonely.timestampSec, SHAPE);
    own.score({ basket: Int32Array.of(2), ownFrom: 0, ownTo: 0 }, out);
    expect([...out]).toEqual([0, 0, 0]);
    own.score({ basket: Int32Array.of(0), ownFrom: 0, ownTo: 2 }, out);
    expect([...out]).toEqual([0, 0, 0]);
    expect(shareInBaskets({ nUsers: 2, ...lonely })).toBeCloseTo(2 / 3, 12);
  });
});
