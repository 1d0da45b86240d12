import { describe, expect, it } from 'vitest';
import type { TrainingData } from '../../../src/domain/histories';
import { measureTrend } from '../../../src/engine/measuring/evaluate';
import { splitAmazon } from '../../../src/engine/measuring/split';
import { topK } from '../../../src/kernels/top-k';
import { having } from '../../../src/recipes/capabilities';
import { checkParameters } from '../../../src/recipes/parameters';
import { popularityCount } from '../../../src/recipes/popularity-count';
import type { Model, RecipeConfig } from '../../../src/recipes/recipe';
import { trendingNow } from '../../../src/recipes/trending-now';
import { trainingDataOf } from '../../support/checkerboard';
import { historyOf } from '../../../src/domain/queries';
import { configOf, trainFully, trainWith } from '../../support/recipe-contract';

const [A, B, C, D, E] = [0, 1, 2, 3, 4];
const NOTHING = -Infinity;
const HOUR = 3600;

/** Rows as [item, hour] of one user each, with a catalogue of five items. */
function rowsAt(rows: readonly (readonly [item: number, hour: number])[]): TrainingData {
  const data = trainingDataOf(
    rows.map(([item]) => [item]),
    5,
  );
  return { ...data, timestampSec: Float64Array.from(rows, ([, hour]) => hour * HOUR) };
}

function config(frequency: string): RecipeConfig {
  const parameters = checkParameters(trendingNow, {}, { trend_discovery_frequency: frequency });
  return { parameters, seed: 1, budget: 'instant' };
}

const trained = (data: TrainingData, frequency = '1 hour') => trainWith(trendingNow, data, config(frequency));

function listOf(model: Model, data: TrainingData): number[] {
  const out = new Float64Array(model.nItems);
  expect(model.scoreUser(historyOf(data, 0), out)).toBe(false);
  return [...topK(out, data.itemRank, 10)];
}

function times(n: number, item: number, hour: number): [number, number][] {
  return Array.from({ length: n }, () => [item, hour]);
}

describe('aws-trending-now', () => {
  // The newest row is at hour 10: the last hour is (9, 10], the one before (8, 9].
  const rows = [
    ...[...times(1, A, 10), ...times(3, A, 9.5), ...times(1, A, 8.5)], // 4 − 1 = 3
    ...[...times(5, B, 9.1), ...times(2, B, 9)], // 5 − 2 = 3, with more in the last hour
    ...times(2, C, 9.9), // 2 − 0 = 2
    ...[...times(4, D, 9.5), ...times(4, D, 8.1)], // 0
    ...times(9, E, 8), // older than both
  ];

  it('ranks by growth, then by the last interval, and lists only what grew', async () => {
    const data = rowsAt(rows);
    const model = await trained(data);
    expect(model.hasScores).toBe(false);
    const out = new Float64Array(5);
    model.scoreUser(historyOf(data, 0), out);
    expect([...out]).toEqual([3 + 4 / 6, 3 + 5 / 6, 2 + 2 / 6, NOTHING, NOTHING]);
    expect(listOf(model, data)).toEqual([B, A, C]);
  });

  it('says how much an item grew, and nothing of what is not listed', async () => {
    const data = rowsAt(rows);
    const model = await trained(data);
    const why = (item: number): unknown => having(model, 'givesReasons').reason(historyOf(data, 0), item);
    const common = { kind: 'trending', intervalSec: HOUR, rising: true, weighed: false };
    expect(why(A)).toEqual({ ...common, value: 3 + 4 / 6, last: 4, before: 1 });
    expect(why(B)).toEqual({ ...common, value: 3 + 5 / 6, last: 5, before: 2 });
    expect([why(D), why(E)]).toEqual([null, null]);
  });

  it('counts events, not people', async () => {
    const data = trainingDataOf([[A, A, A], [B], [B]], 5, 0);
    expect(listOf(await trained(data), data)).toEqual([A, B]);
  });

  it('where nothing grew lists the last interval by its counts', async () => {
    const data = rowsAt([
      ...times(2, A, 10),
      ...times(2, A, 8.5),
      ...times(1, B, 9.5),
      ...times(4, B, 8.5),
      ...times(7, C, 8.5),
    ]);
    const out = new Float64Array(5);
    (await trained(data)).scoreUser(historyOf(data, 0), out);
    expect([...out]).toEqual([2, 1, NOTHING, NOTHING, NOTHING]);
    const reason = having(await trained(data), 'givesReasons').reason(historyOf(data, 0), A);
    expect(reason).toMatchObject({ rising: false, last: 2, before: 2, value: 2 });
  });

  it.each([
    ['30 minutes', 0.5],
    ['30 min', 0.5],
    ['1 hour', 1],
    ['1h', 1],
    ['3 hours', 3],
    ['3h', 3],
    ['1 day', 24],
  ])('%s is an interval of %d hours', async (frequency, hours) => {
    // B lies just inside the last interval, C at its open end and so in the one before, D beyond both.
    const data = rowsAt([
      [A, 100],
      [B, 100 - 0.99 * hours],
      [C, 100 - hours],
      [D, 100 - 2 * hours],
    ]);
    const stored = (await trained(data, frequency)).store();
    expect([...stored.arrays.last]).toEqual([1, 1, 0, 0, 0]);
    expect([...stored.arrays.before]).toEqual([0, 0, 1, 0, 0]);
  });

  it('takes 3 hours by default and refuses other lengths (P03)', () => {
    expect(configOf(trendingNow).parameters).toEqual({ trend_discovery_frequency: '3 hours' });
    expect(() => config('2 hours')).toThrow(expect.objectContaining({ code: 'P03' }));
  });
});

describe('trend prediction accuracy', () => {
  it('is what the list caught of the growth in the held-out rows, for this recipe alone', async () => {
    // One test user of ten rows holds out one; the hour before and all other users are training rows.
    const histories = [...Array.from({ length: 4 }, () => [A, B]), [C, C, C, C, C, C, C, C, C, D]];
    const data = trainingDataOf(histories, 5, HOUR);
    const ids = histories.map((_, u) => String(u));
    let seed = 0;
    while (splitAmazon(data, ids, seed).tests[0].query.userIdx !== 4) seed++;
    const { train, tests } = splitAmazon(data, ids, seed);
    const setting = config('1 hour');
    const missed = await trained(train);
    expect(measureTrend(trendingNow, setting, missed, data, tests)).toEqual({ trend_prediction_accuracy: 0 });
    const caught = await trained(data);
    expect(measureTrend(trendingNow, setting, caught, data, tests)).toEqual({ trend_prediction_accuracy: 1 });
    const popular = await trainFully(popularityCount, data);
    expect(measureTrend(popularityCount, setting, popular, data, tests)).toEqual({});
  });
});
