import { IDBFactory } from 'fake-indexeddb';
import type { ChunkKey } from '../../../src/store/manifest';

/** What lies in the browser's databases, copied out of them. */
export type Disk = readonly Database[];

interface Database {
  readonly name: string;
  readonly version: number;
  readonly stores: readonly Store[];
}

interface Store {
  readonly name: string;
  readonly keyPath: string | null;
  readonly records: readonly (readonly [IDBValidKey, unknown])[];
}

/** Copies all databases of the present `indexedDB`, through connections of its own. */
export async function copyDisk(): Promise<Disk> {
  const disk: Database[] = [];
  for (const { name = '', version = 1 } of await indexedDB.databases()) {
    const db = await answer(indexedDB.open(name));
    const stores: Store[] = [];
    for (const store of db.objectStoreNames) {
      const { keyPath } = db.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([
        answer(db.transaction(store).objectStore(store).getAllKeys()),
        answer<unknown[]>(db.transaction(store).objectStore(store).getAll()),
      ]);
      const records = keys.map((key, i) => [key, values[i]] as const);
      stores.push({ name: store, keyPath: keyPath as string | null, records });
    }
    db.close();
    disk.push({ name, version, stores });
  }
  return disk;
}

/** Makes a browser with these databases the present one: `indexedDB`. What is still open of another stays there. */
export async function useDisk(disk: Disk): Promise<void> {
  globalThis.indexedDB = new IDBFactory();
  for (const { name, version, stores } of disk) {
    const opening = indexedDB.open(name, version);
    opening.onupgradeneeded = () => {
      for (const { name: store, keyPath, records } of stores) {
        const made = opening.result.createObjectStore(store, keyPath === null ? {} : { keyPath });
        for (const [key, value] of records) made.put(value, keyPath === null ? key : undefined);
      }
    };
    (await answer(opening)).close();
  }
}

/** Owners of the chunks of one database. */
export function ownersOf(database: Disk[number]): ReadonlySet<string> {
  const chunks = database.stores.find(({ name }) => name === 'chunks')?.records ?? [];
  return new Set(chunks.map(([key]) => (key as ChunkKey)[0]));
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no reason'));
  });
}
