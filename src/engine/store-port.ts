import type { DatasetCard } from '../domain/card';
import type { Tables } from '../domain/columns';
import type { StoredModel } from '../domain/model';
import type { TrackedBatch } from '../domain/tracking';
import type { ProjectId, ProjectState, ProjectSummary } from '../domain/resources';

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
  /** Writes data and card under `state.dataVersion` (greater than before), then flips to `state`; old chunks are swept. */
  writeData(state: ProjectState, tables: Tables, card: DatasetCard): Promise<void>;
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
  sizeBytes(): Promise<number>;
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
