import type { ItemMap } from '../../src/domain/item-map';

/** Two groups of six items, each the others' neighbours, left and right. */
export function itemMap(seed: number): ItemMap {
  const n = 12;
  const perItem = 5;
  const ids = Array.from({ length: n }, (_, i) => i);
  return {
    items: ids.map((i) => ({
      itemId: `m${i}`,
      title: `Film ${i} (200${i % 10})`,
      year: 2000 + (i % 10),
      users: 300 - 10 * i,
      categories: [i < 6 ? 'Comedy' : 'Drama'],
    })),
    x: Float32Array.from(ids, (i) => (i < 6 ? 0.1 : 0.8) + 0.01 * i),
    y: Float32Array.from(ids, (i) => 0.3 + 0.05 * (i % 6)),
    neighbours: Int32Array.from(ids.flatMap((i) => ids.filter((j) => j !== i && j < 6 === i < 6))),
    likeness: new Float32Array(n * perItem).map((_, p) => 0.6 - 0.1 * (p % perItem)),
    perItem,
    kept: 0.95,
    seed,
    itemsInAll: 40,
  };
}
