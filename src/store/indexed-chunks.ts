import type { IDBPDatabase } from 'idb';
import type { ChunkDatabase, Entry } from './chunk-database';
import type { ProjectDb } from './database';
import type { Chunk, ChunkKey, Manifest } from './manifest';

/** A project's chunks in a database of the browser. */
export class IndexedChunks implements ChunkDatabase {
  constructor(private readonly db: IDBPDatabase<ProjectDb>) {}

  async readManifest(): Promise<Manifest | undefined> {
    return this.db.get('manifest', 'current');
  }

  async switchTo(change: (before: Manifest | undefined) => Manifest, beside?: Entry): Promise<void> {
    const stores: ('manifest' | 'chunks')[] = beside === undefined ? ['manifest'] : ['manifest', 'chunks'];
    const transaction = this.db.transaction(stores, 'readwrite', { durability: 'strict' });
    const manifest = transaction.objectStore('manifest');
    try {
      const after = change(await manifest.get('current'));
      if (beside !== undefined) await transaction.objectStore('chunks').put(beside[1], beside[0]);
      await manifest.put(after, 'current');
    } catch (error) {
      // A request that was given up does not know why, as for lack of room: the end of the transaction does.
      if (error instanceof DOMException && error.name === 'AbortError') await transaction.done;
      throw error;
    }
    await transaction.done;
  }

  async get(key: ChunkKey): Promise<Chunk | undefined> {
    return this.db.get('chunks', key);
  }

  async put(entries: readonly Entry[]): Promise<void> {
    const transaction = this.db.transaction('chunks', 'readwrite', { durability: 'relaxed' });
    // As above: the end says why.
    for (const [key, chunk] of entries) transaction.store.put(chunk, key).catch(() => undefined);
    await transaction.done;
  }

  /** In one transaction: a record that is stored in between would shift the places. */
  async entriesOf(owner: string): Promise<readonly Entry[]> {
    const { store } = this.db.transaction('chunks');
    const range = ownedBy(owner);
    const [keys, chunks] = await Promise.all([store.getAllKeys(range), store.getAll(range)]);
    return chunks.map((chunk, i): Entry => [keys[i], chunk]);
  }

  async delete(owner: string): Promise<void> {
    await this.db.delete('chunks', ownedBy(owner));
  }

  async owners(): Promise<ReadonlySet<string>> {
    const owners = new Set<string>();
    let cursor = await this.db.transaction('chunks').store.openKeyCursor();
    while (cursor !== null) {
      const [owner] = cursor.key;
      owners.add(owner);
      cursor = await cursor.continue([owner, []] as never);
    }
    return owners;
  }

  close(): void {
    this.db.close();
  }
}

/** Everything below an owner key: IndexedDB orders arrays after strings, so `[]` closes the range. */
function ownedBy(owner: string): IDBKeyRange {
  return IDBKeyRange.bound([owner], [owner, []]);
}
