import { describe, expect, it } from 'vitest';
import type { TrainingData } from '../../../src/domain/histories';
import { topK } from '../../../src/kernels/top-k';
import { having } from '../../../src/recipes/capabilities';
import { popularityCount } from '../../../src/recipes/popularity-count';
import type { Model, Recipe } from '../../../src/recipes/recipe';
import { similarItems } from '../../../src/recipes/similar-items';
import { sims } from '../../../src/recipes/sims';
import { trendingNow } from '../../../src/recipes/trending-now';
import { trainingDataOf } from '../../support/checkerboard';
import { historyOf } from '../../../src/domain/queries';
import { configOf, trainWith } from '../../support/recipe-contract';

const [A, B, C] = [0, 1, 2];
const NOTHING = -Infinity;

/** Histories of [item, weight]. */
function weighed(histories: readonly (readonly [item: number, weight: number])[][]): TrainingData {
  const data = trainingDataOf(
    histories.map((own) => own.map(([item]) => item)),
    3,
  );
  return { ...data, rowWeight: Float32Array.from(histories.flat(), ([, weight]) => weight) };
}

async function train(
  recipe: Recipe,
  data: TrainingData,
  parameters: Record<string, string> = {},
): Promise<Model> {
  const config = configOf(recipe);
  const changed = { ...config, parameters: { ...config.parameters, ...parameters } };
  return recipe.load(structuredClone((await trainWith(recipe, data, changed)).store()));
}

const valuesOf = (ask: (out: Float64Array) => unknown): number[] => {
  const out = new Float64Array(3).fill(NaN);
  ask(out);
  return [...out];
};

// Two clicks (¼) and a purchase (1) of A by the first; B is clicked by all three; C is bought once.
const clicks = weighed([
  [
    [A, 0.25],
    [A, 1],
    [A, 0.25],
    [B, 0.25],
  ],
  [
    [B, 0.25],
    [A, 0.5],
  ],
  [
    [B, 0.25],
    [C, 1],
  ],
]);

describe('rows that weigh', () => {
  it('popularity-count: a user counts once, by the heaviest row', async () => {
    const model = await train(popularityCount, clicks);
    expect(valuesOf((out) => model.scoreUser(historyOf(clicks, 0), out))).toEqual([1.5, 0.75, 1]);
    const plain = await train(popularityCount, { ...clicks, rowWeight: null });
    expect(valuesOf((out) => plain.scoreUser(historyOf(clicks, 0), out))).toEqual([2, 3, 1]);
  });

  it('sims: a pair is tied by the lighter of the two, the minimum counts users', async () => {
    const cuts = {
      min_user_history_length_percentile: '0',
      max_user_history_length_percentile: '1',
      min_item_interaction_count_percentile: '0',
      max_item_interaction_count_percentile: '1',
    };
    const model = await train(sims, clicks, {
      ...cuts,
      popularity_discount_factor: '1',
      min_cointeraction_count: '1',
    });
    // c(B, A) = ¼ + ¼ over n(A) = 1 + ½; c(B, C) = ¼ over n(C) = 1.
    const fromB = valuesOf((out) => having(model, 'relates').scoreRelated(B, out));
    expect(fromB[A]).toBeCloseTo(0.5 / 1.5, 12);
    expect(fromB[C]).toBeCloseTo(0.25, 12);
    const two = await train(sims, clicks, { ...cuts, min_cointeraction_count: '2' });
    expect(valuesOf((out) => having(two, 'relates').scoreRelated(B, out))[C]).toBe(NOTHING);
    // Nobody shares two users with C: the popular order, by weight.
    expect(valuesOf((out) => having(two, 'relates').scoreRelated(C, out))).toEqual([1.5, 0.75, NOTHING]);
  });

  it('sims: weights that are all halved keep every order', async () => {
    const half = { ...clicks, rowWeight: clicks.rowWeight?.map((w) => w / 2) ?? null };
    const parameters = { min_cointeraction_count: '1', popularity_discount_factor: '0.5' };
    const [whole, halved] = [await train(sims, clicks, parameters), await train(sims, half, parameters)];
    const list = (model: Model, item: number): number[] => [
      ...topK(
        Float64Array.from(valuesOf((out) => having(model, 'relates').scoreRelated(item, out))),
        clicks.itemRank,
        3,
      ),
    ];
    for (const item of [A, B, C]) expect(list(halved, item)).toEqual(list(whole, item));
  });

  it('similar-items: co-occurrence is the cosine of weighted columns', async () => {
    const model = await train(similarItems, clicks);
    const values = valuesOf((out) => having(model, 'relates').scoreRelated(B, out));
    // B = (¼, ¼, ¼), A = (1, ½, 0), C = (0, 0, 1) over the users; b = 1 / (1 + 3/5) and no metadata.
    const share = 1 - 1 / (1 + 3 / 5);
    expect(values[A]).toBeCloseTo((share * (0.25 + 0.125)) / Math.sqrt((3 / 16) * (5 / 4)), 12);
    expect(values[C]).toBeCloseTo((share * 0.25) / Math.sqrt(3 / 16), 12);
  });

  it('trending-now: growth counts weights, and a smaller step is still a step', async () => {
    const hour = 3600;
    const rows = weighed([
      [[A, 1]],
      [[A, 0.5]],
      [[B, 0.5]],
      [[C, 0.125]],
      [[C, 0.25]],
      [[C, 0.25]],
      [[C, 0.25]],
    ]);
    const times = [10, 5, 10, 10, 10, 10, 6.5];
    const data = { ...rows, timestampSec: Float64Array.from(times, (h) => h * hour) };
    const model = await train(trendingNow, data, { trend_discovery_frequency: '3 hours' });
    const values = valuesOf((out) => model.scoreUser(historyOf(data, 0), out));
    // Growth: A 1 − ½, B ½ − 0, C ⅝ − ¼ = ⅜. A and B tie, and A has more in the last interval.
    expect([...topK(Float64Array.from(values), data.itemRank, 3)]).toEqual([A, B, C]);
    expect(values.map(Math.floor)).toEqual([0, 0, 0]);
    expect(values[B]).toBeGreaterThan(values[C]);
    expect(values[A]).toBeCloseTo(0.5 + (0.125 * 1) / 2, 12);
  });
});
