import type { IDBPDatabase } from 'idb';
import type { DatasetCard } from '../domain/card';
import type { Tables } from '../domain/columns';
import { AppError, type Json } from '../domain/errors';
import type { StoredModel } from '../domain/model';
import type { ProjectId, ProjectState } from '../domain/resources';
import type { TrackedBatch } from '../domain/tracking';
import type { ProjectStore } from '../engine/store-port';
import { ownedBy, readParts, writeParts } from './chunk-store';
import {
  MANIFEST_FORMAT,
  type Chunk,
  type ChunkKey,
  type Manifest,
  type ModelRecord,
  type ProjectDb,
} from './database';
import { storageFault } from './faults';

/** The one part that all batches of what was put belong to. */
const TRACKED_PART = 'batch';

/** A project in IndexedDB; see `Manifest` for why no crash can leave it between two states. */
export class IdbProjectStore implements ProjectStore {
  /** Keys being written right now: not rubbish, though no manifest names them yet. */
  private readonly unnamed = new Set<string>();
  /** The revision this connection builds on: the last it has read as a state, or written. */
  private revision = 0;

  constructor(
    readonly id: ProjectId,
    private readonly db: IDBPDatabase<ProjectDb>,
    /** Keeps the list of projects in step; runs after every flip. */
    private readonly onFlip: (state: ProjectState) => Promise<void>,
  ) {}

  async readState(): Promise<ProjectState> {
    const manifest = await this.manifest();
    this.revision = manifest.revision;
    return manifest.state;
  }

  async writeState(state: ProjectState): Promise<void> {
    await this.flip((before) => ({ ...before, state, models: modelsOf(state, before.models) }), state);
  }

  async writeData(state: ProjectState, tables: Tables, card: DatasetCard): Promise<void> {
    await this.writing('data', async (key) => {
      const { layout, sizeBytes } = await writeParts(this.db, key, { tables, card });
      const { tables: tablesLayout, card: cardLayout } = layout as { tables: Json; card: Json };
      const data = { key, tables: tablesLayout, card: cardLayout, sizeBytes };
      await this.flip(
        (before) => ({ ...before, state, data, models: modelsOf(state, before.models) }),
        state,
      );
    });
  }

  async readTables(): Promise<Tables | null> {
    return (await this.read('tables')) as Tables | null;
  }

  async readCard(): Promise<DatasetCard | null> {
    return (await this.read('card')) as DatasetCard | null;
  }

  async writeModel(state: ProjectState, arn: string, model: StoredModel): Promise<void> {
    await this.writing('model', async (key) => {
      const { layout, checksum, sizeBytes } = await writeParts(this.db, key, model.arrays);
      const record: ModelRecord = { arn, key, header: model.header, layout, checksum, sizeBytes };
      await this.flip((before) => {
        const others = before.models.filter((other) => other.arn !== arn);
        return { ...before, state, models: modelsOf(state, [...others, record]) };
      }, state);
    });
  }

  async readModel(arn: string): Promise<StoredModel> {
    const record = (await this.manifest()).models.find((model) => model.arn === arn);
    if (record === undefined) throw new AppError('MODEL_UNREADABLE', { arn, reason: 'missing' });
    const { value, checksum } = await readParts(this.db, record.key, record.layout).catch(
      (error: unknown) => {
        throw new AppError('MODEL_UNREADABLE', { arn, reason: 'incomplete' }, { cause: error });
      },
    );
    if (checksum !== record.checksum) throw new AppError('MODEL_UNREADABLE', { arn, reason: 'checksum' });
    return { header: record.header, arrays: value as StoredModel['arrays'] };
  }

  async appendTracked(state: ProjectState, batch: TrackedBatch): Promise<void> {
    const text = JSON.stringify(batch);
    const { tracked } = await this.manifest();
    const before = tracked ?? { key: `tracked-${crypto.randomUUID()}`, count: 0, sizeBytes: 0 };
    this.unnamed.add(before.key);
    const after = { ...before, count: before.count + 1, sizeBytes: before.sizeBytes + 2 * text.length };
    try {
      await this.flip(
        (manifest) => ({ ...manifest, state, models: modelsOf(state, manifest.models), tracked: after }),
        state,
        // With the switch or not at all: another tab may be about to write the same number.
        { key: [before.key, TRACKED_PART, before.count], chunk: [text] },
      );
    } finally {
      this.unnamed.delete(before.key);
    }
  }

