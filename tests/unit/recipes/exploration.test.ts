import { describe, expect, it } from 'vitest';
import { filmClubSeed, simulateFilmClub } from '../../../src/data/samples/film-club';
import { inspect } from '../../../src/import/propose/inspect';
import { importTables } from '../../../src/import/store/import-tables';
import { itemExposure, newWithinDays } from '../../../src/engine/project/item-exposure';
import { buildTrainingData } from '../../../src/engine/training/training-data';
import { log } from '../../../src/kernels/math';
import { Rng } from '../../../src/kernels/rng';
import { topK } from '../../../src/kernels/top-k';
import {
  type ExplorationSettings,
  type ItemExposure,
  explainExplored,
  explore,
  planExploration,
} from '../../../src/recipes/exploration';
import { userPersonalization } from '../../../src/recipes/user-personalization';
import { full } from '../../support/full';
import { trainFully, uncancelled } from '../../support/recipe-contract';
import { textFile } from '../../support/studio-in-node';

const DAY = 86_400;
const settings: ExplorationSettings = { weight: 0.3, ageCutOffDays: 30, seed: 5, purpose: 'Ann' };

/** Items of these ages in days, never interacted with or shown. */
function aged(...days: number[]): ItemExposure {
  return {
    ageSec: Float64Array.from(days, (d) => d * DAY),
    interactions: new Int32Array(days.length),
    impressions: new Int32Array(days.length),
  };
}

function explored(
  logits: number[],
  items: ItemExposure,
  change: Partial<ExplorationSettings> = {},
): number[] {
  const values = Float64Array.from(logits);
  explore(values, planExploration(values, items, { ...settings, ...change }));
  return [...values];
}

describe('exploration', () => {
  it('changes not one bit at weight 0', () => {
    const logits = [0.1 + 0.2, -3, 1e-17, 5];
    expect(explored(logits, aged(0, 1, 2, 3), { weight: 0 })).toEqual(logits);
  });

  it('gives every place to what is new at weight 1, and lifts nothing above what it has', () => {
    const logits = Array.from({ length: 60 }, (_, i) => 6 - i / 10);
    // The second half is new.
    const items = aged(...logits.map((_, i) => (i < 30 ? 31 : 30)));
    const after = explored(logits, items, { weight: 1 });
    expect(after.slice(0, 30)).toEqual(logits.slice(0, 30));
    expect(Math.min(...after.slice(30))).toBeGreaterThan(6);
    expect(Math.max(...after.slice(30))).toBeLessThan(6.01);
  });

  it('puts an item that is lifted between two neighbours', () => {
    const logits = Float64Array.of(5, 3, 1, -9);
    const lifted = Array.from({ length: 40 }, (_, seed) => {
      const { bonus } = planExploration(logits, aged(31, 31, 31, 1), { ...settings, weight: 1, seed });
      expect([...bonus.subarray(0, 3)]).toEqual([0, 0, 0]);
      return logits[3] + bonus[3];
    });
    // Alone it is first for one person in ten; between the others it stands in the middle.
    const middles = [5.005, 4, 2, -4, -9];
    for (const logit of lifted) expect(middles).toContainEqual(expect.closeTo(logit, 12));
    expect(new Set(lifted.map((logit) => Math.round(logit))).size).toBeGreaterThan(2);
  });

  it('does not mind a constant added to all logits', () => {
    const a = explored([4, 1, 1, 0, -1], aged(40, 3, 3, 3, 3));
    const b = explored([14, 11, 11, 10, 9], aged(40, 3, 3, 3, 3));
    a.forEach((value, i) => expect(value).toBeCloseTo(b[i] - 10, 12));
  });

  it('draws the same for the same seed and purpose, and something else for others', () => {
    const logits = Array.from({ length: 40 }, (_, i) => -i);
    const items = aged(...logits.map(() => 1));
    const once = explored(logits, items);
    expect(explored(logits, items)).toEqual(once);
    expect(explored(logits, items, { seed: 6 })).not.toEqual(once);
    expect(explored(logits, items, { purpose: 'Bob' })).not.toEqual(once);
  });

  it('leaves out of it what has no age, and what cannot be listed', () => {
    const logits = [2, -Infinity, 0];
    expect(explored(logits, aged(NaN, 1, NaN), { weight: 1 })).toEqual(logits);
  });

  it('explains the explored logit: the shares as they are, one bar for exploration', () => {
    const logits = Float64Array.of(4, 1, 1, 0, -1);
    const plan = planExploration(logits, aged(40, 3, 3, 3, 3), settings);
    const after = logits.slice();
    explore(after, plan);
    logits.forEach((logit, item) => {
      const shares = [
        { part: 'history', historyPosition: 0, value: logit - 1 },
        { part: 'bias', value: 1 },
      ] as const;
      const told = explainExplored(shares, plan, item);
      expect(told.reduce((sum, share) => sum + share.value, 0)).toBeCloseTo(after[item], 12);
      expect(told.at(-1)).toEqual({ part: 'exploration', value: plan.bonus[item] });
    });
    const off = planExploration(logits, aged(1, 1, 1, 1, 1), { ...settings, weight: 0 });
    expect(explainExplored([{ part: 'bias', value: 4 }], off, 0)).toEqual([{ part: 'bias', value: 4 }]);
  });
});

