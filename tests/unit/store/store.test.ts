import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { versionArn } from '../../../src/domain/names';
import { LOCAL_ARN, type ProjectId } from '../../../src/domain/resources';
import type { TrackedBatch } from '../../../src/domain/tracking';
import { IdbCatalogue } from '../../../src/store/catalogue';
import { PROJECT_PREFIX } from '../../../src/store/database';
import type { Manifest } from '../../../src/store/manifest';
import type { ChunkedProjectStore } from '../../../src/store/project-store';
import { card, model, state, tables } from './fixtures';
import { withoutSums } from './without-sums';

const realTransaction = IDBDatabase.prototype.transaction;
const noLoss = (): void => {
  throw new Error('the database was taken away');
};
/** Until it is restored, what was written never becomes what is there. */
const noSwitch = () =>
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...args) {
    if (String(args[0]).startsWith('manifest') && args[1] === 'readwrite')
      throw new DOMException('gone', 'AbortError');
    return realTransaction.apply(this, args);
  });

async function project(): Promise<{ catalogue: IdbCatalogue; store: ChunkedProjectStore }> {
  const catalogue = await IdbCatalogue.open(noLoss);
  const store = (await catalogue.create()) as ChunkedProjectStore;
  return { catalogue, store };
}

async function owners(id: ProjectId): Promise<string[]> {
  const db = await openDB(PROJECT_PREFIX + id);
  const keys = (await db.getAllKeys('chunks')) as [string, string, number][];
  db.close();
  return [...new Set(keys.map(([owner]) => owner))];
}

beforeEach(() => void vi.stubGlobal('indexedDB', new IDBFactory()));

describe('data', () => {
  it('come back as they were, with hostile ids', async () => {
    const { catalogue, store } = await project();
    await store.writeData(state(store.id, 1), tables(), card());
    store.close();
    const again = await catalogue.open(store.id);
    expect(await again.readTables()).toEqual(tables());
    expect(await again.readCard()).toEqual(card());
    expect((await again.readState()).dataVersion).toBe(1);
    expect(await again.sizeBytes()).toBeGreaterThan(0);
  });

  it('list a project only once its first data are there', async () => {
    const { catalogue, store } = await project();
    expect(await catalogue.list()).toEqual([]);
    await store.writeData(state(store.id, 1), tables(), card());
    expect((await catalogue.list()).map((each) => each.name)).toEqual(['data 1']);
  });

  it('stay whole when an import dies between its arrays and the switch', async () => {
    const { catalogue, store } = await project();
    await store.writeData(state(store.id, 1), tables(), card());
    const before = await owners(store.id);
    const dying = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
      this: IDBDatabase,
      ...args
    ) {
      if (String(args[0]) === 'manifest' && args[1] === 'readwrite')
        throw new DOMException('gone', 'AbortError');
      return realTransaction.apply(this, args);
    });

    await expect(store.writeData(state(store.id, 2), tables(7), card())).rejects.toMatchObject({
      code: 'DATABASE_LOST',
    });
    dying.mockRestore();
    store.close();
    expect(await owners(store.id)).toHaveLength(before.length + 1);
    await catalogue.sweep();
    expect(await owners(store.id)).toEqual(before);
    const again = await catalogue.open(store.id);
    expect(await again.readTables()).toEqual(tables());
    expect((await again.readState()).dataVersion).toBe(1);
  });

  it('of an older version are swept after the switch', async () => {
    const { store } = await project();
    await store.writeData(state(store.id, 1), tables(), card());
    await store.writeData(state(store.id, 2), tables(1), card());
    expect(await owners(store.id)).toHaveLength(1);
    expect(await store.readTables()).toEqual(tables(1));
  });

  it('say how much room is missing when the disk is full, and leave no half', async () => {
    const { store } = await project();
    await store.writeData(state(store.id, 1), tables(), card());
    const before = await owners(store.id);
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await expect(store.writeData(state(store.id, 2), tables(1), card())).rejects.toMatchObject({
      code: 'QUOTA_EXCEEDED',
      details: { neededBytes: expect.any(Number) as number },
    });
    full.mockRestore();
    expect(await owners(store.id)).toEqual(before);
    expect(await store.readTables()).toEqual(tables());
  });
});

describe('data that a fix has replaced', () => {
  it('come back whole, alone and once', async () => {
    const { store } = await project();
    await store.writeData(state(store.id, 1), tables(), card());
    const [before, size] = [await owners(store.id), await store.sizeBytes()];
    await store.replaceData(state(store.id, 2), tables(7), card());
    expect(await store.readTables()).toEqual(tables(7));
    expect(await store.sizeBytes()).toBe(2 * size);
    await store.restoreData(state(store.id, 3));
    expect(await store.readTables()).toEqual(tables());
    expect((await store.readState()).dataVersion).toBe(3);
    // Nothing is left of the fix, and there is nothing to go back to any more.
    expect(await owners(store.id)).toEqual(before);
    expect(await store.sizeBytes()).toBe(size);
    await expect(store.restoreData(state(store.id, 4))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await store.readState()).dataVersion).toBe(3);
  });

  it('are those before the last fix, and gone with the next import', async () => {
    const { store } = await project();
    await store.writeData(state(store.id, 1), tables(), card());
    await store.replaceData(state(store.id, 2), tables(7), card());
    await store.replaceData(state(store.id, 3), tables(8), card());
    await store.restoreData(state(store.id, 4));
    expect(await store.readTables()).toEqual(tables(7));
    await store.replaceData(state(store.id, 5), tables(9), card());
    await store.writeData(state(store.id, 6), tables(10), card());
    await expect(store.restoreData(state(store.id, 7))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await store.readTables()).toEqual(tables(10));
  });
});

