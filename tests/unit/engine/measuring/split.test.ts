import { describe, expect, it, test } from 'vitest';
import {
  roundHalfUp,
  splitAmazon,
  splitByTime,
  splitLeaveOneOut,
} from '../../../../src/engine/measuring/split';
import { dropRareItems } from '../../../../src/engine/training/training-data';
import { fnv1a } from '../../../../src/kernels/fnv1a';
import { trainingDataOf } from '../../../support/checkerboard';

/** 43 users: user u has u rows, so users 0 and 1 cannot be tested; item k at place k. */
const histories = Array.from({ length: 43 }, (_, u) => Array.from({ length: u }, (_unused, k) => k));
const data = trainingDataOf(histories, 43);
const userIds = histories.map((_, u) => `user ${u}`);

describe("Amazon's split", () => {
  const split = splitAmazon(data, userIds, 42);

  it('takes a tenth of the users with two rows, lowest FNV-1a of SEED|USER_ID first', () => {
    const byHash = userIds
      .map((id, userIdx) => ({ userIdx, hash: fnv1a(`42|${id}`) }))
      .slice(2)
      .sort((a, b) => a.hash - b.hash);
    // 41 eligible users: round(4.1) = 4.
    expect(split.tests.map((test) => test.query.userIdx)).toEqual(byHash.slice(0, 4).map((u) => u.userIdx));
  });

  it('holds out the newest tenth of each, at least one, halves up', () => {
    for (const { query, relevant } of split.tests) {
      const n = query.userIdx;
      const held = Math.max(1, Math.floor(0.1 * n + 0.5));
      expect(query.items.length).toBe(n - held);
      expect([...relevant]).toEqual(histories[n].slice(n - held));
    }
    expect([0.5, 1.5, 2.49, 2.5].map(roundHalfUp)).toEqual([1, 2, 2, 3]);
  });

  it('keeps test users out of training, and all others in it whole', () => {
    const tested = new Set(split.tests.map((test) => test.query.userIdx));
    for (let u = 0; u < 43; u++) {
      const rows = split.train.userPtr[u + 1] - split.train.userPtr[u];
      expect(rows).toBe(tested.has(u) ? 0 : u);
    }
  });

  it('depends on the seed, and its ten folds test every user once', () => {
    const users = (seed: number, fold: number): number[] =>
      splitAmazon(data, userIds, seed, fold).tests.map((test) => test.query.userIdx);
    expect(users(42, 0)).not.toEqual(users(43, 0));
    const all = Array.from({ length: 10 }, (_, fold) => users(42, fold)).flat();
    expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: 41 }, (_, i) => i + 2));
  });

  it('tests at least one user', () => {
    const few = trainingDataOf(
      [
        [0, 1],
        [1, 2],
      ],
      3,
    );
    expect(splitAmazon(few, ['a', 'b'], 1).tests.length).toBe(1);
  });
});

describe('leave-one-out', () => {
  it('hides the last row of everybody with three rows', () => {
    const split = splitLeaveOneOut(data);
    expect(split.tests.map((test) => test.query.userIdx)).toEqual(
      Array.from({ length: 40 }, (_, i) => i + 3),
    );
    for (const { query, relevant } of split.tests) expect([...relevant]).toEqual([query.items.length]);
    expect(split.train.items.length).toBe(data.items.length - 40);
    expect(split.train.userPtr[3]).toBe(3);
    expect(split.train.userPtr[4] - split.train.userPtr[3]).toBe(2);
  });
});

it('leaves every row with its own weight', () => {
  const rowWeight = Float32Array.from(data.items, (_, p) => 1 / (p + 1));
  const weighed = { ...data, rowWeight };
  const { train } = splitLeaveOneOut(weighed);
  let kept = 0;
  for (let u = 0; u < data.nUsers; u++) {
    for (let p = train.userPtr[u]; p < train.userPtr[u + 1]; p++) {
      expect(train.rowWeight?.[p]).toBe(rowWeight[data.userPtr[u] + p - train.userPtr[u]]);
      kept++;
    }
  }
  expect(kept).toBe(train.items.length);
  expect(splitLeaveOneOut(data).train.rowWeight).toBeNull();
  // Item 41 has one row and goes, item 0 has 42 and stays.
  const fewer = dropRareItems(weighed, 42);
  expect(fewer.rowWeight).toEqual(rowWeight.filter((_, p) => data.items[p] === 0));
});

test('who is asked for after a pause comes back', () => {
  const DAY = 86_400;
  // At the same time as the row before, later on that day, and the next day.
  const times = [0, 600, 4 * 3600].map((after) => [0, 9 * DAY, 9 * DAY + after]);
  times.push([0, 9 * DAY, 10 * DAY]);
  const given = trainingDataOf(
    times.map((row) => row.map((_, k) => k)),
    3,
  );
  const { tests } = splitLeaveOneOut({ ...given, timestampSec: Float64Array.from(times.flat()) });
  expect(tests.map(({ query }) => query.returns)).toEqual([false, false, false, true]);
});

describe('a split by time', () => {
  it('cuts before the row that has nine tenths of all before it, and asks for the first one after', () => {
    // Of 15 rows the 14th is at 21; who has one row before it, or none after, is not asked.
    const times = [
      [1, 2, 3, 20, 21],
      [4, 5, 6, 7, 22],
      [8, 9, 10, 11, 12],
    ];
    const given = trainingDataOf(
      times.map((row) => row.map((_, k) => k)),
      5,
    );
    const { train, tests } = splitByTime({ ...given, timestampSec: Float64Array.from(times.flat()) });
    expect([...train.userPtr]).toEqual([0, 4, 8, 13]);
    expect(tests.map(({ query, relevant }) => [query.userIdx, [...query.items], [...relevant]])).toEqual([
      [0, [0, 1, 2, 3], [4]],
      [1, [0, 1, 2, 3], [4]],
    ]);
  });
});
