import { expect, it } from 'vitest';
import { uncancelled } from '../../../../src/domain/ports';
import { measure, measureCoverage } from '../../../../src/engine/measuring/evaluate';
import { InProcessPool } from '../../../../src/engine/project/in-process-pool';
import { topItems } from '../../../../src/recipes/ask-users';
import { popularityModel } from '../../../../src/recipes/popularity-count';
import { userPersonalization } from '../../../../src/recipes/user-personalization';
import { checkerboard } from '../../../support/checkerboard';
import { historyOf } from '../../../../src/domain/queries';
import { trainedOnce } from '../../../support/recipe-contract';

it('coverage takes the lists that test users have, and asks for all others', async () => {
  const board = checkerboard(50);
  const model = await trainedOnce(userPersonalization, board);
  const users = Array.from({ length: board.nUsers }, (_, u) => u);
  const tests = users
    .filter((u) => u % 3 === 0)
    .map((u) => {
      const { items, timestampSec } = historyOf(board, u);
      const query = { userIdx: u, items: items.slice(0, 1), timestampSec: timestampSec.slice(0, 1) };
      return { query, relevant: new Set([items[items.length - 1]]) };
    });
  const asked: number[] = [];
  const pool = new InProcessPool();
  const map = pool.map.bind(pool);
  pool.map = (task, inputs, parts, job) => {
    asked.push(...(inputs.queryUsers as Int32Array));
    return map(task, inputs, parts, job);
  };
  const asking = { pool, job: uncancelled };
  const { lists } = await measure(model, board.itemRank, tests, asking);
  asked.length = 0;
  const coverage = await measureCoverage(model, board, tests, lists, 1, asking);
  expect(asked.sort((a, b) => a - b)).toEqual(users.filter((u) => u % 3 !== 0));
  const queries = users.map(
    (u) => tests.find(({ query }) => query.userIdx === u)?.query ?? historyOf(board, u),
  );
  const listed = await topItems(model, queries, board.itemRank, 25, pool, uncancelled);
  expect(coverage).toBe(new Set(listed.flatMap((list) => [...list])).size / board.nItems);
  // Where every user is a test user, nobody is left to ask.
  asked.length = 0;
  const all = queries.map((query) => ({ query, relevant: new Set<number>() }));
  const nothing = listed.map(() => Int32Array.of(7));
  expect(await measureCoverage(model, board, all, nothing, 1, asking)).toBe(1 / board.nItems);
  expect(asked).toEqual([]);
});

it('asks whoever was not there for half a day before the newest row of all for what they come back for', async () => {
  const board = checkerboard(12);
  const late = board.timestampSec.slice();
  for (let p = board.userPtr[3]; p < board.userPtr[4]; p++) late[p] += 2 * 86_400;
  const data = { ...board, timestampSec: late };
  const model = popularityModel(new Int32Array(12).fill(1), { rows: 1, nUsers: 12, seed: 1 });
  const returns = new Map<number, number>();
  const pool = new InProcessPool();
  const map = pool.map.bind(pool);
  pool.map = (task, inputs, parts, job) => {
    (inputs.queryUsers as Int32Array).forEach((user, q) => returns.set(user, inputs.queryReturns[q]));
    return map(task, inputs, parts, job);
  };
  await measureCoverage(model, data, [], [], 1, { pool, job: uncancelled });
  expect(returns).toEqual(new Map(Array.from({ length: 12 }, (_, u) => [u, u === 3 ? 0 : 1])));
});
