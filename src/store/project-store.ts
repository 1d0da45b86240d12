import type { DatasetCard } from '../domain/card';
import type { Tables } from '../domain/columns';
import { AppError, isAppError, type Json } from '../domain/errors';
import { isSameFile, type FileName, type KeptFile } from '../domain/files';
import type { StoredModel } from '../domain/model';
import type { PieceOwner, ProjectFacts, ProjectPiece, ProjectSnapshot } from '../domain/project-file';
import type { Arn, ProjectId, ProjectState } from '../domain/resources';
import type { NumberedList, TrackedBatch } from '../domain/tracking';
import type { FileContent, ProjectStore } from '../engine/project/store-port';
import type { ChunkDatabase, Entry } from './chunk-database';
import { readParts, writeParts } from './chunk-store';
import { asking, storageFault } from './faults';
import { FILE_PART, chunksOf, copyFiles, grown, ownedFiles } from './files';
import { ofEarlierBuild } from '../domain/earlier';
import { MANIFEST_FORMAT, type DataRecord, type Manifest, type ModelRecord } from './manifest';
import { writePieces } from './restore';
import type { Room } from './room';
import { factsOf, piecesOf } from './snapshot';
import {
  SERVED,
  readServed,
  readServedTexts,
  readTrackedTexts,
  trackedKey,
  writeBatches,
  writeServed,
} from './tracked';

/** A project in a database of chunks; see `Manifest` for why no crash can leave it between two states. */
export class ChunkedProjectStore implements ProjectStore {
  /** Keys being written right now: not rubbish, though no manifest names them yet. */
  private readonly unnamed = new Set<string>();
  /** Keys that a copy under way reads, once for each copy. */
  private readonly held: string[] = [];
  /** The revision this connection builds on: the last it has read as a state, or written. */
  private revision = 0;

  constructor(
    readonly id: ProjectId,
    private readonly db: ChunkDatabase,
    private readonly room: Room,
    /** Keeps the list of projects in step; runs after every flip. */
    private readonly onFlip: (state: ProjectState) => Promise<void>,
  ) {}

  async readState(): Promise<ProjectState> {
    const manifest = await this.manifest();
    this.revision = manifest.revision;
    return manifest.state;
  }

  async writeState(state: ProjectState): Promise<void> {
    await this.flip(state, (before) => before);
  }

  async writeData(
    state: ProjectState,
    tables: Tables,
    card: DatasetCard,
    put?: readonly TrackedBatch[],
  ): Promise<void> {
    await this.writing('tracked', async (putKey) => {
      const texts = put?.map((batch) => JSON.stringify(batch));
      const tracked = texts && (await writeBatches(this.db, putKey, texts));
      await this.writingData(tables, card, async (data) => {
        await this.flip(state, ({ aside: _undone, ...before }) => ({
          ...before,
          data,
          ...(tracked && { tracked }),
        }));
      });
    });
  }

  async replaceData(state: ProjectState, tables: Tables, card: DatasetCard): Promise<void> {
    await this.writingData(tables, card, async (data) => {
      await this.flip(state, ({ aside: _older, ...before }) => ({
        ...before,
        data,
        ...(before.data && { aside: before.data }),
      }));
    });
  }

  async restoreData(state: ProjectState): Promise<void> {
    await this.flip(state, ({ aside, ...before }) => {
      if (aside === undefined) throw new AppError('NOT_FOUND', { what: 'data before the fix' });
      return { ...before, data: aside };
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
      await this.flip(state, (before) => {
        const others = before.models.filter((other) => other.arn !== arn);
        return { ...before, models: [...others, record] };
      });
    });
  }

  async readModel(arn: string): Promise<StoredModel> {
    const record = (await this.manifest()).models.find((model) => model.arn === arn);
    if (record === undefined) throw new AppError('MODEL_UNREADABLE', { arn, reason: 'missing' });
    const { value, checksum } = await readParts(this.db, record.key, record.layout).catch(
      (error: unknown) => {
        // A storage that was closed says nothing about the model in it.
        if (isAppError(error)) throw error;
        throw new AppError('MODEL_UNREADABLE', { arn, reason: 'incomplete' }, { cause: error });
      },
    );
    if (checksum !== record.checksum) throw new AppError('MODEL_UNREADABLE', { arn, reason: 'checksum' });
    return { header: record.header, arrays: value as StoredModel['arrays'] };
  }