  async readTracked(): Promise<readonly TrackedBatch[]> {
    const { tracked } = await this.manifest();
    if (tracked === undefined) return [];
    const range = IDBKeyRange.bound(
      [tracked.key, TRACKED_PART, 0],
      [tracked.key, TRACKED_PART, tracked.count - 1],
    );
    const chunks = await this.db.getAll('chunks', range).catch(async (error: unknown) => {
      throw await storageFault(error);
    });
    if (chunks.length < tracked.count)
      throw new AppError('DATABASE_LOST', { reason: 'incomplete', what: 'events' });
    return chunks.map((chunk) => JSON.parse((chunk as string[])[0]) as TrackedBatch);
  }

  async sizeBytes(): Promise<number> {
    const { data, models, tracked } = await this.manifest();
    const own = (data?.sizeBytes ?? 0) + (tracked?.sizeBytes ?? 0);
    return models.reduce((sum, model) => sum + model.sizeBytes, own);
  }

  /** Removes arrays that no manifest names: what a crash, a replaced import or a deleted version left. */
  async sweep(): Promise<void> {
    const { data, models, tracked } = await this.manifest();
    const others = [data, tracked].flatMap((record) => record?.key ?? []);
    const named = new Set([...others, ...models.map((model) => model.key)]);
    for (const owner of await this.owners()) {
      if (!named.has(owner) && !this.unnamed.has(owner)) await this.db.delete('chunks', ownedBy(owner));
    }
  }

  close(): void {
    this.db.close();
  }

  private async manifest(): Promise<Manifest> {
    const manifest = await this.db.get('manifest', 'current').catch(async (error: unknown) => {
      throw await storageFault(error);
    });
    if (manifest === undefined) throw new AppError('NOT_FOUND', { project: this.id });
    if (manifest.format > MANIFEST_FORMAT) throw new AppError('DATABASE_NEWER', { format: manifest.format });
    return manifest;
  }

  /** Reads tables or card; begins anew when an import of another tab has replaced and swept them meanwhile. */
  private async read(what: 'tables' | 'card'): Promise<unknown> {
    let { data } = await this.manifest();
    while (data !== null) {
      const { key } = data;
      try {
        return (await readParts(this.db, key, data[what])).value;
      } catch (error) {
        if (!(error instanceof RangeError)) throw await storageFault(error);
        ({ data } = await this.manifest());
        if (data?.key === key)
          throw new AppError('DATABASE_LOST', { reason: 'incomplete' }, { cause: error });
      }
    }
    return null;
  }

  /**
   * The switch: reads the manifest, changes it and writes it back in one durable transaction. Arrays it no longer
   * names are removed afterwards; should that fail, the next sweep does it.
   *
   * @throws AppError READ_ONLY_TAB with `overtaken` when another tab has written since `readState`: nothing is changed.
   */
  private async flip(
    change: (before: Manifest) => Manifest,
    state: ProjectState,
    beside?: { readonly key: ChunkKey; readonly chunk: Chunk },
  ): Promise<void> {
    try {
      const stores: ('manifest' | 'chunks')[] = beside === undefined ? ['manifest'] : ['manifest', 'chunks'];
      const transaction = this.db.transaction(stores, 'readwrite', { durability: 'strict' });
      const manifest = transaction.objectStore('manifest');
      const before = (await manifest.get('current')) ?? emptyManifest(state);
      if (before.revision !== this.revision) throw new AppError('READ_ONLY_TAB', { overtaken: true });
      const revision = before.revision + 1;
      if (beside !== undefined) await transaction.objectStore('chunks').put(beside.chunk, beside.key);
      await manifest.put({ ...change(before), revision }, 'current');
      await transaction.done;
      this.revision = revision;
    } catch (error) {
      throw await storageFault(error);
    }
    await this.onFlip(state);
    await this.sweep().catch(() => undefined); // stored is stored: the next sweep removes what is left
  }

  private async owners(): Promise<Set<string>> {
    const owners = new Set<string>();
    let cursor = await this.db.transaction('chunks').store.openKeyCursor();
    while (cursor !== null) {
      const [owner] = cursor.key;
      owners.add(owner);
      cursor = await cursor.continue([owner, []] as never);
    }
    return owners;
  }

  /** Runs one write under a key that no other tab uses either, and that our sweeps leave while the write lasts. */
  private async writing(kind: 'data' | 'model', write: (key: string) => Promise<void>): Promise<void> {
    const key = `${kind}-${crypto.randomUUID()}`;
    this.unnamed.add(key);
    try {
      await write(key);
    } finally {
      this.unnamed.delete(key);
    }
  }
}

function emptyManifest(state: ProjectState): Manifest {
  return { format: MANIFEST_FORMAT, revision: 0, state, data: null, models: [] };
}

/** Models of versions that the state still lists as having one. */
function modelsOf(state: ProjectState, models: readonly ModelRecord[]): readonly ModelRecord[] {
  const arns = new Set(state.solutionVersions.map((version) => version.arn));
  return models.filter((model) => arns.has(model.arn));
}