describe('what was put', () => {
  const batch = (userId: string): TrackedBatch => ({
    kind: 'users',
    entities: [{ id: userId, cells: { AGE: 3 } }],
  });

  it('comes back in order, survives an import and the sweep, and counts in the size', async () => {
    const { catalogue, store } = await project();
    await store.writeData(state(store.id, 1), tables(), card());
    const before = await store.sizeBytes();
    for (let n = 0; n < 12; n++) await store.appendTracked(state(store.id, 1), batch(`u${n}`));
    await store.writeData(state(store.id, 2), tables(1), card());
    // Two bytes a character, of all of them.
    const texts = Array.from({ length: 12 }, (_, n) => JSON.stringify(batch(`u${n}`)));
    expect(await store.sizeBytes()).toBe(before + 2 * texts.join('').length);
    store.close();
    await catalogue.sweep();
    const again = await catalogue.open(store.id);
    expect(await again.readTracked()).toEqual(Array.from({ length: 12 }, (_, n) => batch(`u${n}`)));
  });

  it('is not half there when the switch fails, and what comes next takes its place', async () => {
    const { store } = await project();
    await store.writeData(state(store.id, 1), tables(), card());
    await store.appendTracked(state(store.id, 1), batch('first'));
    const dying = noSwitch();
    await expect(store.appendTracked(state(store.id, 1), batch('lost'))).rejects.toMatchObject({
      code: 'DATABASE_LOST',
    });
    dying.mockRestore();
    expect(await store.readTracked()).toEqual([batch('first')]);
    await store.appendTracked(state(store.id, 1), batch('second'));
    expect(await store.readTracked()).toEqual([batch('first'), batch('second')]);
  });

  it('is replaced with the data, both or neither', async () => {
    const { catalogue, store } = await project();
    await store.writeData(state(store.id, 1), tables(), card());
    await store.appendTracked(state(store.id, 1), batch('before'));
    const before = await owners(store.id);
    const dying = noSwitch();
    const after = [batch('after')];
    await expect(store.writeData(state(store.id, 2), tables(7), card(), after)).rejects.toMatchObject({
      code: 'DATABASE_LOST',
    });
    dying.mockRestore();
    expect(await store.readTracked()).toEqual([batch('before')]);
    expect(await store.readTables()).toEqual(tables());
    store.close();
    await catalogue.sweep();
    expect(await owners(store.id)).toEqual(before);
    const again = await catalogue.open(store.id);
    await again.readState();
    const flips = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await again.writeData(state(store.id, 2), tables(7), card(), after);
    const switches = flips.mock.calls.filter(
      ([name, mode]) => String(name) === 'manifest' && mode === 'readwrite',
    );
    flips.mockRestore();
    expect(switches).toHaveLength(1);
    expect(await again.readTracked()).toEqual(after);
    expect(await again.readTables()).toEqual(tables(7));
  });

  it('is replaced as a whole, leaves nothing of what was there, and goes on after it', async () => {
    const { store } = await project();
    await store.writeData(state(store.id, 1), tables(), card());
    for (const name of ['keep', 'drop', 'keep too'])
      await store.appendTracked(state(store.id, 1), batch(name));
    const kept = [batch('keep'), batch('keep too')];
    await store.writeData(state(store.id, 2), tables(), card(), kept);
    expect(await store.readTracked()).toEqual(kept);
    // The data's own, and one of what was put.
    expect(await owners(store.id)).toHaveLength(2);
    await store.appendTracked(state(store.id, 1), batch('later'));
    expect(await store.readTracked()).toEqual([...kept, batch('later')]);
    await store.writeData(state(store.id, 3), tables(), card(), []);
    expect(await store.readTracked()).toEqual([]);
  });
});