  async appendTracked(state: ProjectState, batch: TrackedBatch): Promise<void> {
    const text = JSON.stringify(batch);
    const { tracked: known } = await this.manifest();
    const before = known ?? { key: `tracked-${crypto.randomUUID()}`, count: 0, sizeBytes: 0 };
    const tracked = { ...before, count: before.count + 1, sizeBytes: before.sizeBytes + 2 * text.length };
    // With the switch or not at all: another tab may be about to write the same number.
    const beside: Entry = [trackedKey(before.key, before.count), [text]];
    await this.under(before.key, () => this.flip(state, (manifest) => ({ ...manifest, tracked }), beside));
  }

  async readTracked(): Promise<readonly TrackedBatch[]> {
    const { tracked } = await this.manifest();
    if (tracked === undefined) return [];
    return (await readTrackedTexts(this.db, tracked)).map((text) => JSON.parse(text) as TrackedBatch);
  }

  async writeServed(place: number, list: NumberedList): Promise<void> {
    await writeServed(this.db, place, list);
  }

  async readServed(): Promise<readonly NumberedList[]> {
    return readServed(this.db);
  }

  async keepFiles(
    owner: Arn,
    files: readonly FileContent[],
    inTurn: (flip: (state: ProjectState) => Promise<void>) => Promise<void>,
  ): Promise<void> {
    await this.writing('file', async (key) => {
      const copied = await copyFiles(this.db, owner, key, files, this.room);
      await inTurn((state) =>
        this.flip(state, (before) => ({ ...before, files: [...(before.files ?? []), ...copied] })),
      );
    });
  }

  async appendFile(state: ProjectState, file: FileName, chunk: Uint8Array): Promise<void> {
    const before = (await this.manifest()).files?.find((other) => isSameFile(other, file));
    const after = grown(before, file, chunk.byteLength);
    const beside: Entry = [[after.key, FILE_PART, after.chunks - 1], chunk.slice().buffer];
    await this.under(after.key, () =>
      this.flip(
        state,
        ({ files = [], ...rest }) => ({
          ...rest,
          files: [...files.filter((other) => !isSameFile(other, file)), after],
        }),
        beside,
      ),
    );
  }

  async listFiles(): Promise<readonly KeptFile[]> {
    const { files = [] } = await this.manifest();
    return files.map(({ owner, role, path, sizeBytes }) => ({ owner, role, path, sizeBytes }));
  }

