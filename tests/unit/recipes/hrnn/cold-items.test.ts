import { expect, it } from 'vitest';
import type { Column } from '../../../../src/domain/columns';
import type { TrainingData } from '../../../../src/domain/histories';
import { Rng } from '../../../../src/kernels/rng';
import { topK } from '../../../../src/kernels/top-k';
import { hrnnColdstart } from '../../../../src/recipes/hrnn-recipes';
import { coldItems } from '../../../../src/recipes/hrnn/cold-items';
import { checkParameters } from '../../../../src/recipes/parameters';
import { scoreUsers, type Model } from '../../../../src/recipes/recipe';
import { trainingDataOf } from '../../../support/checkerboard';
import { historyOf } from '../../../../src/domain/queries';
import { uncancelled, trainWith } from '../../../support/recipe-contract';

const [WARM, COLD, TASTES, USERS] = [40, 100, 4, 60];
const DAY = 86_400;

/** People of four tastes and items of four kinds; warm items are everybody's, a hundred more have just come. */
function catalogue(nItems = WARM + COLD): TrainingData {
  const rng = new Rng(2, 'cold');
  const histories = Array.from({ length: USERS }, (_, u) =>
    rng.shuffle(Array.from({ length: WARM / TASTES }, (_unused, k) => k * TASTES + (u % TASTES))),
  );
  const data = trainingDataOf(histories, nItems);
  const newest = data.timestampSec.reduce((most, time) => Math.max(most, time), 0);
  const columns: Column[] = [
    {
      kind: 'code',
      name: 'KIND',
      categorical: true,
      vocabulary: ['a', 'b', 'c', 'd'],
      codes: Int32Array.from({ length: nItems }, (_, i) => i % TASTES),
    },
    {
      kind: 'number',
      name: 'CREATION_TIMESTAMP',
      values: Float64Array.from({ length: nItems }, (_, i) => (i < WARM ? newest - 9 * DAY : newest - DAY)),
      nulls: null,
    },
  ];
  return { ...data, itemColumns: columns };
}

const configOf = (transformations: Record<string, string> = {}, nowSec?: number) => ({
  parameters: checkParameters(hrnnColdstart, { hidden_dimension: '32' }, transformations),
  seed: 5,
  budget: 'instant' as const,
  nowSec,
});

const train = (data: TrainingData) => trainWith(hrnnColdstart, data, configOf());

/** Share of people whose best item among those from `first` on is of the kind they like. */
function rightKind(model: Model, data: TrainingData, first: number): number {
  const out = new Float64Array(data.nItems);
  const allowed = Uint8Array.from(out, (_, i) => (i < first ? 0 : 1));
  let right = 0;
  for (let u = 0; u < data.nUsers; u++) {
    model.scoreUser(historyOf(data, u), out);
    if (topK(out, data.itemRank, 1, allowed)[0] % TASTES === u % TASTES) right++;
  }
  return right / data.nUsers;
}

const sum = (cold: Uint8Array): number => cold.reduce((total, one) => total + one, 0);

it('counts items as cold that are young and have few rows, from the newest row or from the present', () => {
  const data = catalogue();
  expect([...coldItems(data, configOf())]).toEqual(
    Array.from({ length: WARM + COLD }, (_, i) => (i < WARM ? 0 : 1)),
  );
  // Warm items have 15 rows each: with 16 as the limit and ten days they are cold as well.
  const wide = { cold_start_max_interactions: '16', cold_start_max_duration: '10' };
  expect(sum(coldItems(data, configOf(wide)))).toBe(WARM + COLD);
  const newest = data.timestampSec.reduce((most, time) => Math.max(most, time), 0);
  const fromNow = { ...wide, cold_start_relative_from: 'currentTime' };
  expect(sum(coldItems(data, configOf(fromNow, newest + 2 * DAY)))).toBe(COLD);
  expect(sum(coldItems(data, configOf(fromNow)))).toBe(WARM + COLD);
});

it('refuses too few cold items, with how many there are, and items without metadata', () => {
  const fault = {
    code: 'COLD_ITEMS',
    details: { count: COLD, min: 100, max: 80_000, days: 1.1, fewerThan: 15 },
  };
  const fewer = catalogue(WARM + COLD - 1);
  expect(() => coldItems(fewer, configOf({ cold_start_max_duration: '1.1' }))).toThrow(
    expect.objectContaining({ ...fault, details: { ...fault.details, count: COLD - 1 } }),
  );
  expect(() => coldItems({ ...fewer, itemColumns: [] }, configOf())).toThrow(
    expect.objectContaining({ code: 'T07' }),
  );
});

it('recommends cold items of the kind a person likes, and only by what is known about them', async () => {
  const data = catalogue();
  const model = await train(data);
  expect(rightKind(model, data, WARM)).toBeGreaterThan(0.9);

  const [kinds, created] = data.itemColumns;
  if (kinds.kind !== 'code') throw new TypeError('kinds are codes');
  const turned = { ...kinds, codes: kinds.codes.map((code, i) => (i < WARM ? code : (code + 1) % TASTES)) };
  const misled = await train({ ...data, itemColumns: [turned, created] });
  expect(rightKind(misled, data, WARM)).toBeLessThan(0.1);
});

it('takes new items in by an update, and leaves what it had as it was', async () => {
  const data = catalogue();
  const model = await train(data);
  const later = catalogue(WARM + COLD + 20);
  const updated = await hrnnColdstart.update?.(model, later, configOf(), uncancelled);
  if (updated === undefined) throw new TypeError('no update');
  expect(updated.nItems).toBe(later.nItems);
  expect(rightKind(updated, later, WARM + COLD)).toBeGreaterThan(0.9);
  const [before, after] = [new Float64Array(data.nItems), new Float64Array(later.nItems)];
  model.scoreUser(historyOf(data, 3), before);
  updated.scoreUser(historyOf(later, 3), after);
  expect(after.slice(0, data.nItems)).toEqual(before);
});

it('answers several people at once with the bits of one by one', async () => {
  const data = catalogue();
  const model = await train(data);
  const queries = [0, 1, 2, 3, 4, 5].map((user) => historyOf(data, user));
  const outs = queries.map(() => new Float64Array(data.nItems));
  expect(scoreUsers(model, queries, outs)).toEqual(queries.map(() => true));
  for (const [q, query] of queries.entries()) {
    const alone = new Float64Array(data.nItems);
    model.scoreUser(query, alone);
    expect(outs[q]).toEqual(alone);
  }
});
