import { expect, it } from 'vitest';
import type { TrainingData } from '../../../../src/domain/histories';
import { topK } from '../../../../src/kernels/top-k';
import { momentsOf } from '../../../../src/recipes/moments/moments';
import { checkParameters } from '../../../../src/recipes/parameters';
import type { Model } from '../../../../src/recipes/recipe';
import { momentWeights } from '../../../../src/recipes/sequence/moment-weights';
import { personalizedRankingV2, userPersonalizationV2 } from '../../../../src/recipes/transformer-recipes';
import { newItems } from '../../../../src/recipes/transformer/new-items';
import { flopsARow, planFor } from '../../../../src/recipes/transformer/transformer-plan';
import { checkerboard, trainingDataOf, withMetadata } from '../../../support/checkerboard';
import { historyOf } from '../../../../src/domain/queries';
import { trainFully, uncancelled, trainWith } from '../../../support/recipe-contract';
import { hitsAtOne, ring } from '../../../support/ring';

function trainedOn(data: TrainingData, transformations: Record<string, string> = {}): Promise<Model> {
  const parameters = checkParameters(userPersonalizationV2, {}, transformations);
  return trainWith(userPersonalizationV2, data, { parameters, seed: 2, budget: 'instant' });
}

it('learns what follows what, and loses it when histories are shuffled', async () => {
  const model = await trainedOn(ring);
  expect(hitsAtOne(model, false)).toBeGreaterThan(95);
  expect(hitsAtOne(model, true)).toBeLessThan(30);
});

it('attends to recent events more with apply_recency_bias, and says so in another model without', async () => {
  const board = checkerboard(20);
  const [biased, even] = [await trainedOn(board), await trainedOn(board, { apply_recency_bias: 'false' })];
  // How far scores move when the oldest of ten events is another one, and when the second newest is.
  const moves = (model: Model, position: number): number => {
    const items = Int32Array.from({ length: 10 }, (_, k) => 2 * k);
    const query = { userIdx: -1, items, timestampSec: Float64Array.from(items.keys()) };
    const [before, after] = [new Float64Array(20), new Float64Array(20)];
    model.scoreUser(query, before);
    model.scoreUser({ ...query, items: items.with(position, 1) }, after);
    return Math.sqrt(before.reduce((sum, value, k) => sum + (value - after[k]) * (value - after[k]), 0));
  };
  expect(moves(biased, 0) / moves(biased, 8)).toBeLessThan(0.5);
  expect(moves(even, 0) / moves(even, 8)).toBeGreaterThan(0.7);
});

it('learns most from the rows that weigh most', async () => {
  // After item 0 half the users take 1, the other half 2.
  const halves = trainingDataOf(
    Array.from({ length: 300 }, (_, u) => [3 + (u % 5), 0, 1 + (u % 2)]),
    8,
  );
  const weighed = (odd: number): TrainingData => ({
    ...halves,
    rowWeight: Float32Array.from(halves.items, (item) => (item === 1 ? 1 - odd : item === 2 ? odd : 0.5)),
  });
  const lead = (model: Model): number => {
    const out = new Float64Array(8);
    model.scoreUser({ userIdx: -1, items: Int32Array.of(3, 0), timestampSec: Float64Array.of(0, 1) }, out);
    return out[2] - out[1];
  };
  expect(lead(await trainedOn(weighed(0.9)))).toBeGreaterThan(1);
  expect(lead(await trainedOn(weighed(0.1)))).toBeLessThan(-1);
});

it('counts a moment by the heaviest of its rows', () => {
  const data = trainingDataOf([[0, 1, 0, 1]], 2);
  const rows = {
    ...data,
    timestampSec: Float64Array.of(5, 5, 5, 6),
    rowWeight: Float32Array.of(0.25, 0.5, 1, 0.75),
  };
  expect([...momentsOf(rows).items]).toEqual([0, 1, 1]);
  expect([...momentWeights(rows, momentsOf(rows))]).toEqual([1, 0.5, 0.75]);
  expect([...momentWeights({ ...rows, rowWeight: null }, momentsOf(rows))]).toEqual([1, 1, 1]);
});

it('puts lists in order by the same model under the name of the ranking recipe', async () => {
  const board = checkerboard(20);
  const [ranking, personal] = [
    await trainFully(personalizedRankingV2, board),
    await trainFully(userPersonalizationV2, board),
  ];
  const [own, other] = [new Float64Array(20), new Float64Array(20)];
  ranking.scoreUser(historyOf(board, 3), own);
  personal.scoreUser(historyOf(board, 3), other);
  expect(own).toEqual(other);
  const unreadable = expect.objectContaining({ code: 'MODEL_UNREADABLE' });
  expect(() => personalizedRankingV2.load(personal.store())).toThrow(unreadable);
});

it('plans no more work than the budget, whatever the size', () => {
  for (const rows of [0, 50, 1e5, 1e6, 1e7]) {
    const { epochs, rowsAnEpoch, shape, pace } = planFor(rows, 5000, 'standard');
    expect(epochs).toBeGreaterThanOrEqual(3);
    expect(shape.windows).toBeGreaterThanOrEqual(1);
    expect(epochs * rowsAnEpoch * flopsARow(shape, pace.negatives)).toBeLessThan(2.11e11);
    // What is read a few times only tells more each time, and nothing of it is left out.
    expect([pace.dropout, pace.negatives]).toEqual(epochs > 3 ? [0.3, 128] : [0, 256]);
  }
});

it('offers the newest item of the last 30 days that nobody has touched, by what it is like', async () => {
  const day = 86_400;
  const plain = checkerboard(20);
  // Items 20 … 23 have no rows: 20 is of the colour of the odd ones, 21 too old, 22 as new without its time, 23 older.
  const board = withMetadata({
    ...plain,
    nItems: 24,
    itemRank: Int32Array.from({ length: 24 }, (_, i) => i),
    timestampSec: plain.timestampSec.map((time) => 100 * day + time),
  });
  const colour = board.itemColumns[0];
  if (colour.kind === 'code') colour.codes.set([1, 1, 1, 1], 20);
  const created = new Float64Array(24);
  created.set([90 * day, 60 * day, 95 * day, 80 * day], 20);
  const nulls = Uint8Array.of(0, 0, 1 << 6);
  const column = { kind: 'number', name: 'CREATION_TIMESTAMP', values: created, nulls } as const;
  const data = { ...board, itemColumns: [colour, column] };
  const counts = new Int32Array(24);
  for (const item of data.items) counts[item]++;
  expect((await newItems(data, counts, uncancelled)).map(({ item }) => item)).toEqual([20]);
  expect(await newItems(board, counts, uncancelled)).toEqual([]);
  const model = await trainedOn(data);
  const out = new Float64Array(24);
  model.scoreUser(historyOf(data, 1), out);
  const listed = topK(out, data.itemRank, 24);
  expect([...listed.slice(-3)]).toEqual([21, 22, 23]);
  const oddScore = out[20];
  model.scoreUser(historyOf(data, 2), out);
  expect(oddScore).toBeGreaterThan(out[20] + 0.5);
  const parameters = checkParameters(userPersonalizationV2, {}, {});
  const config = { parameters, seed: 2, budget: 'standard' } as const;
  const several = await trainWith(userPersonalizationV2, data, config, { epochs: 1 });
  several.scoreUser(historyOf(data, 1), out);
  expect([...topK(out, data.itemRank, 24).slice(-3)]).toEqual([21, 22, 23]);
  expect(topK(out, data.itemRank, 20)).toContain(20);
});
