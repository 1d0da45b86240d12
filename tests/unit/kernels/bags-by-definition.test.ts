import { describe, expect, it } from 'vitest';
import { cosineBagShares, fitCosineBag, scoreCosineBag } from '../../../src/kernels/cosine-bag';
import {
  dualEaseShares,
  easeShares,
  scoreDualEase,
  scoreEase,
  transposeWeighed,
  type WeighedRows,
} from '../../../src/kernels/ease';
import { Rng } from '../../../src/kernels/rng';
import { fitDualEase, fitEase, run } from '../../support/one-thread';

/** Users' rows with values, dense, and as the kernels take them. */
function drawn(nUsers: number, nItems: number, share: number, purpose: string) {
  const rng = new Rng(9, purpose);
  const dense = Array.from({ length: nUsers }, () =>
    Array.from({ length: nItems }, () => (rng.uniform() < share ? 1 / (1 + rng.below(3)) : 0)),
  );
  const entries = dense.map((row) =>
    row.flatMap((value, item) => (value > 0 ? [[item, value] as const] : [])),
  );
  const sizes = entries.map(({ length }) => length);
  const rows: WeighedRows = {
    nRows: nUsers,
    nCols: nItems,
    indptr: Int32Array.from([0, ...sizes.map((_, u) => sizes.slice(0, u + 1).reduce((a, b) => a + b))]),
    indices: Int32Array.from(entries.flat(), ([item]) => item),
    values: Float32Array.from(entries.flat(), ([, value]) => value),
  };
  return { dense: dense.map((row) => row.map(Math.fround)), rows };
}

/** By elimination, column after column. */
function inverseOf(matrix: readonly (readonly number[])[]): number[][] {
  const n = matrix.length;
  const left = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let c = 0; c < n; c++) {
    const pivot = left[c][c];
    left[c] = left[c].map((x) => x / pivot);
    for (let r = 0; r < n; r++) {
      const factor = left[r][c];
      if (r !== c && factor !== 0) left[r] = left[r].map((x, k) => x - factor * left[c][k]);
    }
  }
  return left.map((row) => row.slice(n));
}

/** B = I − P · diag(P)⁻¹ with P = (XᵀX + λI)⁻¹, over some of the items. */
function weightsOf(dense: readonly (readonly number[])[], items: Int32Array, lambda: number): number[][] {
  const list = [...items];
  const p = inverseOf(
    list.map((i) =>
      list.map((j) => dense.reduce((sum, row) => sum + row[i] * row[j], 0) + (i === j ? lambda : 0)),
    ),
  );
  return p.map((row, i) => row.map((value, j) => (i === j ? 0 : -value / p[j][j])));
}

const LAMBDA = 1.5;

describe('EASE from its definition', () => {
  // More items than one block of 64 holds, and some that take no part.
  const { dense, rows } = drawn(41, 83, 0.2, 'ease');
  const items = Int32Array.from({ length: 83 }, (_, i) => i).filter((i) => i % 9 !== 4);
  const place = new Int32Array(83).fill(-1);
  items.forEach((item, at) => (place[item] = at));
  const weights = weightsOf(dense, items, LAMBDA);

  // Bags that are walked four at a time, with one to three left over; item 4 and 13 take no part.
  it.each([[[7]], [[2, 4, 80]], [[0, 1, 2, 3]], [[5, 6, 82, 13, 9, 41, 33, 70, 71, 24]]])(
    'answers %j',
    (held) => {
      const bag = { items: Int32Array.from(held), weights: Float64Array.from(held, (_, b) => 1 / (1 + b)) };
      const model = run(fitEase(rows, items, LAMBDA));
      const out = new Float64Array(83).fill(5);
      scoreEase(model, place, bag, out);
      for (let item = 0; item < 83; item++) {
        const shares = held.map((one, b) =>
          place[one] < 0 || place[item] < 0 ? 0 : weights[place[one]][place[item]] / (1 + b),
        );
        expect(out[item]).toBeCloseTo(
          shares.reduce((a, b) => a + b, 0),
          5,
        );
        easeShares(model, place, bag, item).forEach((share, b) => expect(share).toBeCloseTo(shares[b], 5));
      }
    },
  );

  // More items than one tile of 256 has, and users from none to nine over a multiple of four.
  it.each([
    { nUsers: 21, nItems: 260, share: 0.1 },
    { nUsers: 70, nItems: 12, share: 0.6 },
  ])('over $nUsers users and $nItems items is the same model', ({ nUsers, nItems, share }) => {
    const { dense, rows } = drawn(nUsers, nItems, share, `dual of ${nUsers}`);
    const all = Int32Array.from({ length: nItems }, (_, i) => i);
    const exact = weightsOf(dense, all, LAMBDA);
    const model = run(fitDualEase(rows, LAMBDA));
    const itemUsers = transposeWeighed(rows);
    for (const held of [[3], [0, 5, nItems - 1], [1, 2, 3, 4, 6, 8, 9]]) {
      const bag = { items: Int32Array.from(held), weights: Float64Array.from(held, (_, b) => 0.5 + b) };
      const out = new Float64Array(nItems);
      scoreDualEase(model, itemUsers, bag, out);
      for (let item = 0; item < nItems; item++) {
        const shares = held.map((one, b) => exact[one][item] * (0.5 + b));
        expect(out[item]).toBeCloseTo(
          shares.reduce((a, b) => a + b, 0),
          9,
        );
        if (item % 17 > 3) continue;
        dualEaseShares(model, itemUsers, bag, item).forEach((value, b) =>
          expect(value).toBeCloseTo(shares[b], 9),
        );
      }
    }
  });
});

