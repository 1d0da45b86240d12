import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ProjectStore } from '../../../src/engine/project/store-port';
import { IdbCatalogue } from '../../../src/store/catalogue';
import { open } from '../../../src/store/open';
import { card, model, state, tables } from './fixtures';

/** The store's calls that a browser refuses, or answers with something else than what came of them. */
const lost = vi.fn();
let catalogue: IdbCatalogue;
let store: ProjectStore;

beforeEach(async () => {
  lost.mockClear();
  vi.stubGlobal('indexedDB', new IDBFactory());
  catalogue = await IdbCatalogue.open(lost);
  store = await catalogue.create();
  await store.writeData(state(store.id, 1), tables(), card());
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('what is stored counts as stored though its end was told as a failure', async () => {
  const begin = IDBDatabase.prototype.transaction;
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...args) {
    const transaction = begin.apply(this, args);
    if (args[1] === 'readwrite' && transaction.objectStoreNames.contains('manifest')) {
      const { dispatchEvent } = transaction;
      // Its end is told as that of a transaction which was undone.
      transaction.dispatchEvent = (event) =>
        dispatchEvent.call(
          transaction,
          event.type === 'complete' ? (new IDBVersionChangeEvent('abort') as Event) : event,
        );
    }
    return transaction;
  });
  await store.writeModel(state(store.id, 1, ['v']), 'v', model());
  expect((await store.readState()).solutionVersions).toHaveLength(1);
});

it('a browser that lets no page store anything is told in words, and nothing is left waiting', async () => {
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  vi.useFakeTimers();
  await expect(open('any', [], () => undefined)).rejects.toMatchObject({ code: 'DATABASE_LOST' });
  expect(vi.getTimerCount()).toBe(0);
});

it('a storage that was closed says nothing bad of the models in it', async () => {
  await store.writeModel(state(store.id, 1, ['v']), 'v', model());
  const get = IDBObjectStore.prototype.get;
  vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (this: IDBObjectStore, key) {
    if (this.name === 'chunks') throw new DOMException('closed', 'InvalidStateError');
    return get.call(this, key);
  });
  await expect(store.readModel('v')).rejects.toMatchObject({ code: 'DATABASE_LOST' });
});

it('a copy that is made of a closed storage ends with words', async () => {
  const { pieces } = await store.snapshot();
  store.close();
  const reading = (async () => {
    for await (const piece of pieces()) void piece;
  })();
  await expect(reading).rejects.toMatchObject({ code: 'DATABASE_LOST' });
  await expect(store.snapshot()).rejects.toMatchObject({ code: 'DATABASE_LOST' });
});

it('a newer version that wants the databases takes the storage away, the deletion of a project elsewhere does not', async () => {
  const [{ name = '' }] = (await indexedDB.databases()).filter((one) => one.name?.includes('project'));
  await new Promise((resolve) => (indexedDB.deleteDatabase(name).onsuccess = resolve));
  expect(lost).not.toHaveBeenCalled();
  await new Promise((resolve) => (indexedDB.open('foretaste', 99).onupgradeneeded = resolve));
  expect(lost).toHaveBeenCalledOnce();
});
