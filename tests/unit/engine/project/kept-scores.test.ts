import { expect, test } from 'vitest';
import type { UserQuery } from '../../../../src/domain/histories';
import { KeptScores, type UserScores } from '../../../../src/engine/project/kept-scores';

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
  const compute = (): UserScores => ({ values: new Float64Array(nItems).fill(++asked), personal: true });
  const kept = new KeptScores(nItems);
  return { ask: (userId: string, of: UserQuery) => kept.of(userId, of, compute).values[0] };
}

test('what was answered is kept while the query says the same', () => {
  const { ask } = model(4);
  expect(ask('ann', query)).toBe(1);
  expect(ask('ann', { ...query, items: Int32Array.of(1, 2), context: { DEVICE: 'tv' } })).toBe(1);
  expect(ask('bob', query)).toBe(2);
});

test.each<[string, Partial<UserQuery>]>([
  ['another item', { items: Int32Array.of(1, 3) }],
  ['one more event', { items: Int32Array.of(1, 2, 3), timestampSec: Float64Array.of(10, 20, 30) }],
  ['another time', { timestampSec: Float64Array.of(10, 21) }],
  ['another kind of event', { eventType: Uint16Array.of(0, 0) }],
  ['no kinds of events', { eventType: undefined }],
  ['another context', { context: { DEVICE: 'phone' } }],
  ['no context', { context: undefined }],
  ['another number of the user', { userIdx: 4 }],
])('%s is another query', (_, change) => {
  const { ask } = model(4);
  ask('ann', query);
  expect(ask('ann', { ...query, ...change })).toBe(2);
});

test('as many are kept as fit into 32 MiB, those last used', () => {
  const { ask } = model(1 << 20);
  for (const [n, user] of ['a', 'b', 'c', 'd'].entries()) expect(ask(user, query)).toBe(n + 1);
  expect(ask('a', query)).toBe(1);
  expect(ask('e', query)).toBe(5);
  expect(ask('a', query)).toBe(1);
  expect(ask('b', query)).toBe(6);
});
