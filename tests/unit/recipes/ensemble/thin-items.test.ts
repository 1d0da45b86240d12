import { describe, expect, it } from 'vitest';
import type { CodeColumn } from '../../../../src/domain/columns';
import { findThinItems, ThinItems } from '../../../../src/recipes/ensemble/thin-items';
import { nodeJob } from '../../../support/node-job';

/** One column of categories, −1 where nothing is known of an item. */
const genres = (...codes: number[]): CodeColumn[] => [
  {
    kind: 'code',
    name: 'GENRE',
    codes: Int32Array.from(codes),
    vocabulary: ['a', 'b', 'c'],
    categorical: true,
  },
];

/** Items 0 and 1 are known and of one kind, 2 and 3 of another; 4 and 5 are thin and of the first, 6 of none. */
const COLUMNS = genres(0, 0, 1, 1, 0, 0, 2);
const COUNTS = Int32Array.of(10, 5, 7, 6, 1, 0, 3);

describe('thin items', () => {
  it('are those with fewer than five moments that are like better known ones, which stand in alike', async () => {
    expect(await findThinItems(COLUMNS, COUNTS, nodeJob())).toEqual({
      thinItems: Int32Array.of(4, 5),
      // The fewer moments, the more is taken from the kin: 1 ÷ (1 + moments).
      thinShares: Float32Array.of(0.5, 1),
      thinPtr: Int32Array.of(0, 2, 4),
      thinKin: Int32Array.of(0, 1, 0, 1),
      thinWeights: Float32Array.of(0.5, 0.5, 0.5, 0.5),
    });
  });

  it('have the mean of their kin in their logit, half a point lower', async () => {
    const thin = ThinItems.read(await findThinItems(COLUMNS, COUNTS, nodeJob()));
    const logits = Float64Array.of(2, 4, 9, 9, 1, -3, 7);
    expect(thin?.termsOf(logits, 4)).toEqual({ left: 0.5, added: 0.5 * (3 - 0.5) });
    expect(thin?.termsOf(logits, 5)).toEqual({ left: 0, added: 3 - 0.5 });
    expect(() => thin?.termsOf(logits, 6)).toThrow(RangeError);
    expect([...Array(7).keys()].filter((item) => thin?.has(item))).toEqual([4, 5]);
    thin?.applyTo(logits);
    expect([...logits]).toEqual([2, 4, 9, 9, 0.5 + 1.25, 2.5, 7]);
  });

  it('have twenty kin at most, of equals the better known', async () => {
    const n = 31;
    // All of one kind; item 0 is thin, the others are the better known the later they come.
    const counts = Int32Array.from({ length: n }, (_, item) => (item === 0 ? 4 : 4 + item));
    const found = await findThinItems(genres(...new Array<number>(n).fill(1)), counts, nodeJob());
    expect([...found.thinItems]).toEqual([0]);
    expect([...found.thinShares]).toEqual([Math.fround(0.2)]);
    expect([...found.thinKin]).toEqual(Array.from({ length: 20 }, (_, k) => 30 - k));
    expect([...found.thinWeights]).toEqual(new Array(20).fill(Math.fround(1 / 20)));
  });

  it.each<[string, CodeColumn[], Int32Array]>([
    ['nothing is known of items', [], COUNTS],
    ['everything is thin', COLUMNS, new Int32Array(7).fill(4)],
    ['nothing is', COLUMNS, new Int32Array(7).fill(5)],
    ['thin ones are like no other', genres(0, 0, 1, 1, -1, 2, -1), COUNTS],
    ['values are no categories', [{ ...COLUMNS[0], categorical: false }], COUNTS],
  ])('there are none where %s', async (_when, columns, counts) => {
    const found = await findThinItems(columns, counts, nodeJob());
    expect(found).toEqual({});
    expect(ThinItems.read(found)).toBeNull();
  });
});
