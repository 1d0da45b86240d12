import type { DatasetCard } from '../domain/card';
import type { Tables } from '../domain/columns';
import { AppError, isAppError, type Json } from '../domain/errors';
import { isSameFile, type FileName, type KeptFile } from '../domain/files';
import type { StoredModel } from '../domain/model';
import type { PieceOwner, ProjectFacts, ProjectPiece, ProjectSnapshot } from '../domain/project-file';
import type { Arn, ProjectId, ProjectState } from '../domain/resources';
import type { Remains } from '../domain/stored/remains';
import type { NumberedList, TrackedBatch } from '../domain/tracking';
import type { FileContent, ProjectStore } from '../engine/project/store-port';
import type { ChunkDatabase, Entry } from './chunk-database';
import { ChangedRecord, checksumOf, readParts, writeParts } from './chunk-store';
import { storageFault } from './faults';
import { asKept, FILE_PART, chunksOf, copyFiles, grown } from './files';
import type { DataRecord, ModelRecord } from './manifest';
import { keysOf, ManifestSwitch, sizeOf } from './manifest-switch';
import { randomKey } from './random-key';
import { remainsOf } from './remains';
import { writePieces } from './restore';
import type { Room } from './room';
import { factsOf, piecesOf } from './snapshot';
import { readData } from './stored-data';
import {
  lengthened,
  noneTracked,
  readServed,
  readServedTexts,
  readTrackedTexts,
  textChunk,
  trackedKey,
  writeBatches,
  writeServed,
} from './tracked';

/** A project in a database of chunks; see `Manifest` for why no crash can leave it between two states. */
export class ChunkedProjectStore implements ProjectStore {
  private readonly manifests: ManifestSwitch;

  /** @param onFlip as of `ManifestSwitch`. */
  constructor(
    readonly id: ProjectId,
    private readonly db: ChunkDatabase,
    private readonly room: Room,
    onFlip: (state: ProjectState) => Promise<void>,
  ) {
    this.manifests = new ManifestSwitch(id, db, room, onFlip);
  }

  async readState(): Promise<ProjectState> {
    return this.manifests.readState();
  }

  async writeState(state: ProjectState): Promise<void> {
    await this.manifests.flip(state, (before) => before);
  }

  async writeData(
    state: ProjectState,
    tables: Tables,
    card: DatasetCard,
    put?: readonly TrackedBatch[],
  ): Promise<void> {
    await this.manifests.writing('tracked', async (putKey) => {
      const texts = put?.map((batch) => JSON.stringify(batch));
      const tracked = texts && (await writeBatches(this.db, putKey, texts));
      await this.writingData(tables, card, async (data) => {
        await this.manifests.flip(state, ({ aside: _undone, ...before }) => ({
          ...before,
          data,
          ...(tracked && { tracked }),
        }));
      });
    });
  }

  async replaceData(state: ProjectState, tables: Tables, card: DatasetCard): Promise<void> {
    await this.writingData(tables, card, async (data) => {
      await this.manifests.flip(state, ({ aside: _older, ...before }) => ({
        ...before,
        data,
        ...(before.data && { aside: before.data }),
      }));
    });
  }

