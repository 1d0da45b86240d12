import { describe, expect, it } from 'vitest';
import type { Column } from '../../../src/domain/columns';
import type { TrainingData } from '../../../src/domain/histories';
import { topK } from '../../../src/kernels/top-k';
import { having } from '../../../src/recipes/capabilities';
import type { Model } from '../../../src/recipes/recipe';
import { similarItems } from '../../../src/recipes/similar-items';
import { checkerboard, trainingDataOf, withMetadata } from '../../support/checkerboard';
import { trainFully } from '../../support/recipe-contract';

const [A, B, C, D, E] = [0, 1, 2, 3, 4];
const NOTHING = -Infinity;

// Users: A 3, B 3, C 1, D and E none. Both: A–B 2, A–C 1.
const histories = [[A, B, A], [B, A], [A, C], [B]];

const columns: readonly Column[] = [
  // A {x, y}, B {y}, C {}, D {x, y}, E {z}
  {
    kind: 'multi',
    name: 'GENRES',
    categorical: true,
    vocabulary: ['x', 'y', 'z'],
    offsets: Int32Array.from([0, 2, 3, 3, 5, 6]),
    codes: Int32Array.from([0, 1, 1, 0, 1, 2]),
  },
  {
    kind: 'code',
    name: 'LANGUAGE',
    categorical: true,
    vocabulary: ['en', 'de'],
    codes: Int32Array.from([0, 1, 0, -1, 1]),
  },
  {
    kind: 'text',
    name: 'DESCRIPTION',
    textual: true,
    values: ['Red fox', 'red dog', null, 'RED, red fox!', 'cat'],
  },
];

/** Columns that never train: a plain string, an identifier, a number. All items are alike in them. */
const untrained: readonly Column[] = [
  { kind: 'code', name: 'SHELF', categorical: false, vocabulary: ['s'], codes: new Int32Array(5) },
  { kind: 'text', name: 'LABEL', textual: false, values: ['l', 'l', 'l', 'l', 'l'] },
  { kind: 'number', name: 'PRICE', values: new Float64Array(5), nulls: null },
];

const data = (itemColumns: readonly Column[]): TrainingData => ({
  ...trainingDataOf(histories, 5),
  itemColumns,
});

function related(model: Model, item: number): { similar: boolean; values: number[] } {
  const out = new Float64Array(model.nItems).fill(NaN);
  const similar = having(model, 'relates').scoreRelated(item, out);
  return { similar, values: [...out] };
}

function expectClose(values: readonly number[], expected: readonly number[]): void {
  expect(values).toHaveLength(expected.length);
  values.forEach((value, i) => {
    if (Number.isFinite(expected[i])) expect(value).toBeCloseTo(expected[i], 12);
    else expect(value).toBe(expected[i]);
  });
}

