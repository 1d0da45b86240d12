import { describe, expect, it } from 'vitest';
import { cosineBagShares, fitCosineBag, scoreCosineBag } from '../../../src/kernels/cosine-bag';
import {
  type WeighedRows,
  dualEaseShares,
  easeShares,
  scoreDualEase,
  scoreEase,
  transposeWeighed,
} from '../../../src/kernels/ease';
import { Rng } from '../../../src/kernels/rng';
import { solveSmall } from '../../../src/kernels/cholesky';
import { fitDualEase, fitEase, run, fitNextItemRidge } from '../../support/one-thread';

const N = 9;

describe('next-item ridge', () => {
  const rng = new Rng(8, 'ridge');
  const userPtr = new Int32Array(41);
  for (let u = 0; u < 40; u++) userPtr[u + 1] = userPtr[u] + rng.below(12);
  const items = Int32Array.from({ length: userPtr[40] }, () => rng.below(N));
  const rowWeight = Float32Array.from(items, () => 1 / (1 + rng.below(4)));
  const decay = 0.6;
  const lambda = 2;

  /** (A + λI)⁻¹·C from the contexts themselves, over the items below `n`. */
  function bruteForce(weightOf: (row: number) => number, n: number): number[] {
    const a = new Float64Array(n * n);
    const c = new Float64Array(n * n);
    for (let u = 0; u < 40; u++) {
      for (let t = userPtr[u] + 1; t < userPtr[u + 1]; t++) {
        const x = new Float64Array(N);
        for (let s = userPtr[u]; s < t; s++) {
          const share = decay ** (t - 1 - s);
          if (share >= 1e-3) x[items[s]] += share;
        }
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) a[i * n + j] += weightOf(t) * x[i] * x[j];
          if (items[t] < n) c[i * n + items[t]] += weightOf(t) * x[i];
        }
      }
    }
    for (let i = 0; i < n; i++) a[i * n + i] += lambda;
    const columns = Array.from({ length: n }, (_, j) =>
      solveSmall(
        a.slice(),
        Float64Array.from({ length: n }, (_unused, i) => c[i * n + j]),
        n,
      ),
    );
    return Array.from({ length: n * n }, (_, at) => columns[at % n][Math.floor(at / n)]);
  }

  it.each([
    { name: 'all items', n: N, weights: null },
    { name: 'some items and rows that weigh', n: 6, weights: rowWeight },
  ])('is the solution of its normal equations over $name', ({ n, weights }) => {
    const taking = Int32Array.from({ length: n }, (_, i) => i);
    const fitted = run(
      fitNextItemRidge({ userPtr, items, rowWeight: weights }, taking, N, { decay, lambda }),
    );
    const expected = bruteForce((row) => weights?.[row] ?? 1, n);
    fitted.forEach((weight, at) => expect(weight).toBeCloseTo(expected[at], 6));
  });

  it('solves more items than one block holds', () => {
    // Item i is followed by i + 1, in one long circle.
    const circle = 300;
    const rows = {
      userPtr: Int32Array.of(0, 900),
      items: Int32Array.from({ length: 900 }, (_, p) => p % circle),
    };
    const all = Int32Array.from({ length: circle }, (_, i) => i);
    const w = run(fitNextItemRidge({ ...rows, rowWeight: null }, all, circle, { decay: 0.5, lambda: 1e-3 }));
    for (const i of [0, 63, 64, 128, 255, 298]) {
      expect(w[i * circle + ((i + 1) % circle)], `after ${i}`).toBeCloseTo(1, 2);
      expect(Math.abs(w[i * circle + ((i + 7) % circle)])).toBeLessThan(0.01);
    }
  });
});