  async *readFile(file: FileName): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    const record = (await this.manifest()).files?.find((other) => isSameFile(other, file));
    if (record === undefined) throw new AppError('NOT_FOUND', { what: 'file', id: file.path });
    yield* chunksOf(this.db, record);
  }

  async snapshot(): Promise<ProjectSnapshot> {
    const manifest = await this.manifest();
    const keys = keysOf(manifest);
    // A change that replaces something takes it away only when this copy has been made.
    for (const key of keys) this.held.push(key);
    const release = (): void => {
      for (const key of keys) this.held.splice(this.held.indexOf(key), 1);
    };
    try {
      const served = await readServedTexts(this.db);
      return {
        facts: factsOf(manifest, served),
        pieces: () => piecesOf(this.db, manifest, served),
        release,
      };
    } catch (error) {
      release();
      throw error;
    }
  }

  async restore(
    facts: ProjectFacts,
    neededBytes: number,
    pieces: AsyncIterable<ProjectPiece>,
  ): Promise<void> {
    await this.room.require(neededBytes);
    const id = crypto.randomUUID();
    const owned = new Map<PieceOwner, string>();
    const keyOf = (owner: PieceOwner): string => {
      const key = owned.get(owner) ?? `${owner.replace('/', '-')}-${id}`;
      owned.set(owner, key);
      this.unnamed.add(key);
      return key;
    };
    try {
      const written = await writePieces(this.db, keyOf, facts, pieces);
      await this.flip(facts.state, (before) => ({ ...before, ...written }));
    } finally {
      for (const key of owned.values()) this.unnamed.delete(key);
    }
  }

  async sizeBytes(): Promise<number> {
    return sizeOf(await this.manifest());
  }

  async modelSizes(): Promise<ReadonlyMap<Arn, number>> {
    const { models } = await this.manifest();
    return new Map(models.map(({ arn, sizeBytes }) => [arn, sizeBytes]));
  }

  /** Removes arrays that no manifest names: what a crash, a replaced import or a deleted version left. */
  async sweep(): Promise<void> {
    const named = new Set([SERVED, ...keysOf(await this.manifest()), ...this.held]);
    for (const owner of await this.db.owners()) {
      if (!named.has(owner) && !this.unnamed.has(owner)) await this.db.delete(owner);
    }
  }

  close(): void {
    this.db.close();
  }

  private async manifest(): Promise<Manifest> {
    const manifest = await asking(() => this.db.readManifest());
    if (manifest === undefined) throw new AppError('NOT_FOUND', { what: 'project', id: this.id });
    if (manifest.format > MANIFEST_FORMAT) throw new AppError('DATABASE_NEWER', { format: manifest.format });
    return presentManifest(manifest);
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
   * The switch: reads the manifest, changes it beside the state and writes it back in one durable transaction. Models
   * of versions that have gone go with them. Arrays it no longer names are removed afterwards; should that fail, the
   * next sweep does it.
   *
   * @throws AppError READ_ONLY_TAB with `overtaken` when another tab has written since `readState`: nothing is changed.
   */
  private async flip(
    state: ProjectState,
    change: (before: Manifest) => Manifest,
    beside?: Entry,
  ): Promise<void> {
    const revision = this.revision + 1;
    try {
      let freed = 0;
      await this.db.switchTo((current) => {
        const before = current === undefined ? emptyManifest(state) : presentManifest(current);
        if (before.revision !== this.revision) throw new AppError('READ_ONLY_TAB', { overtaken: true });
        const changed = change(before);
        const after = ownedFiles({ ...changed, state, models: modelsOf(state, changed.models), revision });
        freed = sizeOf(before) - sizeOf(after);
        return after;
      }, beside);
      this.room.giveBack(freed);
    } catch (error) {
      if (isAppError(error) || !(await this.hasLanded(revision, state))) throw await storageFault(error);
    }
    this.revision = revision;
    await this.onFlip(state);
    await this.sweep().catch(() => undefined); // stored is stored: the next sweep removes what is left
  }

  /** Whether a switch is stored though its end was told as a failure: then nothing may be undone or done again. */
  private async hasLanded(revision: number, state: ProjectState): Promise<boolean> {
    // Where the manifest cannot be read either, what failed first is told.
    const now = await this.db.readManifest().catch(() => undefined);
    return now?.revision === revision && JSON.stringify(now.state) === JSON.stringify(state);
  }

  /** Tables and card under a key that no manifest names before `flip` does. */
  private async writingData(
    tables: Tables,
    card: DatasetCard,
    flip: (data: DataRecord) => Promise<void>,
  ): Promise<void> {
    await this.writing('data', async (key) => {
      const { layout, sizeBytes } = await writeParts(this.db, key, { tables, card }, (needed) =>
        this.room.require(needed),
      );
      const { tables: tablesLayout, card: cardLayout } = layout as { tables: Json; card: Json };
      await flip({ key, tables: tablesLayout, card: cardLayout, sizeBytes });
    });
  }

  /** Runs one write under a key that no other tab uses either, and that our sweeps leave while the write lasts. */
  private async writing(
    kind: 'data' | 'model' | 'tracked' | 'file',
    write: (key: string) => Promise<void>,
  ): Promise<void> {
    const key = `${kind}-${crypto.randomUUID()}`;
    await this.under(key, () => write(key));
  }

  /** Keeps our sweeps from what lies under a key as long as the work lasts. */
  private async under(key: string, work: () => Promise<void>): Promise<void> {
    this.unnamed.add(key);
    try {
      await work();
    } finally {
      this.unnamed.delete(key);
    }
  }
}

/** A manifest as today's build writes it; the next flip stores it so. */
function presentManifest(manifest: Manifest): Manifest {
  return manifest.format === MANIFEST_FORMAT
    ? manifest
    : { ...ofEarlierBuild(manifest), format: MANIFEST_FORMAT };
}

function emptyManifest(state: ProjectState): Manifest {
  return { format: MANIFEST_FORMAT, revision: 0, state, data: null, models: [] };
}

/** Bytes of everything that a manifest names. */
function sizeOf({ data, aside, models, tracked, files = [] }: Manifest): number {
  const own = (data?.sizeBytes ?? 0) + (aside?.sizeBytes ?? 0) + (tracked?.sizeBytes ?? 0);
  return [...models, ...files].reduce((sum, { sizeBytes }) => sum + sizeBytes, own);
}

/** Keys of everything that a manifest names. */
function keysOf({ data, aside, models, tracked, files = [] }: Manifest): readonly string[] {
  return [data, aside, tracked, ...models, ...files].flatMap((record) => record?.key ?? []);
}

/** Models of versions that the state still lists as having one. */
function modelsOf(state: ProjectState, models: readonly ModelRecord[]): readonly ModelRecord[] {
  const arns = new Set(state.solutionVersions.map((version) => version.arn));
  return models.filter((model) => arns.has(model.arn));
}
