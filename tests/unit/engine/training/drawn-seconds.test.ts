import { describe, expect, it } from 'vitest';
import type { TrainingData } from '../../../../src/domain/histories';
import { splitAmazon, splitByTime, splitLeaveOneOut } from '../../../../src/engine/measuring/split';
import { buildTrainingData } from '../../../../src/engine/training/training-data';
import { importFiles, nodeJob, nodeStudio, specOf, textFile } from '../../../support/studio-in-node';
import { tablesOf } from '../../../support/small-tables';

type Row = readonly [user: string, item: string, timestampSec: number];
const PEOPLE = Array.from({ length: 60 }, (_, u) => `u${u}`);

/** Everybody fills baskets of four at five moments, each in the order of the file's items. */
const baskets: readonly Row[] = PEOPLE.flatMap((user, u) =>
  [1, 2, 3, 4, 5].flatMap((second) =>
    [0, 1, 2, 3].map((k): Row => [user, `i${String((u + second + 3 * k) % 12).padStart(2, '0')}`, second]),
  ),
);

const tablesFrom = (rows: readonly Row[]) =>
  tablesOf(rows.map(([user, item, time]) => ({ user, item, time })));

const dataOf = (rows: readonly Row[], seed?: number): TrainingData =>
  buildTrainingData(tablesFrom(rows), {}, 'relaxed', seed);

/** Histories by id, so that data numbered otherwise can be held against each other. */
function histories(rows: readonly Row[], seed?: number): Map<string, string[]> {
  const tables = tablesFrom(rows);
  const data = buildTrainingData(tables, {}, 'relaxed', seed);
  return new Map(
    tables.userIds.map((user, u) => [
      user,
      Array.from(data.items.subarray(data.userPtr[u], data.userPtr[u + 1]), (item) => tables.itemIds[item]),
    ]),
  );
}

describe('what somebody did within one second', () => {
  it('is in an order that the seed draws, whatever the order of rows in the file was', () => {
    const sorted = histories(baskets, 42);
    expect(histories([...baskets].reverse(), 42)).toEqual(new Map([...sorted]));
    expect(histories(baskets, 43)).not.toEqual(sorted);
    expect(histories(baskets)).not.toEqual(sorted);
    // The seconds themselves follow each other, each with its own items.
    for (const [user, items] of sorted) {
      const rows = histories(baskets).get(user) ?? [];
      for (let at = 0; at < 20; at += 4)
        expect(items.slice(at, at + 4).sort()).toEqual(rows.slice(at, at + 4).sort());
    }
  });

  it('is as often one way round as the other', () => {
    let ascending = 0;
    let pairs = 0;
    for (const items of histories(baskets, 42).values())
      for (let at = 1; at < items.length; at++) {
        if (at % 4 === 0) continue;
        pairs++;
        if (items[at - 1] < items[at]) ascending++;
      }
    expect(pairs).toBe(900);
    // Five standard deviations of a fair coin.
    expect(Math.abs(ascending - 450)).toBeLessThan(75);
  });

  it('puts no item before another more often than a fair coin does', () => {
    // FNV-1a alone draws these codes in one order for everybody.
    const pairs = ['21383 21808', '21810 22697', '21404 22900', '21401 22905'].map((pair) => pair.split(' '));
    const orders = Array.from({ length: 200 }, (_, u) => String(12346 + u)).flatMap((user, u) =>
      pairs.flat().map((code): Row => [user, code, 1_291_200_000 + 3_600 * u]),
    );
    const drawn = [...histories(orders, 42).values()];
    for (const [one, other] of pairs) {
      const first = drawn.filter((items) => items.indexOf(one) < items.indexOf(other)).length;
      // Five standard deviations of a fair coin.
      expect(Math.abs(first - 100), `${one} before ${other}`).toBeLessThan(36);
    }
  });

  it('says nothing where no second holds two rows', () => {
    const alone: Row[] = PEOPLE.flatMap((user) => [1, 2, 3].map((at): Row => [user, `i${at}`, at]));
    expect(dataOf(alone, 42)).toEqual(dataOf(alone));
    expect(dataOf(alone, 42)).not.toHaveProperty('drawnSeconds');
  });
});