describe('models', () => {
  it('come back with the same bytes and go with their version', async () => {
    const { store } = await project();
    await store.writeData(state(store.id, 1), tables(), card());
    await store.writeModel(state(store.id, 1, ['a']), 'a', model());
    await store.writeModel(state(store.id, 1, ['a', 'b']), 'b', model(9));
    expect(await store.readModel('a')).toEqual(model());
    expect(await store.readModel('b')).toEqual(model(9));
    await store.writeState(state(store.id, 1, ['b']));
    await expect(store.readModel('a')).rejects.toMatchObject({ code: 'MODEL_UNREADABLE' });
    expect(await owners(store.id)).toHaveLength(2);
  });

  it('are refused when a byte has changed or a record is missing', async () => {
    const { store } = await project();
    await store.writeData(state(store.id, 1), tables(), card());
    await store.writeModel(state(store.id, 1, ['a']), 'a', model());
    const db = await openDB(PROJECT_PREFIX + store.id);
    const key = ((await db.getAllKeys('chunks')) as [string, string, number][]).find(
      ([, part]) => part === 'counts',
    );
    await db.put('chunks', Int32Array.of(1, 2, 4).buffer, key);
    await expect(store.readModel('a')).rejects.toMatchObject({
      code: 'MODEL_UNREADABLE',
      details: { reason: 'checksum' },
    });
    await db.delete('chunks', key ?? '');
    await expect(store.readModel('a')).rejects.toMatchObject({
      code: 'MODEL_UNREADABLE',
      details: { reason: 'incomplete' },
    });
    db.close();
  });

  it('being written are not swept, whenever the sweep comes', async () => {
    const { store } = await project();
    await store.writeData(state(store.id, 1), tables(), card());
    // Sweeps at every moment of the write: one that falls between the arrays and the switch must leave them alone.
    let writing = true;
    const write = store.writeModel(state(store.id, 1, ['a']), 'a', model()).finally(() => (writing = false));
    let sweeps = 0;
    while (writing) {
      await store.sweep();
      sweeps++;
    }
    await write;
    expect(sweeps).toBeGreaterThan(1);
    expect(await store.readModel('a')).toEqual(model());
  });
});

describe('projects', () => {
  it('are renamed and deleted, database and all', async () => {
    const { catalogue, store } = await project();
    await store.writeData(state(store.id, 1), tables(), card());
    store.close();
    await catalogue.rename(store.id, 'Film club');
    expect((await catalogue.list())[0].name).toBe('Film club');
    await catalogue.delete(store.id);
    expect(await catalogue.list()).toEqual([]);
    expect((await indexedDB.databases()).map((each) => each.name)).not.toContain(PROJECT_PREFIX + store.id);
    await expect(catalogue.open(store.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('whose entry in the list is damaged are listed as they say of themselves', async () => {
    const { catalogue, store } = await project();
    await store.writeData(state(store.id, 1), tables(), card());
    store.close();
    const whole = await catalogue.list();
    const db = await openDB('foretaste');
    for (const broken of [{ name: 7 }, { name: 'x', sizeBytes: NaN }, {}]) {
      await db.put('projects', { ...broken, id: store.id });
      expect(await catalogue.list()).toEqual(whole);
    }
    db.close();
  });

  it('cut off before their first data are swept by the next start', async () => {
    const { store } = await project();
    store.close();
    const next = await IdbCatalogue.open(noLoss);
    await next.sweep();
    expect((await indexedDB.databases()).map((each) => each.name)).not.toContain(PROJECT_PREFIX + store.id);
  });

  it('of an earlier Foretaste have the ids of today from the first reading on, and are written so', async () => {
    const { catalogue, store } = await project();
    await store.writeData(state(store.id, 1), tables(), card());
    const written = versionArn('popular', '12345678');
    await store.writeModel(state(store.id, 1, [written]), written, model());
    store.close();
    const db = await openDB(PROJECT_PREFIX + store.id);
    const [key] = await db.getAllKeys('manifest');
    const turned = async (from: string, to: string): Promise<string> => {
      const text = JSON.stringify(await db.get('manifest', key));
      return text.replaceAll(from, to);
    };
    const earlier = JSON.parse(await turned(LOCAL_ARN, 'arn:local:personalize:browser:0:')) as Manifest;
    await db.put('manifest', withoutSums(earlier, 1), key);
    const opened = (await catalogue.open(store.id)) as ChunkedProjectStore;
    const before = await opened.readState();
    const [{ arn }] = before.solutionVersions;
    expect(arn).toBe(written);
    expect((await opened.readModel(arn)).arrays).toEqual(model().arrays);
    await opened.writeState(before);
    expect(await db.get('manifest', key)).toMatchObject({ format: 3, models: [{ arn }] });
    db.close();
  });

  it('of a newer Foretaste are refused, not guessed at', async () => {
    const { catalogue, store } = await project();
    await store.writeData(state(store.id, 1), tables(), card());
    store.close();
    (await openDB(PROJECT_PREFIX + store.id, 99)).close();
    await expect(catalogue.open(store.id)).rejects.toMatchObject({ code: 'DATABASE_NEWER' });
  });
});

describe('served lists', () => {
  const list = (number: number) => ({
    number,
    recommendationId: `RID-${number}`,
    source: 'campaign/home',
    itemIds: ['a', 'b'],
  });

  it('outlive the page and every sweep, and a place holds the last that took it', async () => {
    const { catalogue, store } = await project();
    await store.writeData(state(store.id, 1), tables(), card());
    await store.writeServed(0, list(0));
    await store.writeServed(1, list(1));
    await store.writeServed(0, list(2));
    await store.writeState(state(store.id, 1));
    await store.sweep();
    store.close();
    const again = await catalogue.open(store.id);
    expect(await again.readServed()).toEqual([list(2), list(1)]);
  });
});