  async restoreData(state: ProjectState): Promise<void> {
    await this.manifests.flip(state, ({ aside, ...before }) => {
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
    await this.manifests.writing('model', async (key) => {
      const written = await writeParts(this.db, key, model.arrays);
      const checksum = checksumOf(model.arrays);
      const record: ModelRecord = { arn, key, header: model.header, checksum, ...written };
      await this.manifests.flip(state, (before) => {
        const others = before.models.filter((other) => other.arn !== arn);
        return { ...before, models: [...others, record] };
      });
    });
  }

  async readModel(arn: string): Promise<StoredModel> {
    const record = (await this.manifests.read()).models.find((model) => model.arn === arn);
    if (record === undefined) throw new AppError('MODEL_UNREADABLE', { arn, reason: 'missing' });
    const value = await readParts(this.db, record, record.layout).catch((error: unknown) => {
      // A storage that was closed says nothing about the model in it.
      if (isAppError(error)) throw error;
      const reason = error instanceof ChangedRecord ? 'checksum' : 'incomplete';
      throw new AppError('MODEL_UNREADABLE', { arn, reason }, { cause: error });
    });
    if (checksumOf(value) !== record.checksum)
      throw new AppError('MODEL_UNREADABLE', { arn, reason: 'checksum' });
    return { header: record.header, arrays: value as StoredModel['arrays'] };
  }

  async appendTracked(state: ProjectState, batch: TrackedBatch): Promise<void> {
    const text = JSON.stringify(batch);
    const { tracked: known } = await this.manifests.latest();
    const { key, count } = known ?? noneTracked(randomKey('tracked'));
    // With the switch or not at all: another tab may be about to write the same number.
    const beside: Entry = [trackedKey(key, count), textChunk(text)];
    await this.manifests.under(key, () =>
      this.manifests.flip(
        state,
        ({ tracked = noneTracked(key), ...rest }) => ({ ...rest, tracked: lengthened(tracked, [text]) }),
        beside,
      ),
    );
  }

  async readTracked(): Promise<readonly TrackedBatch[]> {
    const { tracked } = await this.manifests.read();
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
    await this.manifests.writing('file', async (key) => {
      const copied = await copyFiles(this.db, owner, key, files, this.room);
      await inTurn((state) =>
        this.manifests.flip(state, (before) => ({ ...before, files: [...(before.files ?? []), ...copied] })),
      );
    });
  }

  async appendFile(state: ProjectState, file: FileName, chunk: Uint8Array): Promise<void> {
    const bytes = chunk.slice().buffer;
    const known = (await this.manifests.latest()).files?.find((other) => isSameFile(other, file));
    const { key, chunks } = grown(known, file, bytes);
    const beside: Entry = [[key, FILE_PART, chunks - 1], bytes];
    await this.manifests.under(key, () =>
      this.manifests.flip(
        state,
        ({ files = [], ...rest }) => {
          const before = files.find((other) => isSameFile(other, file));
          const after = { ...grown(before, file, bytes), key };
          return { ...rest, files: [...files.filter((other) => other !== before), after] };
        },
        beside,
      ),
    );
  }

  async listFiles(): Promise<readonly KeptFile[]> {
    const { files = [] } = await this.manifests.read();
    return files.map(asKept);
  }

  async *readFile(file: FileName): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    const record = (await this.manifests.read()).files?.find((other) => isSameFile(other, file));
    if (record === undefined) throw new AppError('NOT_FOUND', { what: 'file', id: file.path });
    yield* chunksOf(this.db, record);
  }

  async snapshot(): Promise<ProjectSnapshot> {
    const manifest = await this.manifests.read();
    // A change that replaces something takes it away only when this copy has been made.
    const release = this.manifests.hold(keysOf(manifest));
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
    const owned = new Map<PieceOwner, string>();
    const keyOf = (owner: PieceOwner): string => {
      const key = owned.get(owner) ?? randomKey(owner.replace('/', '-'));
      owned.set(owner, key);
      this.manifests.unnamed.add(key);
      return key;
    };
    try {
      const written = await writePieces(this.db, keyOf, facts, pieces);
      await this.manifests.flip(facts.state, (before) => ({ ...before, ...written }));
    } finally {
      for (const key of owned.values()) this.manifests.unnamed.delete(key);
    }
  }

  async remains(): Promise<Remains> {
    return remainsOf(this.id, this.db);
  }

  async sizeBytes(): Promise<number> {
    return sizeOf(await this.manifests.read());
  }

  async modelSizes(): Promise<ReadonlyMap<Arn, number>> {
    const { models } = await this.manifests.read();
    return new Map(models.map(({ arn, sizeBytes }) => [arn, sizeBytes]));
  }

  async sweep(): Promise<void> {
    await this.manifests.sweep();
  }

  close(): void {
    this.db.close();
  }

  /** Reads tables or card; begins anew when an import of another tab has replaced and swept them meanwhile. */
  private async read(what: 'tables' | 'card'): Promise<unknown> {
    let { data } = await this.manifests.read();
    while (data !== null) {
      const { key } = data;
      try {
        return await readData(this.db, data, what);
      } catch (error) {
        if (!(error instanceof RangeError)) throw await storageFault(error);
        ({ data } = await this.manifests.read());
        if (data?.key === key)
          throw new AppError(
            'DATABASE_DAMAGED',
            { part: what, reason: error instanceof ChangedRecord ? 'changed' : 'incomplete' },
            { cause: error },
          );
      }
    }
    return null;
  }

  /** Tables and card under a key that no manifest names before `flip` does. */
  private async writingData(
    tables: Tables,
    card: DatasetCard,
    flip: (data: DataRecord) => Promise<void>,
  ): Promise<void> {
    await this.manifests.writing('data', async (key) => {
      const { layout, sizeBytes, sums } = await writeParts(this.db, key, { tables, card }, (needed) =>
        this.room.require(needed),
      );
      const { tables: tablesLayout, card: cardLayout } = layout as { tables: Json; card: Json };
      await flip({ key, tables: tablesLayout, card: cardLayout, sizeBytes, sums });
    });
  }
}

/** Gives a project another name, and closes its store. */
export async function renameProject(store: ProjectStore, name: string): Promise<void> {
  try {
    const state = await store.readState();
    await store.writeState({ ...state, project: { ...state.project, name } });
  } finally {
    store.close();
  }
}
