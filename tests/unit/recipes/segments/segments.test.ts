import { describe, expect, it } from 'vitest';
import type { TrainingData } from '../../../../src/domain/histories';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { Rng } from '../../../../src/kernels/rng';
import { topK } from '../../../../src/kernels/top-k';
import { having } from '../../../../src/recipes/capabilities';
import { itemAffinity, itemAttributeAffinity } from '../../../../src/recipes/item-affinity';
import { checkParameters } from '../../../../src/recipes/parameters';
import type { Model, Recipe } from '../../../../src/recipes/recipe';
import { topUsers } from '../../../../src/recipes/segments/ask-segments';
import { attributeItems } from '../../../../src/recipes/segments/item-sets';
import { checkerboard, trainingDataOf, withMetadata } from '../../../support/checkerboard';
import { trainFully, uncancelled, trainWith } from '../../../support/recipe-contract';

const N = 60;

/**
 * People of two tastes, even and odd items; all take alike many. The last item of each taste is known by its colour
 * alone: nobody has it. Who is even by number likes even items.
 */
function twoTastes(): TrainingData {
  const rng = new Rng(5, 'two-tastes');
  const histories = Array.from({ length: N }, (_, u) => {
    const liked = Array.from({ length: N / 2 - 1 }, (_unused, k) => 2 * k + (u % 2));
    return rng.shuffle(liked).slice(0, 16);
  });
  const data = trainingDataOf(histories, N, 3600);
  return {
    ...data,
    itemColumns: [
      {
        kind: 'code',
        name: 'COLOUR',
        categorical: true,
        vocabulary: ['white', 'black'],
        codes: Int32Array.from({ length: N }, (_, i) => i % 2),
      },
    ],
  };
}

const everybody = Int32Array.from({ length: N }, (_, u) => u);
const even = (users: Int32Array): number => users.filter((u) => u % 2 === 0).length;

function segmentOf(model: Model, items: Int32Array, k = N / 2): Int32Array {
  const out = new Float64Array(N);
  having(model, 'segments').scoreSegment(items, out);
  return topK(out, everybody, k);
}

function trainedWith(recipe: Recipe, data: TrainingData, hidden: string): Promise<Model> {
  const parameters = checkParameters(recipe, { hidden_dimension: hidden }, {});
  return trainWith(recipe, data, { parameters, seed: 42, budget: 'instant' });
}

