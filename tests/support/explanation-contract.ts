import { expect, it } from 'vitest';
import type { Contribution, Reason } from '../../src/domain/explanations';
import type { TrainingData, UserQuery } from '../../src/domain/histories';
import { can, having } from '../../src/recipes/capabilities';
import { explainExplored, explore, planExploration } from '../../src/recipes/exploration';
import { withObjective } from '../../src/recipes/objective';
import type { Model, Recipe } from '../../src/recipes/recipe';
import { full } from './full';
import { historyOf } from '../../src/domain/queries';
import { trainedOnce } from './recipe-contract';

const WITHIN = 1e-9;

/** Histories of many kinds: whole, short, with repeats, of strangers, of nothing but cold items, empty. */
function manyQueries(data: TrainingData): UserQuery[] {
  const of = (userIdx: number, items: readonly number[], gapSec = 60): UserQuery => ({
    userIdx,
    items: Int32Array.from(items),
    timestampSec: Float64Array.from(items, (_, k) => k * gapSec),
  });
  const users = Array.from({ length: Math.min(12, data.nUsers) }, (_, u) => historyOf(data, u));
  const [first] = users;
  return [
    ...users,
    ...users.slice(0, 4).map((query, k) => ({
      ...query,
      items: query.items.subarray(0, k + 1),
      timestampSec: query.timestampSec.subarray(0, k + 1),
    })),
    of(0, [...first.items.subarray(0, 6), ...first.items.subarray(2, 4)]),
    of(-1, [...first.items.subarray(3, 9)], 100_000),
    // Two rows of one item at one second, as a click and a watch.
    of(data.nUsers + 3, [first.items[5], first.items[4], first.items[4]], 0),
    of(1, [data.nItems - 1, data.nItems - 2]),
    of(1, [first.items[2], data.nItems - 1]),
    of(2, []),
    of(-1, []),
    of(data.nUsers + 3, []),
  ];
}

function sumOf(shares: readonly Contribution[] | undefined): number {
  return (shares ?? []).reduce((sum, { value }) => sum + value, 0);
}

/** Every share that names a past item names a row of the query, and no row is named twice. */
function expectPlaces(shares: readonly Contribution[], query: UserQuery): void {
  const places = shares.flatMap(({ historyPosition: place }) => (place === undefined ? [] : [place]));
  for (const place of places) expect(query.items[place]).toBeDefined();
  expect(new Set(places).size).toBe(places.length);
  for (const { part, historyPosition } of shares)
    expect(historyPosition !== undefined).toBe(part === 'history');
}

/** Some items of the catalogue, others for every query, and always one that is cold. */
function itemsFor(k: number, nItems: number): number[] {
  const all = Array.from({ length: nItems }, (_, item) => item);
  return full ? all : all.filter((item) => item % 16 === k % 16 || item === nItems - 1);
}

function expectExplained(model: Model, queries: readonly UserQuery[]): void {
  const logits = new Float64Array(model.nItems);
  for (const [k, query] of queries.entries()) {
    model.scoreUser(query, logits);
    const expected = logits.slice();
    for (const item of itemsFor(k, model.nItems)) {
      const shares = having(model, 'explains').explain(query, item);
      expect(Math.abs(sumOf(shares) - expected[item])).toBeLessThan(WITHIN);
      expectPlaces(shares, query);
    }
  }
}

/** After an objective and after exploration, alone and together. */
function expectExplainedWrapped(model: Model, query: UserQuery): void {
  const { nItems } = model;
  const values = Float64Array.from({ length: nItems }, (_, i) => (i % 5 === 0 ? NaN : i % 7));
  const led = withObjective(model, { itemAttribute: 'PRICE', sensitivity: 'MEDIUM', values });
  expectExplained(led, [query]);
  const exposure = {
    ageSec: Float64Array.from({ length: nItems }, (_, i) => (i % 3 === 0 ? 10 : 1e9)),
    interactions: new Int32Array(nItems).fill(2),
    impressions: new Int32Array(nItems),
  };
  const settings = { weight: 0.4, ageCutOffDays: 30, seed: 3, purpose: 'Ann' };
  for (const each of [model, led]) {
    const logits = new Float64Array(nItems);
    each.scoreUser(query, logits);
    const plan = planExploration(logits, exposure, settings);
    explore(logits, plan);
    for (const item of itemsFor(query.items.length, nItems)) {
      const shares = explainExplored(having(each, 'explains').explain(query, item), plan, item);
      expect(Math.abs(sumOf(shares) - logits[item])).toBeLessThan(WITHIN);
      expect(shares.filter(({ part }) => part === 'exploration')).toHaveLength(1);
    }
  }
}

/** The ranking value once more, out of the numbers that a reason tells; null where it takes the whole catalogue. */
function valueOf(reason: Reason): number | null {
  switch (reason.kind) {
    case 'popularity':
      return reason.users;
    case 'trending':
      return reason.rising ? null : reason.last;
    case 'co-occurrence':
      return reason.shared / reason.itemUsers ** reason.discount;
    case 'similarity':
      return reason.people + reason.metadata;
    case 'texts':
      return reason.likeness * (1 + reason.popularity + reason.freshness);
  }
}

function expectReasons(model: Model, queries: readonly UserQuery[]): void {
  const values = new Float64Array(model.nItems);
  for (const query of queries) {
    model.scoreUser(query, values);
    for (let item = 0; item < model.nItems; item++) {
      const reason = having(model, 'givesReasons').reason(query, item);
      expect(reason === null).toBe(values[item] === -Infinity);
      if (reason === null) continue;
      expect(reason.value).toBe(values[item]);
      const again = valueOf(reason);
      if (again !== null) expect(again).toBeCloseTo(values[item], 9);
    }
  }
}

/** What every recipe that answers with items owes whoever asks why. @param data hold cold items, the last two among them. */
export function explanationContract(recipe: Recipe, data: TrainingData): void {
  const trained = (): Promise<Model> => trainedOnce(recipe, data);

  it('either explains its logits or gives reasons', async () => {
    const model = await trained();
    expect(can(model, 'explains')).toBe(model.hasScores);
    expect(can(model, 'givesReasons')).toBe(!model.hasScores);
  });

  it('explains every item to everybody: shares add up to the logit, reasons hold what ranks', async () => {
    const model = await trained();
    const queries = manyQueries(data);
    for (const [turn, each] of [model, recipe.load(structuredClone(model.store()))].entries()) {
      // Every query is asked: in the short run of one of the two, which score alike by the recipe's contract.
      const asked = full ? queries : queries.filter((_, k) => k % 2 === turn);
      if (each.hasScores) expectExplained(each, asked);
      else expectReasons(each, asked);
    }
  });

  it('explains logits that an objective or exploration has changed', async () => {
    const model = await trained();
    if (!model.hasScores) return;
    const queries = manyQueries(data);
    for (const query of [queries[2], queries[queries.length - 1]]) expectExplainedWrapped(model, query);
  });
}
