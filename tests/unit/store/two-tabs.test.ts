import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { beforeEach, expect, it, vi } from 'vitest';
import type { ProjectId } from '../../../src/domain/resources';
import type { ProjectStore } from '../../../src/engine/project/store-port';
import { IdbCatalogue } from '../../../src/store/catalogue';
import type { ChunkDatabase } from '../../../src/store/chunk-database';
import { PROJECT_PREFIX } from '../../../src/store/database';
import type { ChunkKey } from '../../../src/store/manifest';
import { card, state, tables } from './fixtures';
import { eventually } from '../../support/eventually';

beforeEach(() => void vi.stubGlobal('indexedDB', new IDBFactory()));

/** The same project in two tabs: the first is robbed of the write lock by the second. */
async function twoTabs(): Promise<{ id: ProjectId; robbed: ProjectStore; writer: ProjectStore }> {
  const first = await IdbCatalogue.open(() => undefined);
  const robbed = await first.create();
  await robbed.writeData(state(robbed.id, 1), tables(), card());
  const second = await IdbCatalogue.open(() => undefined);
  const writer = await second.open(robbed.id);
  await writer.readState();
  return { id: robbed.id, robbed, writer };
}

it('two tabs that write data at once do not mix their rows', async () => {
  const { robbed, writer } = await twoTabs();
  const ends = await Promise.allSettled([
    writer.writeData(state(writer.id, 2), tables(7), card()),
    robbed.writeData(state(robbed.id, 2), tables(9), card()),
  ]);
  const stored = ends.flatMap(({ status }, i) => (status === 'fulfilled' ? [tables([7, 9][i])] : []));
  expect(stored).toHaveLength(1);
  expect(await writer.readTables()).toEqual(stored[0]);
});

it('a reader whose data are replaced under its hands gets the new ones', async () => {
  const { robbed, writer } = await twoTabs();
  const db = Reflect.get(robbed, 'db') as ChunkDatabase;
  let replaced = false;
  const slow = new Proxy(db, {
    get: (target, name) => {
      if (name !== 'get') return (Reflect.get(target, name) as () => unknown).bind(target);
      return async (key: ChunkKey) => {
        if (!replaced) {
          replaced = true;
          await writer.writeData(state(writer.id, 2), tables(3), card());
        }
        return target.get(key);
      };
    },
  });
  Reflect.set(robbed, 'db', slow);
  expect(await robbed.readTables()).toEqual(tables(3));
});

it('deleting a project does not wait for a tab that keeps it open', async () => {
  const { id } = await twoTabs();
  const frozen = indexedDB.open(PROJECT_PREFIX + id);
  await new Promise((resolve) => (frozen.onsuccess = resolve));
  const catalogue = await IdbCatalogue.open(() => undefined);
  await catalogue.delete(id);
  expect(await catalogue.list()).toEqual([]);
  frozen.result.close();
  await eventually(async () =>
    expect((await indexedDB.databases()).map(({ name }) => name)).toEqual(['foretaste']),
  );
});

it('a project that cannot be read does not keep the others from being swept', async () => {
  const { id, robbed, writer } = await twoTabs();
  const catalogue = await IdbCatalogue.open(() => undefined);
  const other = await catalogue.create();
  await other.writeData(state(other.id, 1), tables(), card());
  robbed.close();
  writer.close();
  (await openDB(PROJECT_PREFIX + id, 99)).close();
  await catalogue.sweep();
  expect(await other.readTables()).toEqual(tables());
  await expect(catalogue.open(id)).rejects.toMatchObject({ code: 'DATABASE_NEWER' });
});