describe('aws-item-affinity', () => {
  it('names people by their taste, not by how active they are', async () => {
    const model = await trainFully(itemAffinity, twoTastes());
    for (const item of [0, 8, 20]) expect(even(segmentOf(model, Int32Array.of(item), 20))).toBe(20);
    for (const item of [1, 9, 21]) expect(even(segmentOf(model, Int32Array.of(item), 20))).toBe(0);
  });

  it('knows an item that nobody has by its metadata, and says nothing of it without', async () => {
    const data = twoTastes();
    const described = await trainFully(itemAffinity, data);
    expect(even(segmentOf(described, Int32Array.of(N - 2)))).toBe(N / 2);
    expect(even(segmentOf(described, Int32Array.of(N - 1)))).toBe(0);
    expect(having(described, 'segments').isTrained(N - 2)).toBe(false);
    expect(having(described, 'segments').isTrained(0)).toBe(true);
    const bare = await trainFully(itemAffinity, { ...data, itemColumns: [] });
    expect(segmentOf(bare, Int32Array.of(N - 2))).toEqual(segmentOf(bare, Int32Array.of(N - 1)));
  });

  it('puts the active first where nothing else tells people apart', async () => {
    // Everybody draws from all items alike; ten people do so four times as often.
    const rng = new Rng(9, 'active');
    const histories = Array.from(everybody, (u) =>
      rng.shuffle(Array.from({ length: 2 * N }, (_, i) => i)).slice(0, u % 6 === 0 ? 48 : 12),
    );
    const model = await trainFully(itemAffinity, trainingDataOf(histories, 2 * N, 3600));
    let active = 0;
    let named = 0;
    for (let item = 0; item < 2 * N; item++) {
      const lacking = Uint8Array.from(histories, (own) => (own.includes(item) ? 0 : 1));
      const out = new Float64Array(N);
      having(model, 'segments').scoreSegment(Int32Array.of(item), out);
      const wanted = everybody.filter((u) => u % 6 === 0 && lacking[u] === 1).length;
      for (const user of topK(out, everybody, wanted, lacking)) {
        named++;
        if (user % 6 === 0) active++;
      }
    }
    // By chance it would be a seventh.
    expect(active / named).toBeGreaterThan(0.85);
  });

  it('is wider with a wider hidden dimension, and answers by it', async () => {
    const board = checkerboard(80);
    const [narrow, wide] = [
      await trainedWith(itemAffinity, board, '32'),
      await trainedWith(itemAffinity, board, '64'),
    ];
    expect(narrow.store().arrays.factors).toHaveLength(80 * 32);
    expect(wide.store().arrays.factors).toHaveLength(80 * 64);
    const scores = [narrow, wide].map((model) => {
      const out = new Float64Array(80);
      having(model, 'segments').scoreSegment(Int32Array.of(3), out);
      return out;
    });
    expect(scores[0]).not.toEqual(scores[1]);
  });

  it('counts rows by their weight', async () => {
    // Everybody has even and odd items alike; only the weights say which they care for.
    const rng = new Rng(3, 'weights');
    const cares = (u: number): number => u % 2;
    const rows = Array.from(everybody, () =>
      rng.shuffle(Array.from({ length: N }, (_, i) => i)).slice(0, 24),
    );
    const data = trainingDataOf(rows, N, 3600);
    const owner = Int32Array.from(rows.flatMap((own, u) => own.map(() => u)));
    const rowWeight = Float32Array.from(data.items, (item, p) => (item % 2 === cares(owner[p]) ? 1 : 0.02));
    const agreement = (model: Model): number => {
      let right = 0;
      for (let item = 0; item < N; item++) {
        const found = even(segmentOf(model, Int32Array.of(item), 20));
        right += item % 2 === 0 ? found : 20 - found;
      }
      return right / (20 * N);
    };
    const weighed = await trainFully(itemAffinity, { ...data, rowWeight });
    expect(agreement(weighed)).toBeGreaterThan(0.6);
    expect(agreement(await trainFully(itemAffinity, data))).toBeLessThan(0.55);
  });

  it('refuses data in which nothing tells new from old', async () => {
    const data = twoTastes();
    const stopped = { ...data, timestampSec: data.timestampSec.map(() => 77) };
    await expect(trainFully(itemAffinity, stopped)).rejects.toMatchObject({
      code: 'T08',
      details: { timestamp: 77 },
    });
  });

  it('answers each set of every part with its own list', async () => {
    const model = await trainFully(itemAffinity, twoTastes());
    const sets = Array.from({ length: 11 }, (_, s) => Int32Array.of(s, s + 2));
    const lists = await topUsers(model, sets, everybody, 7, new InProcessPool(), uncancelled);
    expect(lists).toEqual(sets.map((items) => segmentOf(model, items, 7)));
  });
});

describe('aws-item-attribute-affinity', () => {
  it('names those who take to what has the attribute', async () => {
    const data = twoTastes();
    const model = await trainFully(itemAttributeAffinity, data);
    const [white, black] = attributeItems(data.itemColumns, N);
    expect([white.value, black.value]).toEqual(['white', 'black']);
    expect(even(segmentOf(model, white.items))).toBe(N / 2);
    expect(even(segmentOf(model, black.items))).toBe(0);
  });

  it('needs a column to ask about', async () => {
    const board = withMetadata(checkerboard(50));
    const textual = board.itemColumns.filter(({ kind }) => kind === 'text');
    for (const itemColumns of [[], textual]) {
      await expect(trainFully(itemAttributeAffinity, { ...board, itemColumns })).rejects.toMatchObject({
        code: 'T07',
        details: { dataset: 'ITEMS' },
      });
    }
  });
});

describe('what can be asked about', () => {
  it('is every value of columns that are neither text, truth nor reserved', () => {
    const found = attributeItems(
      [
        {
          kind: 'number',
          name: 'YEAR',
          values: Float64Array.of(1999, 0, 2001, 1999),
          nulls: Uint8Array.of(0b0010),
        },
        { kind: 'number', name: 'CREATION_TIMESTAMP', values: Float64Array.of(1, 2, 3, 4), nulls: null },
        { kind: 'boolean', name: 'NEW', values: Uint8Array.of(0, 1, 1, 0) },
        { kind: 'text', name: 'TITLE', values: ['a', 'b', 'c', 'd'], textual: true },
        {
          kind: 'multi',
          name: 'GENRE',
          categorical: true,
          offsets: Int32Array.of(0, 2, 2, 4, 5),
          codes: Int32Array.of(0, 1, 1, 1, 0),
          vocabulary: ['x', 'y', 'unused'],
        },
      ],
      4,
    );
    expect(found.map(({ column, value, items }) => [column, value, ...items])).toEqual([
      ['YEAR', '1999', 0, 3],
      ['YEAR', '2001', 2],
      ['GENRE', 'x', 0, 3],
      ['GENRE', 'y', 0, 2],
    ]);
  });
});
