import { expect, it } from 'vitest';
import type { UserQuery } from '../../../src/domain/histories';
import { uncancelled as job } from '../../../src/domain/ports';
import { InProcessPool } from '../../../src/engine/project/in-process-pool';
import { softmax } from '../../../src/kernels/softmax';
import { tiedRank } from '../../../src/kernels/tied-rank';
import { topK } from '../../../src/kernels/top-k';
import {
  longestFirst,
  targetPlaces,
  targetRanks,
  topItems,
  USERS_A_PART,
} from '../../../src/recipes/ask-users';
import { popularityModel } from '../../../src/recipes/popularity-count';
import { userPersonalization } from '../../../src/recipes/user-personalization';
import { checkerboard } from '../../support/checkerboard';
import { historyOf } from '../../../src/domain/queries';
import { trainedOnce } from '../../support/recipe-contract';

const pool = new InProcessPool();
const counts = Int32Array.from({ length: 30 }, (_, item) => (item * 7) % 11);
const itemRank = Int32Array.from(counts, (_, item) => item);
const model = popularityModel(counts, { rows: 1, nUsers: 21, seed: 1 });

/** More queries than one part holds, each with another history and another target. */
const queries: UserQuery[] = Array.from({ length: 21 }, (_, u) => ({
  userIdx: u,
  items: Int32Array.of(u, (u * 3) % 30),
  timestampSec: Float64Array.of(1, 2),
}));
const targets = Int32Array.from(queries, ({ userIdx }) => (userIdx * 13) % 30);
const scores = new Float64Array(30);
model.scoreUser(queries[0], scores);

it('answers every query of every part with its own list', async () => {
  const lists = await topItems(model, queries, itemRank, 5, pool, job);
  expect(lists).toEqual(queries.map(() => topK(scores, itemRank, 5)));
});

it('puts every rank at its own query, and leaves out own items when asked', async () => {
  const all = await targetRanks(model, queries, targets, false, pool, job);
  expect([...all]).toEqual(Array.from(targets, (target) => tiedRank(scores, target, null)));
  const others = await targetRanks(model, queries, targets, true, pool, job);
  const expected = queries.map(({ items }, q) => {
    const own = new Uint8Array(30);
    for (const item of items) own[item] = 1;
    return own[targets[q]] === 1 ? NaN : tiedRank(scores, targets[q], own);
  });
  expect(expected.some(Number.isNaN)).toBe(true);
  expect([...others]).toEqual(expected);
});

it('says what the first of each list promises and whether it keeps it', async () => {
  const all = await targetPlaces(model, queries, targets, false, pool, job);
  const best = topK(scores, itemRank, 1)[0];
  const chances = new Float64Array(30);
  softmax(scores, chances);
  queries.forEach((_, q) => {
    expect(all.firstScores[q]).toBeCloseTo(chances[best], 9);
    expect(all.firstHits[q]).toBe(targets[q] === best ? 1 : 0);
  });
  const others = await targetPlaces(model, queries, targets, true, pool, job);
  queries.forEach(({ items }, q) => {
    const left = scores.map((score, i) => (items.includes(i) ? -Infinity : score));
    const [first] = topK(left, itemRank, 1);
    softmax(left, chances);
    const gone = items.includes(targets[q]);
    if (gone) expect(others.firstScores[q]).toBeNaN();
    else expect(others.firstScores[q]).toBeCloseTo(chances[first], 9);
    expect(others.firstHits[q]).toBe(gone ? NaN : Number(targets[q] === first));
  });
});

it('asks many at once and gives each the place that it has alone, whatever is left out', async () => {
  const board = checkerboard(50);
  const learned = await trainedOnce(userPersonalization, board);
  const asked = Array.from({ length: 21 }, (_, u) => historyOf(board, 2 * u));
  const wanted = Int32Array.from(asked, ({ items }, q) => (q % 4 === 0 ? items[0] : (q * 13) % board.nItems));
  const lists = await topItems(learned, asked, board.itemRank, 5, pool, job);
  for (const exclude of [false, true]) {
    const together = await targetPlaces(learned, asked, wanted, exclude, pool, job);
    expect(together.ranks.some(Number.isNaN)).toBe(exclude);
    for (const [q, query] of asked.entries()) {
      const alone = await targetPlaces(learned, [query], wanted.subarray(q, q + 1), exclude, pool, job);
      for (const name of ['ranks', 'firstScores', 'firstHits'] as const)
        expect(together[name][q], name).toBe(alone[name][0]);
      expect(await topItems(learned, [query], board.itemRank, 5, pool, job)).toEqual([lists[q]]);
    }
  }
});

it('asks the longest histories first, and gives each what it has alone', async () => {
  const board = checkerboard(50);
  const learned = await trainedOnce(userPersonalization, board);
  const asked = Array.from({ length: 2 * USERS_A_PART + 3 }, (_, u) => {
    const { userIdx, items, timestampSec } = historyOf(board, u);
    const n = 1 + ((u * 5) % items.length);
    return { userIdx, items: items.slice(0, n), timestampSec: timestampSec.slice(0, n) };
  });
  const lengths = longestFirst(asked).map((q) => asked[q].items.length);
  expect(lengths).toEqual(asked.map(({ items }) => items.length).sort((a, b) => b - a));
  expect(lengths).not.toEqual(asked.map(({ items }) => items.length));
  const sent: Int32Array[] = [];
  const watched = new InProcessPool();
  const map = watched.map.bind(watched);
  watched.map = (task, inputs, parts, own) => {
    sent.push(inputs.queryEnds as Int32Array);
    return map(task, inputs, parts, own);
  };
  const wanted = Int32Array.from(asked, (_, q) => (q * 13) % board.nItems);
  const lists = await topItems(learned, asked, board.itemRank, 5, watched, job);
  const ranks = await targetRanks(learned, asked, wanted, false, watched, job);
  for (const ends of sent)
    expect(Array.from(ends, (end, q) => end - (q === 0 ? 0 : ends[q - 1]))).toEqual(lengths);
  const values = new Float64Array(board.nItems);
  for (const [q, query] of asked.entries()) {
    learned.scoreUser(query, values);
    expect(lists[q]).toEqual(topK(values, board.itemRank, 5));
    expect(ranks[q]).toBe(tiedRank(values, wanted[q], null));
  }
});
