import { expect, it } from 'vitest';
import type { WeighedRows } from '../../../src/kernels/ease';
import { fitLocalRidge } from '../../../src/kernels/local-ridge';
import { Rng } from '../../../src/kernels/rng';
import { TasteKernel, tasteIndex } from '../../../src/kernels/taste-kernel';
import { run } from '../../support/one-thread';

const [PEOPLE, ITEMS] = [40, 30];
const rng = new Rng(3, 'taste');
const lists = Array.from({ length: PEOPLE }, () =>
  Array.from({ length: ITEMS }, (_, i) => i).filter((i) => rng.uniform() < 0.35 - 0.01 * i),
);
const indptr = [0];
for (const list of lists) indptr.push(indptr[indptr.length - 1] + list.length);
const rows: WeighedRows = {
  nRows: PEOPLE,
  nCols: ITEMS,
  indptr: Int32Array.from(indptr),
  indices: Int32Array.from(lists.flat()),
  values: new Float32Array(indptr[PEOPLE]).fill(1),
};
const d = Array.from({ length: ITEMS }, (_, i) => lists.filter((list) => list.includes(i)).length);

it('counts neighbours by the four exponents, and divides by the mean of the twenty best', () => {
  const [a, b, q, c] = [0.4, 0.8, 1.5, 0.3];
  const kernel = new TasteKernel(tasteIndex(rows), { rarity: a, breadth: b, power: q, fame: c });
  const own = 4;
  const held = lists[own].slice(0, 4);
  const out = new Float64Array(ITEMS);
  kernel.score({ items: Int32Array.from(held), own }, out);
  const wanted = Array.from({ length: ITEMS }, (_, j) => {
    if (held.includes(j)) return 0;
    let sum = 0;
    for (const [v, list] of lists.entries()) {
      if (v === own || !list.includes(j)) continue;
      const shared = held.filter((i) => list.includes(i)).reduce((all, i) => all + d[i] ** -a, 0);
      sum += list.length ** (-b / 2) * (list.length ** (-b / 2) * shared) ** q;
    }
    return d[j] > 0 ? sum * d[j] ** -c : 0;
  });
  const best = wanted
    .slice()
    .sort((x, y) => y - x)
    .slice(0, 20)
    .filter((value) => value > 0);
  const mean = best.reduce((sum, value) => sum + value, 0) / best.length;
  wanted.forEach((value, j) => expect(out[j]).toBeCloseTo(value / mean, 10));
  const item = out.indexOf(Math.max(...out));
  const shares = kernel.shares({ items: Int32Array.from(held), own }, item);
  expect([...shares.values()].reduce((sum, value) => sum + value, 0)).toBeCloseTo(out[item], 10);
});

it('solves a ridge for each item over those that are most alike', () => {
  const most = 6;
  const fit = run(fitLocalRidge(rows, most, 5));
  const gram = (i: number, j: number): number =>
    lists.filter((list) => list.includes(i) && list.includes(j)).length;
  const used = d.filter((n) => n > 0);
  const lambda = (5 * used.reduce((sum, n) => sum + n, 0)) / used.length;
  for (let j = 0; j < ITEMS; j++) {
    const own = Array.from(fit.neighbours.subarray(fit.ptr[j], fit.ptr[j + 1]));
    const weights = fit.weights.subarray(fit.ptr[j], fit.ptr[j + 1]);
    const cosine = (i: number): number => gram(i, j) / Math.sqrt(d[i] * d[j]);
    const least = Math.min(...own.map(cosine));
    for (let i = 0; i < ITEMS; i++)
      if (i !== j && d[i] > 0 && !own.includes(i) && own.length === most)
        expect(cosine(i)).toBeLessThanOrEqual(least + 1e-12);
    for (const i of own) {
      const found = own.reduce((sum, k, at) => sum + (gram(i, k) + (i === k ? lambda : 0)) * weights[at], 0);
      expect(found).toBeCloseTo(gram(i, j), 4);
    }
  }
});