/** What people get at each weight from 0 to 1 in tenths: the share of places for thin items, and the most frequent first of them. */
function sweep(
  logitsOf: readonly Float64Array[],
  items: ItemExposure,
  ageCutOffDays: number,
): { readonly thin: readonly number[]; readonly mostFirst: readonly number[] } {
  const isThin = (item: number): boolean => items.interactions[item] < 5;
  const rank = Int32Array.from(items.interactions.keys());
  const found = Array.from({ length: 11 }, (_, tenths) => {
    const first = new Map<number, number>();
    let thin = 0;
    for (const [person, logits] of logitsOf.entries()) {
      const values = logits.slice();
      const asked = { weight: tenths / 10, ageCutOffDays, seed: 42, purpose: `person ${person}` };
      explore(values, planExploration(logits, items, asked));
      const list = [...topK(values, rank, PLACES)];
      thin += list.filter(isThin).length;
      if (isThin(list[0])) first.set(list[0], (first.get(list[0]) ?? 0) + 1);
    }
    return {
      thin: thin / (PLACES * logitsOf.length),
      first: Math.max(0, ...first.values()) / logitsOf.length,
    };
  });
  return { thin: found.map(({ thin }) => thin), mostFirst: found.map(({ first }) => first) };
}

const PLACES = 10;

function expectSmooth({ thin, mostFirst }: ReturnType<typeof sweep>): void {
  thin.slice(1).forEach((share, k) => {
    expect(share - thin[k]).toBeGreaterThanOrEqual(0);
    expect(share - thin[k]).toBeLessThanOrEqual(0.2);
  });
  expect(Math.max(...mostFirst.slice(0, 8))).toBeLessThanOrEqual(0.1);
}

describe('the share of what is new', () => {
  /** 300 items, of which the last have 0 to 4 events and are what people like least; everybody has a taste. */
  function shop(thin: number): { logitsOf: Float64Array[]; items: ItemExposure } {
    const rng = new Rng(1, 'shop');
    const interactions = Int32Array.from({ length: 300 }, (_, i) => (i < 300 - thin ? 400 - i : i % 5));
    const logitsOf = Array.from({ length: 200 }, () =>
      Float64Array.from(interactions, (n) => log(n + 1) + rng.normal()),
    );
    const items = { ageSec: new Float64Array(300), interactions, impressions: new Int32Array(300) };
    return { logitsOf, items };
  }

  it.each([1, 10, 40])('grows smoothly with the weight, and nobody new is first for all: %i items', (n) => {
    const { logitsOf, items } = shop(n);
    for (const withOld of [false, true]) {
      const ageSec = items.ageSec.map((_, i) => (withOld || i >= 300 - n ? DAY : 1000 * DAY));
      const found = sweep(logitsOf, { ...items, ageSec }, 30);
      expectSmooth(found);
      expect(found.thin[10]).toBeGreaterThan(found.thin[0]);
    }
  });

  it.runIf(full)('does so on the sample', async () => {
    const { interactionsCsv, itemsCsv } = await simulateFilmClub(filmClubSeed);
    const files = [textFile('interactions.csv', interactionsCsv), textFile('items.csv', itemsCsv)];
    const { proposal, sources } = await inspect(files, 'aws', uncancelled);
    const { tables } = await importTables(sources, proposal.plan, null, uncancelled);
    const data = buildTrainingData(tables, {}, 'aws');
    const model = await trainFully(userPersonalization, data);
    const items = itemExposure(tables, (id) => tables.itemIds.indexOf(id));
    const logitsOf = Array.from({ length: data.nUsers }, (_, userIdx) => {
      const own = [data.userPtr[userIdx], data.userPtr[userIdx + 1]] as const;
      const values = new Float64Array(data.nItems);
      model.scoreUser(
        { userIdx, items: data.items.subarray(...own), timestampSec: data.timestampSec.subarray(...own) },
        values,
      );
      return values;
    });
    for (const days of [newWithinDays(items), 10_000]) {
      const found = sweep(logitsOf, items, days);
      expectSmooth(found);
      expect(found.thin[10]).toBeGreaterThan(0.15);
    }
  });
});
