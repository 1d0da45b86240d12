import { expect, test } from 'vitest';
import type { TrackedBatch, TrackedEvent } from '../../../../../src/domain/tracking';
import { inGroups } from '../../../../../src/engine/project/tracking/put-groups';

const event = (eventId: string): TrackedEvent => ({ eventId }) as TrackedEvent;
const events = (...ids: readonly string[]): TrackedBatch => ({ kind: 'events', events: ids.map(event) });
const items: TrackedBatch = { kind: 'items', entities: [] };
const said = (batch: TrackedBatch): string =>
  'events' in batch ? batch.events.map(({ eventId }) => eventId).join('') : batch.kind;

/** What is stored, write by write, one after the other; nothing of an event “x” is new, and “!” breaks a write. */
function storing(): {
  readonly put: (batch: TrackedBatch) => Promise<TrackedBatch>;
  readonly writes: string[];
} {
  const writes: string[] = [];
  let turn = Promise.resolve();
  const put = inGroups((take) => {
    const done = turn.then(async () => {
      await Promise.resolve();
      const batch = take();
      writes.push(said(batch));
      if (said(batch).includes('!')) throw new Error('full');
      if (!('events' in batch)) return batch;
      return { kind: batch.kind, events: batch.events.filter(({ eventId }) => eventId !== 'x') };
    });
    turn = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  });
  return { put, writes };
}

test('one call after the other is a write each', async () => {
  const { put, writes } = storing();
  for (const id of ['a', 'b', 'c']) expect(said(await put(events(id)))).toBe(id);
  expect(writes).toEqual(['a', 'b', 'c']);
});

test('calls that come at once are one, in their order, and each hears of its own', async () => {
  const { put, writes } = storing();
  const first = put(events('a'));
  const others = [events('b', 'x'), events('c'), events('x')].map((batch) => put(batch));
  expect(await Promise.all([first, ...others].map(async (done) => said(await done)))).toEqual([
    'a',
    'b',
    'c',
    '',
  ]);
  expect(writes).toEqual(['abxcx']);
  // What comes while that is stored is a write of its own.
  await put(events('d'));
  expect(writes).toEqual(['abxcx', 'd']);
});

test('nothing overtakes what else is put', async () => {
  const { put, writes } = storing();
  await Promise.all([
    put(events('a')),
    put(items),
    put(events('b')),
    put({ kind: 'actionInteractions', events: [event('c')] }),
    put(events('d')),
  ]);
  expect(writes).toEqual(['a', 'items', 'b', 'c', 'd']);
});

test('a write that fails is heard of by all that are in it, and by none after it', async () => {
  const { put, writes } = storing();
  const ends = await Promise.allSettled([put(events('a')), put(events('!'))]);
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(said(await put(events('b')))).toBe('b');
  expect(writes).toEqual(['a!', 'b']);
});

test('a group has its limit, a call has none', async () => {
  const { put, writes } = storing();
  const of = (length: number): TrackedBatch => ({
    kind: 'events',
    events: Array.from({ length }, () => event('e')),
  });
  const [many, few] = [of(300_000), of(600)];
  await Promise.all([put(many), put(few), put(few)]);
  expect(writes.map(({ length }) => length)).toEqual([300_000, 600, 600]);
});

test('nobody waits for a group that was turned away before its turn', async () => {
  let turnedAway = 0;
  const put = inGroups(() => Promise.reject(new Error(`${++turnedAway}`)));
  await expect(put(events('a'))).rejects.toThrow('1');
  await expect(put(events('b'))).rejects.toThrow('2');
});
