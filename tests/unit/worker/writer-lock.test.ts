import { afterEach, expect, it, vi } from 'vitest';
import { WriterLock } from '../../../src/worker/writer-lock';
import { eventually } from '../../support/eventually';

afterEach(() => vi.unstubAllGlobals());

type Request = (name: string, options: LockOptions, hold: (lock: Lock | null) => unknown) => Promise<unknown>;

it('a browser that denies locks makes a reader, and is not asked for ever', async () => {
  let asked = 0;
  const request: Request = async () => {
    if (++asked > 20) return new Promise(() => undefined);
    throw new DOMException('denied', 'SecurityError');
  };
  vi.stubGlobal('navigator', { locks: { request } });
  const lock = new WriterLock(() => undefined);
  await lock.start();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(lock.held).toBe(false);
  expect(asked).toBeLessThanOrEqual(2);
});

it('a tab robbed of the lock waits in line and becomes the writer again', async () => {
  const changes: boolean[] = [];
  let rob = (): void => undefined;
  let free = (): void => undefined;
  const request: Request = (_name, options, hold) =>
    new Promise((_resolve, reject) => {
      rob = () => reject(new DOMException('stolen', 'AbortError'));
      if (options.ifAvailable === true) void hold({ name: 'l', mode: 'exclusive' });
      else free = () => void hold({ name: 'l', mode: 'exclusive' });
    });
  vi.stubGlobal('navigator', { locks: { request } });
  const lock = new WriterLock((writer) => changes.push(writer));
  await lock.start();
  rob();
  await eventually(() => expect(changes).toEqual([true, false]));
  free();
  expect(changes).toEqual([true, false, true]);
});
