import { describe, expect, it } from 'vitest';
import {
  type ContextKernelShape,
  type KernelRows,
  buildRowIndex,
  ContextKernel,
} from '../../../src/kernels/context-kernel';
import { Rng } from '../../../src/kernels/rng';

const N_ITEMS = 12;

function drawHistories(nUsers: number, nItems = N_ITEMS, longest = 9): KernelRows {
  const rng = new Rng(5, 'histories');
  const userPtr = new Int32Array(nUsers + 1);
  for (let u = 0; u < nUsers; u++) userPtr[u + 1] = userPtr[u] + 1 + rng.below(longest);
  const items = Int32Array.from({ length: userPtr[nUsers] }, () => rng.below(nItems));
  const timestampSec = Float64Array.from(items, () => rng.below(50));
  return { userPtr, items, timestampSec, rowWeight: Float32Array.from(items, () => 1 / (1 + rng.below(4))) };
}

/** The definition, row by row: weight · (⟨x_q, x_s⟩ / (|x_q| · |x_s|^ν))^p summed by the item that followed. */
function bruteForce(
  { userPtr, items, rowWeight }: KernelRows,
  shape: ContextKernelShape,
  history: readonly number[],
  own: number,
): Float64Array {
  const counts = new Float64Array(N_ITEMS);
  for (const item of items) counts[item]++;
  const bagOf = (rows: readonly number[], decay: number, window: number): Float64Array => {
    const bag = new Float64Array(N_ITEMS);
    [...rows].reverse().forEach((item, age) => {
      if (age < window) bag[item] += decay ** age * (counts[item] + 1) ** -shape.rarity;
    });
    return bag;
  };
  const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i], 0);
  const asked = bagOf(history, shape.queryDecay, shape.window);
  const z = new Float64Array(N_ITEMS);
  for (let u = 0; u + 1 < userPtr.length; u++) {
    for (let s = userPtr[u] + 1; s < userPtr[u + 1] && u !== own; s++) {
      const bag = bagOf([...items.subarray(userPtr[u], s)], shape.rowDecay, Infinity);
      const norms = Math.sqrt(dot(asked, asked)) * Math.sqrt(dot(bag, bag)) ** shape.normExponent;
      z[items[s]] += (rowWeight?.[s] ?? 1) * (dot(asked, bag) / norms) ** shape.power;
    }
  }
  const total = z.reduce((a, b) => a + b, 0);
  return z.map((value) => value / total);
}