describe('rows of one item at one second', () => {
  /** A click and a watch of everything, the clicks of a second before its watches. */
  const twice: Row[] = PEOPLE.flatMap((user, u) =>
    [1, 2, 3, 4].flatMap((at) => {
      const items = [`i${(u + at) % 9}`, `i${(u + at + 4) % 9}`];
      return [...items, ...items].map((item): Row => [user, item, at]);
    }),
  );
  const data = dataOf(twice, 42);

  it('count once, and are hidden together: none is known of what is to be found', () => {
    for (const split of [splitLeaveOneOut(data), splitLeaveOneOut(data, 1), splitAmazon(data, PEOPLE, 42)]) {
      expect(split.tests.length).toBeGreaterThan(3);
      for (const { query, relevant } of split.tests) {
        expect(relevant.size).toBe(1);
        const newest = query.timestampSec.at(-1);
        const beside = query.items.filter((_, p) => query.timestampSec[p] === newest);
        for (const item of beside.slice(-1)) expect(relevant.has(item)).toBe(false);
      }
    }
    const [{ query, relevant }] = splitLeaveOneOut(data).tests;
    expect(query.items.length).toBe(14);
    // Its companion in the newest second is known.
    expect([...query.timestampSec.subarray(12)]).toEqual([4, 4]);
    expect([...relevant]).not.toContain(query.items[13]);
  });

  it('are rows of their own where the order of the file counts', () => {
    const [{ query, relevant }] = splitLeaveOneOut(dataOf(twice)).tests;
    expect(query.items.length).toBe(15);
    expect(query.items.includes([...relevant][0])).toBe(true);
  });
});

it('a split by time hides from everybody what came after one moment', () => {
  const data = dataOf(
    PEOPLE.flatMap((user, u) => [1, 2, 3, 4].map((at): Row => [user, `i${(u + at) % 7}`, u + 10 * at])),
  );
  const { train, tests } = splitByTime(data);
  const newest = Math.max(...train.timestampSec);
  expect(train.items.length).toBe(216);
  expect(tests.length).toBeGreaterThan(5);
  for (const { query, relevant } of tests) {
    const from = data.userPtr[query.userIdx] + query.items.length;
    expect(data.timestampSec[from]).toBeGreaterThan(newest);
    expect([...relevant]).toEqual([data.items[from]]);
    expect(query.items.length).toBe(train.userPtr[query.userIdx + 1] - train.userPtr[query.userIdx]);
  }
});

it('a trained version answers the same whatever the order of rows within a second was', async () => {
  const answers = async (rows: readonly Row[]): Promise<unknown> => {
    const node = nodeStudio();
    const lines = rows.map(([user, item, at]) => `${user},${item},${1_700_000_000 + 1000 * at}`);
    await importFiles(node, [textFile('shop.csv', `USER_ID,ITEM_ID,TIMESTAMP\n${lines.join('\n')}\n`)]);
    const { arn, metrics } = await node.studio.train(nodeJob(), specOf('aws-user-personalization'));
    const list = await node.studio.getRecommendations({
      solutionVersionArn: arn,
      userId: 'u7',
      numResults: 12,
    });
    return { metrics, items: list.items.map(({ itemId, score }) => [itemId, score?.toFixed(9)]) };
  };
  // People and items are met in the same order: what is numbered otherwise sums in another order.
  const firsts = baskets.filter(([user, , at]) => user === 'u0' || at === 1);
  const others = baskets.filter((row) => !firsts.includes(row));
  const swapped = [...firsts, ...[...others].reverse()];
  expect(await answers([...firsts, ...others])).toEqual(await answers(swapped));
});
