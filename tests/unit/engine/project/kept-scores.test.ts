import { expect, test } from 'vitest';
import type { UserQuery } from '../../../../src/domain/histories';
import { KeptScores } from '../../../../src/engine/project/kept-scores';
import type { UserScores } from '../../../../src/recipes/score-users';

const query: UserQuery = {
  userIdx: 3,
  items: Int32Array.of(1, 2),
  timestampSec: Float64Array.of(10, 20),
  eventType: Uint16Array.of(0, 1),
  context: { DEVICE: 'tv' },
};

/** What counts how often it is asked. */
function model(nItems: number) {
  let asked = 0;
  const compute = async (): Promise<UserScores> => ({
    values: new Float64Array(nItems).fill(++asked),
    personal: true,
  });
  const kept = new KeptScores(nItems);
  return { ask: async (userId: string, of: UserQuery) => (await kept.of(userId, of, compute)).values[0] };
}

test('what was answered is kept while the query says the same', async () => {
  const { ask } = model(4);
  expect(await ask('ann', query)).toBe(1);
  expect(await ask('ann', { ...query, items: Int32Array.of(1, 2), context: { DEVICE: 'tv' } })).toBe(1);
  expect(await ask('bob', query)).toBe(2);
});

test.each<[string, Partial<UserQuery>]>([
  ['another item', { items: Int32Array.of(1, 3) }],
  ['one more event', { items: Int32Array.of(1, 2, 3), timestampSec: Float64Array.of(10, 20, 30) }],
  ['another time', { timestampSec: Float64Array.of(10, 21) }],
  ['another kind of event', { eventType: Uint16Array.of(0, 0) }],
  ['no kinds of events', { eventType: undefined }],
  ['another context', { context: { DEVICE: 'phone' } }],
  ['no context', { context: undefined }],
  ['a visit that is over', { returns: true }],
  ['another number of the user', { userIdx: 4 }],
])('%s is another query', async (_, change) => {
  const { ask } = model(4);
  await ask('ann', query);
  expect(await ask('ann', { ...query, ...change })).toBe(2);
});

test('as many are kept as fit into 32 MiB, those last used', async () => {
  const { ask } = model(1 << 20);
  for (const [n, user] of ['a', 'b', 'c', 'd'].entries()) expect(await ask(user, query)).toBe(n + 1);
  expect(await ask('a', query)).toBe(1);
  expect(await ask('e', query)).toBe(5);
  expect(await ask('a', query)).toBe(1);
  expect(await ask('b', query)).toBe(6);
});

test('an answer that comes late takes no place from one for a longer history', async () => {
  const kept = new KeptScores(1);
  const scores = (value: number): UserScores => ({ values: Float64Array.of(value), personal: true });
  const longer = { ...query, items: Int32Array.of(1, 2, 3), timestampSec: Float64Array.of(10, 20, 30) };
  let late!: (scores: UserScores) => void;
  const first = kept.of('ann', query, () => new Promise((resolve) => (late = resolve)));
  await kept.of('ann', longer, async () => scores(2));
  late(scores(1));
  expect((await first).values[0]).toBe(1);
  const again = await kept.of('ann', longer, async () => scores(3));
  expect(again.values[0]).toBe(2);
});