describe('aws-similar-items', () => {
  it('blends shared users with likeness of categories and text', async () => {
    const model = await trainFully(similarItems, data([...columns, ...untrained]));
    // Four items have text: red stands in 3, fox in 2, dog in 1.
    const [red, fox, dog] = [Math.log(4 / 3), Math.log(4 / 2), Math.log(4)];
    const textAB = (red * red) / (Math.hypot(red, fox) * Math.hypot(red, dog));
    const textAD = (2 * red * red + fox * fox) / (Math.hypot(red, fox) * Math.hypot(2 * red, fox));
    const b = 1 / (1 + 3 / 5);
    const { similar, values } = related(model, A);
    expect(similar).toBe(true);
    expectClose(values, [
      NOTHING,
      (1 - b) * (2 / 3) + (b * (1 / 2 + 0 + textAB)) / 3,
      (1 - b) * (1 / Math.sqrt(3)) + (b * (0 + 1 + 0)) / 3,
      (b * (1 + 0 + textAD)) / 3,
      NOTHING,
    ]);
    const why = (item: number): unknown =>
      having(model, 'givesReasons').reason(
        { userIdx: -1, items: Int32Array.of(A), timestampSec: Float64Array.of(0) },
        item,
      );
    expect(why(B)).toEqual({
      kind: 'similarity',
      value: values[B],
      shared: 2,
      users: 3,
      people: expect.closeTo((1 - b) * (2 / 3), 12) as number,
      metadata: expect.closeTo((b * (1 / 2 + 0 + textAB)) / 3, 12) as number,
      weighed: false,
    });
    expect(why(D)).toMatchObject({ shared: 0, people: expect.closeTo(0, 12) as number });
    expect([why(A), why(E)]).toEqual([null, null]);
  });

  it('finds items like a cold one by its metadata alone', async () => {
    const model = await trainFully(similarItems, data(columns.slice(0, 2)));
    // D: genres as A (1) and half of B; no language. E: the language of B.
    expectClose(related(model, D).values, [1 / 2, 1 / 4, NOTHING, NOTHING, NOTHING]);
    expectClose(related(model, E).values, [NOTHING, 1 / 2, NOTHING, NOTHING, NOTHING]);
  });

  it('leaves the more to shared users the more of them there are', async () => {
    const thin = [[A, B], [C]];
    const thick = Array.from({ length: 45 }, () => [A, B]);
    const language: Column = {
      kind: 'code',
      name: 'LANGUAGE',
      categorical: true,
      vocabulary: ['en', 'de'],
      codes: Int32Array.from([0, 1, 0, 1, 1]),
    };
    const of = async (rows: number[][]): Promise<number[]> => {
      const model = await trainFully(similarItems, { ...trainingDataOf(rows, 5), itemColumns: [language] });
      return related(model, A).values;
    };
    expectClose(await of(thin), [NOTHING, 1 / 6, 5 / 6, NOTHING, NOTHING]);
    expectClose(await of(thick), [NOTHING, 9 / 10, 1 / 10, NOTHING, NOTHING]);
  });

  it('does without metadata, and then answers what is like nothing with the popular items', async () => {
    const model = await trainFully(similarItems, data([]));
    expect(related(model, A).values.map((value) => value > 0)).toEqual([false, true, true, false, false]);
    expect(related(model, D)).toEqual({ similar: false, values: [3, 3, 1, NOTHING, NOTHING] });
  });

  it('answers an unknown item with the popular ones', async () => {
    const model = await trainFully(similarItems, data(columns));
    expect(related(model, 77)).toEqual({ similar: false, values: [3, 3, 1, NOTHING, NOTHING] });
    expect(related(model, -1).similar).toBe(false);
    const unknown = { userIdx: -1, items: Int32Array.of(77), timestampSec: Float64Array.of(0) };
    expect(having(model, 'givesReasons').reason(unknown, B)).toMatchObject({ kind: 'popularity', users: 3 });
  });

  it('weighs words the same whatever their case, and a word that all texts hold by nothing', async () => {
    const text = (values: readonly (string | null)[]): Column => ({
      kind: 'text',
      name: 'DESCRIPTION',
      textual: true,
      values,
    });
    const model = await trainFully(
      similarItems,
      data([text(['the éclair', 'The dog', 'the dog', 'the ÉCLAIR', 'the'])]),
    );
    expectClose(related(model, D).values, [1, NOTHING, NOTHING, NOTHING, NOTHING]);
    expect(related(model, E).similar).toBe(false);
  });

  it('gives the same lists for every item after it was stored and loaded', async () => {
    const board = withMetadata(checkerboard(50));
    const model = await trainFully(similarItems, board);
    const loaded = similarItems.load(structuredClone(model.store()));
    for (let i = 0; i < board.nItems; i++) {
      const { similar, values } = related(model, i);
      expect(related(loaded, i)).toEqual({ similar, values });
      // The first neighbours are of the item's own colour: they share users, colour and categories.
      const [first] = topK(Float64Array.from(values), board.itemRank, 1);
      expect(first % 2).toBe(i % 2);
    }
  });
});
