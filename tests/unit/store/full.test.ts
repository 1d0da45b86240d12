import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ProjectStore } from '../../../src/engine/project/store-port';
import { IdbCatalogue } from '../../../src/store/catalogue';
import { card, state, tables } from './fixtures';

let catalogue: IdbCatalogue;
let store: ProjectStore;
beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  catalogue = await IdbCatalogue.open(() => undefined);
  store = await catalogue.create();
  await store.writeData(state(store.id, 1), tables(), card());
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** What fake-indexeddb has of a transaction beside the standard: how a browser ends one. */
interface Abortable {
  _abort(error: string): void;
}

/** From the nth writing transaction on the disk is full, which browsers notice in its midst. @returns how many there were. */
function fullFrom(nth: number): () => number {
  const begin = IDBDatabase.prototype.transaction;
  let writing = 0;
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...args) {
    const transaction = begin.apply(this, args);
    // What is written takes room; what is taken away gives some.
    if (args[1] === 'readwrite' && ++writing >= nth)
      queueMicrotask(() => (transaction as unknown as Abortable)._abort('QuotaExceededError'));
    return transaction;
  });
  return () => writing;
}

it('a disk that is full at any moment of an import says so, and leaves what was there whole', async () => {
  const whole = fullFrom(Infinity);
  await store.writeData(state(store.id, 2), tables(1), card());
  const steps = whole();
  vi.restoreAllMocks();
  expect(steps).toBeGreaterThan(2);
  let refused = 0;
  for (let nth = 1; nth <= steps; nth++) {
    fullFrom(nth);
    const error: unknown = await store.writeData(state(store.id, 3), tables(2), card()).then(
      () => null,
      (fault: unknown) => fault,
    );
    vi.restoreAllMocks();
    if (error !== null) {
      refused++;
      expect(error, `full at step ${nth}`).toMatchObject({ code: 'QUOTA_EXCEEDED' });
    }
    // Where the switch was through, only what was to be taken away stayed.
    const shift = error === null ? 2 : 1;
    await catalogue.sweep();
    const again = await catalogue.open(store.id);
    expect(await again.readTables()).toEqual(tables(shift));
    expect(await again.readCard()).toEqual(card());
    if (error === null) await store.writeData(state(store.id, 2), tables(1), card());
  }
  expect(refused).toBeGreaterThan(1);
});