describe('context kernel', () => {
  it.each<ContextKernelShape>([
    { queryDecay: 0.9, rowDecay: 0.8, window: 3, power: 1, normExponent: 0, rarity: 0.3 },
    { queryDecay: 0.8, rowDecay: 0.8, window: 9, power: 2, normExponent: 0.7, rarity: 0 },
    { queryDecay: 0.87, rowDecay: 0.87, window: 9, power: 4, normExponent: 1, rarity: 0 },
    { queryDecay: 0.9, rowDecay: 0.9, window: 9, power: 6, normExponent: 1, rarity: 0.1 },
  ])('is its definition at power $power', (shape) => {
    const histories = drawHistories(150);
    const kernel = new ContextKernel(buildRowIndex(histories, N_ITEMS), shape);
    const out = new Float64Array(N_ITEMS);
    for (const own of [0, 77, 149]) {
      const [from, to] = [histories.userPtr[own], histories.userPtr[own + 1]];
      const history = histories.items.slice(from, to);
      expect(kernel.score({ items: history, ownFrom: from, ownTo: to }, out)).toBe(true);
      const expected = bruteForce(histories, shape, [...history], own);
      // Similarities under 10⁻⁸ are left out, and norms are kept in single precision.
      out.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 6));
    }
  });

  it.each([1, 3])('shares out at power %d what it gives, by reach and weight of rows alike', (power) => {
    const histories = drawHistories(150);
    const shape = { queryDecay: 0.9, rowDecay: 0.8, window: 4, power, normExponent: 0.7, rarity: 0.3 };
    for (const reach of [Infinity, 6]) {
      const kernel = new ContextKernel(buildRowIndex(histories, N_ITEMS, reach), shape);
      const [from, to] = [histories.userPtr[77], histories.userPtr[78]];
      const history = histories.items.slice(from, to);
      const out = new Float64Array(N_ITEMS);
      kernel.score({ items: history, ownFrom: from, ownTo: to }, out);
      out.forEach((value, item) => {
        const shares = kernel.shares({ items: history, ownFrom: from, ownTo: to }, item);
        expect([...shares.values()].reduce((sum, share) => sum + share, 0)).toBeCloseTo(value, 12);
        for (const held of shares.keys()) expect(history.slice(-shape.window)).toContain(held);
      });
      // Asking for shares leaves nothing behind.
      const again = new Float64Array(N_ITEMS);
      kernel.score({ items: history, ownFrom: from, ownTo: to }, again);
      expect(again).toEqual(out);
    }
  });

  it('at power 1 an item has the share that a history of it alone would bring', () => {
    // After 0 came 2 and 3, after 1 came 2: three rows of one weight; of 2 half is due to each.
    const rows = { userPtr: Int32Array.of(0, 2, 4, 6), items: Int32Array.of(0, 2, 1, 2, 0, 3) };
    const shape = { queryDecay: 1, rowDecay: 1, window: 2, power: 1, normExponent: 0, rarity: 0 };
    const index = buildRowIndex({ ...rows, timestampSec: new Float64Array(6), rowWeight: null }, 4);
    const kernel = new ContextKernel(index, shape);
    const of = (item: number): number[][] => [
      ...kernel.shares({ items: Int32Array.of(0, 1), ownFrom: 0, ownTo: 0 }, item),
    ];
    expect(of(2)).toEqual([
      [0, expect.closeTo(1 / 3, 12)],
      [1, expect.closeTo(1 / 3, 12)],
    ]);
    expect(of(3)).toEqual([[0, expect.closeTo(1 / 3, 12)]]);
    expect(of(0)).toEqual([]);
  });

  it('finds items by their newest rows only where reach says so', () => {
    const newest = { userPtr: Int32Array.of(0, 2, 4, 6), items: Int32Array.of(0, 1, 0, 2, 0, 3) };
    const timestampSec = Float64Array.of(10, 11, 30, 31, 20, 21);
    const shape = { queryDecay: 1, rowDecay: 1, window: 1, power: 1, normExponent: 0, rarity: 0 };
    const answer = (reach: number): number[] => {
      const out = new Float64Array(4);
      const index = buildRowIndex({ ...newest, timestampSec, rowWeight: null }, 4, reach);
      new ContextKernel(index, shape).score({ items: Int32Array.of(0), ownFrom: 0, ownTo: 0 }, out);
      return [...out];
    };
    expect(answer(3)).toEqual([0, 1 / 3, 1 / 3, 1 / 3]);
    expect(answer(2)).toEqual([0, 0, 1 / 2, 1 / 2]);
    expect(answer(1)).toEqual([0, 0, 1, 0]);
  });

  it('of rows at the same time as the last that it keeps, keeps the later positions', () => {
    const { userPtr, items } = drawHistories(150);
    const rng = new Rng(9, 'times');
    const timestampSec = Float64Array.from(items, () => rng.below(4));
    for (const reach of [1, 6, 20]) {
      const { itemPtr, itemRows } = buildRowIndex(
        { userPtr, items, timestampSec, rowWeight: null },
        N_ITEMS,
        reach,
      );
      for (let item = 0; item < N_ITEMS; item++) {
        const all = Array.from(items.keys()).filter((row) => items[row] === item);
        const newest = all.sort((a, b) => timestampSec[b] - timestampSec[a] || b - a).slice(0, reach);
        expect([...itemRows.subarray(itemPtr[item], itemPtr[item + 1])]).toEqual(
          newest.sort((a, b) => a - b),
        );
      }
    }
  });

  it.each([1, 2, 3, 4, 5, 6])('answers many queries at once as one after the other, at power %d', (power) => {
    const shape = { queryDecay: 0.9, rowDecay: 0.8, window: 9, power, normExponent: power % 2, rarity: 0.2 };
    const histories = drawHistories(150);
    const { userPtr, items } = histories;
    const queries = [0, 5, 77, 149].map((own) => ({
      items: items.slice(userPtr[own], userPtr[own + 1]),
      ownFrom: userPtr[own],
      ownTo: userPtr[own + 1],
    }));
    queries.push({ items: new Int32Array(0), ownFrom: 0, ownTo: 0 });
    const rowsBefore = 32_700; // so many rows of others that a walk goes on where the next rows are fetched
    const others = new Int32Array(rowsBefore).fill(N_ITEMS);
    const index = buildRowIndex(
      {
        userPtr: Int32Array.of(0, ...userPtr.map((p) => rowsBefore + p)),
        items: Int32Array.from([...others, ...items]),
        timestampSec: new Float64Array(rowsBefore + items.length),
        rowWeight: null,
      },
      N_ITEMS + 1,
    );
    const plain = buildRowIndex({ ...histories, rowWeight: null }, N_ITEMS);
    const outs = queries.map(() => new Float64Array(N_ITEMS + 1));
    const shifted = queries.map((query) => ({
      ...query,
      ownFrom: rowsBefore + query.ownFrom,
      ownTo: rowsBefore + query.ownTo,
    }));
    new ContextKernel(index, shape).scoreEach(shifted, outs);
    const alone = new ContextKernel(plain, shape);
    queries.forEach((query, q) => {
      const out = new Float64Array(N_ITEMS);
      expect(alone.score(query, out)).toBe(query.items.length > 0);
      expect(outs[q].subarray(0, N_ITEMS)).toEqual(out);
    });
  });
});