describe('EASE', () => {
  const rng = new Rng(3, 'ease');
  const histories = Array.from({ length: 6 }, () =>
    Array.from({ length: N }, (_, i) => i).filter(() => rng.below(2)),
  );
  const userItems: WeighedRows = {
    nRows: 6,
    nCols: N,
    indptr: Int32Array.from([0, ...histories.map((_, u) => histories.slice(0, u + 1).flat().length)]),
    indices: Int32Array.from(histories.flat()),
    values: Float32Array.from(histories.flat(), (_, p) => 1 / (1 + (p % 3))),
  };
  const bag = { items: Int32Array.of(2, 5, 7), weights: Float64Array.of(1, 0.8, 0.3) };
  const items = Int32Array.from({ length: N }, (_, i) => i);

  it('gives the same over items and over users, and shares that add up to it', () => {
    const dense = run(fitEase(userItems, items, 2));
    const dual = run(fitDualEase(userItems, 2));
    const itemUsers = transposeWeighed(userItems);
    const [overItems, overUsers] = [new Float64Array(N), new Float64Array(N)];
    scoreEase(dense, items, bag, overItems);
    scoreDualEase(dual, itemUsers, bag, overUsers);
    expect(overItems.some((value) => value > 0.05)).toBe(true);
    expect(overItems.some((value) => value < 0)).toBe(true);
    for (const item of items) {
      // Weights of the one form are kept in single precision.
      expect(overUsers[item]).toBeCloseTo(overItems[item], 6);
      const sumOf = (shares: Float64Array): number => shares.reduce((sum, share) => sum + share, 0);
      expect(sumOf(easeShares(dense, items, bag, item))).toBeCloseTo(overItems[item], 12);
      expect(sumOf(dualEaseShares(dual, itemUsers, bag, item))).toBeCloseTo(overUsers[item], 12);
    }
  });

  it('adds up over users in their order, to the last bit, whoever had what was asked with', () => {
    const users = 11;
    const draw = new Rng(4, 'users');
    const rows = Array.from({ length: users }, () =>
      Array.from({ length: N }, (_, i) => i).filter((i) => (i === 0 ? false : draw.below(3) === 0)),
    );
    // Item 0 is held by one, item 1 by nearly all: their questions fill few and many of the users.
    rows.forEach((row, u) => {
      rows[u] = [...(u === 6 ? [0] : []), 1, ...row.filter((i) => i > 1)];
    });
    const held: WeighedRows = {
      nRows: users,
      nCols: N,
      indptr: Int32Array.from([0, ...rows.map((_, u) => rows.slice(0, u + 1).flat().length)]),
      indices: Int32Array.from(rows.flat()),
      values: Float32Array.from(rows.flat(), (_, p) => 1 / (1 + (p % 3))),
    };
    const dual = run(fitDualEase(held, 2));
    const valueOf = (u: number, item: number): number => {
      const at = rows[u].indexOf(item);
      return at < 0 ? 0 : held.values[held.indptr[u] + at];
    };
    for (const asked of [0, 1]) {
      const out = new Float64Array(N);
      scoreDualEase(
        dual,
        transposeWeighed(held),
        { items: Int32Array.of(asked), weights: Float64Array.of(0.7) },
        out,
      );
      const shared = rows.map((_, u) => valueOf(u, asked) * 0.7);
      const spread = rows.map((_, u) =>
        shared.reduce((sum, x, v) => sum + dual.inverse[u * users + v] * x, 0),
      );
      const expected = Float64Array.from(out, (_, i) => {
        const sum = rows.reduce((total, _, u) => total + valueOf(u, i) * spread[u], 0);
        return sum / (dual.lambda * dual.diagonal[i]);
      });
      expected[asked] += 0.7 - 0.7 / (dual.lambda * dual.diagonal[asked]);
      expect(out).toEqual(expected);
    }
  });
});

describe('cosine bag', () => {
  /** Three people: {0, 1}, {0, 1, 2} and {2}, the last two with half weights on item 2. */
  const userItems: WeighedRows = {
    nRows: 3,
    nCols: 4,
    indptr: Int32Array.of(0, 2, 5, 6),
    indices: Int32Array.of(0, 1, 0, 1, 2, 2),
    values: Float32Array.of(1, 1, 1, 1, 0.5, 0.5),
  };

  it('is the shrunk cosine of what people have together', () => {
    const { ptr, neighbours, weights } = run(fitCosineBag(userItems, 10));
    expect([...ptr]).toEqual([0, 2, 4, 6, 6]);
    expect([...neighbours]).toEqual([1, 2, 0, 2, 0, 1]);
    const [strong, weak] = [2 / Math.sqrt(5 * 5), 0.5 / Math.sqrt(5 * 4)];
    [strong, weak, strong, weak, weak, weak].forEach((value, e) => expect(weights[e]).toBeCloseTo(value, 6));
  });

  it('keeps the strongest, and shares out to 1', () => {
    const model = run(fitCosineBag(userItems, 1));
    expect([...model.neighbours]).toEqual([1, 0, 0]);
    const out = new Float64Array(4);
    const bag = { items: Int32Array.of(0, 2), weights: Float64Array.of(1, 0.5) };
    scoreCosineBag(model, bag, out);
    const [toOne, toZero] = [0.4, 0.5 * model.weights[2]];
    expect(out[1]).toBeCloseTo(toOne / (toOne + toZero), 6);
    expect(out[0] + out[1]).toBeCloseTo(1, 9);
    expect(out[2] + out[3]).toBe(0);
    expect([...cosineBagShares(model, bag, 0)]).toEqual([0, out[0]]);
    expect([...cosineBagShares(model, bag, 1)]).toEqual([out[1], 0]);
  });
});
