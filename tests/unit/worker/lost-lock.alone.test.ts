import { afterEach, expect, it, vi } from 'vitest';
import 'fake-indexeddb/auto';
import type { OnProgress } from '../../../src/domain/ports';
import type { JobId } from '../../../src/domain/resources';
import type { StudioApi } from '../../../src/domain/door';

/** What the worker exposes to its page. */
const door = vi.hoisted(() => ({ api: null as unknown }));
vi.mock('comlink', async (original) => ({
  ...(await original<object>()),
  expose: (api: unknown) => (door.api = api),
}));

afterEach(() => vi.unstubAllGlobals());

it('a tab that loses the lock stops its jobs at once, whether they write or not', async () => {
  let rob = (): void => undefined;
  const request = (_name: string, options: LockOptions, hold: (lock: Lock | null) => unknown) =>
    new Promise((_resolve, reject) => {
      rob = () => reject(new DOMException('stolen', 'AbortError'));
      // As in browsers, the answer comes later.
      if (options.ifAvailable === true) queueMicrotask(() => hold({ name: 'l', mode: 'exclusive' }));
    });
  vi.stubGlobal('self', globalThis);
  vi.stubGlobal('name', '');
  vi.stubGlobal('navigator', { locks: { request }, hardwareConcurrency: 1 });
  await import('../../../src/worker/studio.worker');
  const api = door.api as StudioApi;
  expect((await api.hello()).writer).toBe(true);
  let reports = 0;
  const onProgress: OnProgress = () => {
    // Long before anything is stored: the first report of a sample that is still being made.
    if (++reports === 1) rob();
  };
  await expect(api.openSample('one' as JobId, 'film-club', 'Film club', onProgress)).rejects.toMatchObject({
    code: 'CANCELLED',
  });
  expect((await api.hello()).writer).toBe(false);
});
