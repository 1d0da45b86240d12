import type { DatasetCard } from '../../domain/card';
import type { Tables } from '../../domain/columns';
import type { StoredModel } from '../../domain/model';
import type { FileName, KeptFile } from '../../domain/files';
import type { Remains } from '../../domain/stored/remains';
import type { ProjectFacts, ProjectPiece, ProjectSnapshot } from '../../domain/project-file';
import type { NumberedList, TrackedBatch } from '../../domain/tracking';
import type { Arn, ProjectId, ProjectState, ProjectSummary } from '../../domain/resources';

/** A file to be kept, readable from its start as often as needed. */
export interface FileContent {
  readonly path: string;
  readonly sizeBytes: number;
  stream(): ReadableStream<Uint8Array>;
}

/**
 * One project's storage. Every write is atomic: after a crash at any moment the state is the one before or the
 * one after. Large arrays are written first under new keys; the state record is flipped last, durably. A write on a
 * state that another tab has replaced since `readState` is refused: READ_ONLY_TAB with `overtaken`, nothing changed.
 */
export interface ProjectStore {
  readonly id: ProjectId;
  readState(): Promise<ProjectState>;
  /** Replaces the resources (small JSON), nothing else. */
  writeState(state: ProjectState): Promise<void>;
  /**
   * Writes data and card under `state.dataVersion` (greater than before), then flips to `state`; old chunks are swept.
   * Throws QUOTA_EXCEEDED before anything is written where the browser says that there is not enough room.
   *
   * @param put takes the place of all that was put, with the same flip; absent: what was put stays.
   */
  writeData(
    state: ProjectState,
    tables: Tables,
    card: DatasetCard,
    put?: readonly TrackedBatch[],
  ): Promise<void>;
  /**
   * As `writeData`, but what was there before is kept aside, until the next `writeData` or `replaceData`, and nothing
   * that was put changes.
   */
  replaceData(state: ProjectState, tables: Tables, card: DatasetCard): Promise<void>;
  /** Flips back to the data that `replaceData` kept aside. @throws AppError NOT_FOUND where there are none. */
  restoreData(state: ProjectState): Promise<void>;
  readTables(): Promise<Tables | null>;
  readCard(): Promise<DatasetCard | null>;
  /** Writes the arrays, then flips to `state` in which the version that owns them is ACTIVE. */
  writeModel(state: ProjectState, arn: string, model: StoredModel): Promise<void>;
  /** @throws AppError MODEL_UNREADABLE if missing, newer or failing its checksum. */
  readModel(arn: string): Promise<StoredModel>;
  /** Adds to what was put over the imported data, and flips to `state`. */
  appendTracked(state: ProjectState, batch: TrackedBatch): Promise<void>;
  /** In the order it was put. Imports leave it. */
  readTracked(): Promise<readonly TrackedBatch[]>;
  /** Keeps a served list in place of the one that had its place; no part of the state, and lost at worst. */
  writeServed(place: number, list: NumberedList): Promise<void>;
  readServed(): Promise<readonly NumberedList[]>;
  /**
   * Copies input files in, chunk by chunk, and flips to a state that lists the owner. Other writes go on while the
   * copy lasts; what it has written is gone unless `inTurn` flips.
   *
   * @param inTurn called when all is copied, to call `flip` once its turn has come.
   * @throws AppError QUOTA_EXCEEDED, before anything is written where the browser says that there is not enough room.
   */
  keepFiles(
    owner: Arn,
    files: readonly FileContent[],
    inTurn: (flip: (state: ProjectState) => Promise<void>) => Promise<void>,
  ): Promise<void>;
  /** Adds a chunk to the end of a file, which its first chunk makes, and flips to `state`: both or neither. */
  appendFile(state: ProjectState, file: FileName, chunk: Uint8Array): Promise<void>;
  /** In the order in which they were begun. */
  listFiles(): Promise<readonly KeptFile[]>;
  /** The bytes, one chunk in memory at a time. @throws AppError NOT_FOUND, DATABASE_LOST where a chunk is missing. */
  readFile(file: FileName): AsyncIterable<Uint8Array<ArrayBuffer>>;
  /** Everything that is kept, as it is now, to be copied. @throws AppError NOT_FOUND without data. */
  snapshot(): Promise<ProjectSnapshot>;
  /**
   * Fills a store just created with what a snapshot held, and flips last. `pieces` vouches for what it yields, and
   * that nothing is missing.
   *
   * @throws AppError QUOTA_EXCEEDED, before anything is written where the browser says that there is not enough room.
   */
  restore(facts: ProjectFacts, neededBytes: number, pieces: AsyncIterable<ProjectPiece>): Promise<void>;
  /** What is left of it, whether the rest can be read or not. @throws AppError NOT_FOUND, DATABASE_NEWER. */
  remains(): Promise<Remains>;
  sizeBytes(): Promise<number>;
  /** Bytes of each version's model. */
  modelSizes(): Promise<ReadonlyMap<Arn, number>>;
  close(): void;
}

/** The list of projects, and the databases behind it. */
export interface ProjectCatalogue {
  list(): Promise<readonly ProjectSummary[]>;
  /** A new project exists only once its first `writeData` has finished; a crash before leaves nothing listed. */
  create(): Promise<ProjectStore>;
  open(id: ProjectId): Promise<ProjectStore>;
  rename(id: ProjectId, name: string): Promise<void>;
  delete(id: ProjectId): Promise<void>;
  /** Removes what a crash left: chunks no state names, databases no list names. */
  sweep(): Promise<void>;
}