describe('cosine bag from its definition', () => {
  const { dense, rows } = drawn(30, 60, 0.4, 'cosine');
  const counts = dense[0].map((_, i) => dense.reduce((sum, row) => sum + row[i], 0));
  const alike = (i: number, j: number): number =>
    dense.reduce((sum, row) => sum + row[i] * row[j], 0) / Math.sqrt((counts[i] + 3) * (counts[j] + 3));
  const others = (i: number): number[] =>
    counts.map((_, j) => j).filter((j) => j !== i && dense.some((row) => row[i] * row[j] > 0));

  it.each([1, 3, 6, 100])('keeps the %i strongest of each item', (most) => {
    const work = fitCosineBag(rows, most);
    const told: number[] = [];
    let step = work.next();
    for (; step.done !== true; step = work.next()) told.push(step.value);
    // Every sixteen items it tells the share that is done.
    expect(told).toEqual([15 / 60, 31 / 60, 47 / 60]);
    const { ptr, neighbours, weights } = step.value;
    let at = 0;
    for (let i = 0; i < 60; i++) {
      const best = others(i)
        .sort((a, b) => alike(i, b) - alike(i, a) || a - b)
        .slice(0, most);
      expect(ptr[i + 1] - ptr[i]).toBe(best.length);
      // Which of two equals comes first, rounding may say.
      best.forEach((j, k) => expect(weights[ptr[i] + k]).toBeCloseTo(alike(i, j), 6));
      for (let e = ptr[i]; e < ptr[i + 1]; e++) expect(weights[e]).toBeCloseTo(alike(i, neighbours[e]), 6);
      expect(ptr[i]).toBe(at);
      at += best.length;
    }
    expect([ptr[60], neighbours.length, weights.length]).toEqual([at, at, at]);
  });

  it.each([2, 4, 7])('adds up over a bag, with %i neighbours an item', (most) => {
    const model = run(fitCosineBag(rows, most));
    const bag = { items: Int32Array.of(3, 17, 59, 0), weights: Float64Array.of(1, 0.7, 0.2, 0.1) };
    const sums = new Float64Array(60);
    bag.items.forEach((held, b) => {
      for (let e = model.ptr[held]; e < model.ptr[held + 1]; e++)
        sums[model.neighbours[e]] += bag.weights[b] * model.weights[e];
    });
    const total = sums.reduce((a, b) => a + b);
    const out = new Float64Array(60).fill(3);
    scoreCosineBag(model, bag, out);
    out.forEach((value, item) => {
      expect(value).toBeCloseTo(sums[item] / total, 12);
      const shares = cosineBagShares(model, bag, item);
      expect(shares.reduce((a, b) => a + b)).toBeCloseTo(value, 12);
      bag.items.forEach((held, b) => {
        const from = model.neighbours.subarray(model.ptr[held], model.ptr[held + 1]).indexOf(item);
        const own = from < 0 ? 0 : (bag.weights[b] * model.weights[model.ptr[held] + from]) / total;
        expect(shares[b]).toBeCloseTo(own, 12);
      });
    });
    // Of a bag that is like nothing, nothing.
    scoreCosineBag(model, { items: new Int32Array(0), weights: new Float64Array(0) }, out);
    expect(out.every((value) => value === 0)).toBe(true);
  });
});
