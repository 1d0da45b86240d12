import { flushSync } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import { AppError } from '../../src/domain/errors';
import { Latest, query, whileWanted, type Query } from '../../src/page/state/query.svelte';
import { Workspace } from '../../src/page/state/workspace.svelte';
import { fakeApi } from '../support/fake-api';
import { held, rooted } from '../support/held.svelte';

/** Answers that come when the test says so. */
function answers<Value>() {
  const settle: { resolve: (value: Value) => void; reject: (fault: unknown) => void }[] = [];
  const ask = vi.fn((...asked: unknown[]): Promise<Value> => {
    void asked;
    return new Promise((resolve, reject) => settle.push({ resolve, reject }));
  });
  return { ask, settle };
}
const settled = async (): Promise<void> => {
  await Promise.resolve();
  await new Promise((resume) => setTimeout(resume, 0));
  flushSync();
};

describe('The newest of several answers', () => {
  it('is the one that was asked for last, whichever comes last', async () => {
    const latest = new Latest<string>();
    const { ask, settle } = answers<string>();
    const first = latest.ask(ask);
    const second = latest.ask(ask);
    settle[1].resolve('second');
    expect(await second).toBe(true);
    expect(latest.loading).toBe(false);
    settle[0].resolve('first');
    expect(await first).toBe(false);
    expect(latest.value).toBe('second');
  });

  it('stays where a newer one fails, and says why; a cancelled one says nothing', async () => {
    const latest = new Latest<string>();
    await latest.ask(async () => 'there');
    await latest.ask(() => Promise.reject(new AppError('NOT_FOUND', { what: 'data' })));
    expect([latest.value, latest.error?.code, latest.loading]).toEqual(['there', 'NOT_FOUND', false]);
    await latest.ask(async () => 'again');
    expect(latest.error).toBeNull();
    await latest.ask(() => Promise.reject(new AppError('CANCELLED')));
    expect([latest.value, latest.error, latest.loading]).toEqual(['again', null, false]);
  });

  it('is not waited for any more once it is dropped, or cleared with what was there', async () => {
    const latest = new Latest<string>();
    await latest.ask(async () => 'there');
    const { ask, settle } = answers<string>();
    const asked = latest.ask(ask);
    latest.drop();
    settle[0].resolve('late');
    expect(await asked).toBe(false);
    expect(latest.value).toBe('there');
    latest.clear();
    expect(latest.value).toBeNull();
  });
});

describe('An answer that follows its key', () => {
  const open = (first: string | null, options?: Parameters<typeof query>[2]) => {
    const key = held<string | null>(first);
    const { ask, settle } = answers<string>();
    let made: Query<string, string> | undefined;
    const close = rooted(() => {
      made = query(() => key.value, ask, options);
    });
    flushSync();
    if (made === undefined) throw new Error('not made');
    return { key, ask, settle, close, shown: made };
  };

  it('is asked for at once, and again for another key; a late one never stands under a newer key', async () => {
    const { key, ask, settle, shown, close } = open('a');
    expect(ask.mock.calls.map(([asked]) => asked)).toEqual(['a']);
    expect(shown.loading).toBe(true);
    key.value = 'b';
    flushSync();
    settle[1].resolve('of b');
    await settled();
    expect([shown.value, shown.of, shown.loading]).toEqual(['of b', 'b', false]);
    settle[0].resolve('of a');
    await settled();
    expect([shown.value, shown.of]).toEqual(['of b', 'b']);
    close();
  });

  it('goes with its key, or stays until the next one is there', async () => {
    for (const keep of [false, true]) {
      const { key, settle, shown, close } = open('a', { keep });
      settle[0].resolve('of a');
      await settled();
      key.value = 'b';
      flushSync();
      expect([shown.value, shown.of]).toEqual(keep ? ['of a', 'a'] : [null, null]);
      key.value = null;
      flushSync();
      expect([shown.value, shown.loading]).toEqual([null, false]);
      close();
    }
  });

  it('tells a fault, asks once more, and forgets the fault with the key', async () => {
    const { key, ask, settle, shown, close } = open('a');
    settle[0].reject(new AppError('NOT_FOUND', { what: 'data' }));
    await settled();
    expect(shown.error?.code).toBe('NOT_FOUND');
    shown.again();
    flushSync();
    expect([ask.mock.calls.length, shown.error]).toEqual([2, null]);
    settle[1].reject(new AppError('NOT_FOUND', { what: 'data' }));
    await settled();
    key.value = 'b';
    flushSync();
    expect([ask.mock.calls.length, shown.error]).toEqual([3, null]);
    close();
  });

  it('is asked for once more of the worker that takes over from a dead one', async () => {
    const { ask, settle, shown, close } = open('a');
    let dead = true;
    const gone = async () => (dead ? Promise.reject(new AppError('WORKER_GONE')) : []);
    const workspace = new Workspace(fakeApi({ methods: { listProjects: gone } }));
    await workspace.start();
    settle[0].reject(new AppError('WORKER_GONE'));
    await settled();
    expect([ask.mock.calls.length, shown.error?.code]).toEqual([1, 'WORKER_GONE']);
    dead = false;
    await workspace.start();
    flushSync();
    expect([ask.mock.calls.length, shown.error]).toEqual([2, null]);
    settle[1].resolve('of a');
    await settled();
    expect(shown.value).toBe('of a');
    close();
  });

  it('is the same question where the key says the same, and follows nothing else that asking reads', async () => {
    const other = held(1);
    const key = held<readonly string[] | null>(['a']);
    const ask = vi.fn(async () => other.value);
    const close = rooted(() => void query(() => key.value, ask));
    flushSync();
    key.value = ['a'];
    other.value = 2;
    flushSync();
    expect(ask).toHaveBeenCalledTimes(1);
    key.value = ['b'];
    flushSync();
    expect(ask).toHaveBeenCalledTimes(2);
    await settled();
    close();
  });

  it('ends its long call where it is not wanted any more, and only there', async () => {
    const api = { cancel: vi.fn(async () => undefined) };
    const key = held('a');
    const { ask, settle } = answers<string>();
    const close = rooted(
      () =>
        void query(
          () => key.value,
          (_, signal) => whileWanted(api, signal, ask),
        ),
    );
    flushSync();
    key.value = 'b';
    flushSync();
    expect(api.cancel).toHaveBeenCalledWith(ask.mock.calls[0][0]);
    settle[0].reject(new AppError('CANCELLED'));
    settle[1].resolve('done');
    await settled();
    close();
    expect(api.cancel).toHaveBeenCalledTimes(1);
  });
});
