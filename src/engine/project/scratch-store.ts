import { AppError } from '../../domain/errors';
import type { DatasetCard } from '../../domain/card';
import type { Tables } from '../../domain/columns';
import type { FileName, KeptFile } from '../../domain/files';
import type { StoredModel } from '../../domain/model';
import type { Remains } from '../../domain/stored/remains';
import type { ProjectSnapshot } from '../../domain/project-file';
import type { ProjectId, ProjectState } from '../../domain/resources';
import type { NumberedList, TrackedBatch } from '../../domain/tracking';
import type { ProjectStore } from './store-port';

/**
 * A project to try things on: it reads what the store holds, and what is put goes no further than this object. It
 * neither imports nor trains, and runs no batch jobs.
 */
export class ScratchStore implements ProjectStore {
  readonly writeData = refused('takes no imports');
  readonly replaceData = refused('changes no data');
  readonly restoreData = refused('changes no data');
  readonly writeModel = refused('trains nothing');
  readonly keepFiles = refused('runs no batch jobs');
  readonly appendFile = refused('runs no batch jobs');
  readonly restore = refused('takes no projects');
  readonly #put: TrackedBatch[] = [];

  /** @param store of the project in earnest; read only. */
  constructor(
    private readonly store: ProjectStore,
    private state: ProjectState,
  ) {}

  get id(): ProjectId {
    return this.store.id;
  }

  async readState(): Promise<ProjectState> {
    return this.state;
  }

  async writeState(state: ProjectState): Promise<void> {
    this.state = state;
  }

  readTables(): Promise<Tables | null> {
    return this.store.readTables();
  }

  readCard(): Promise<DatasetCard | null> {
    return this.store.readCard();
  }

  readModel(arn: string): Promise<StoredModel> {
    return this.store.readModel(arn);
  }

  async appendTracked(state: ProjectState, batch: TrackedBatch): Promise<void> {
    this.state = state;
    this.#put.push(batch);
  }

  async readTracked(): Promise<readonly TrackedBatch[]> {
    return [...(await this.store.readTracked()), ...this.#put];
  }

  /** Nobody comes back to a scratch. */
  async writeServed(): Promise<void> {}

  async readServed(): Promise<readonly NumberedList[]> {
    return [];
  }

  listFiles(): Promise<readonly KeptFile[]> {
    return this.store.listFiles();
  }

  readFile(file: FileName): AsyncIterable<Uint8Array<ArrayBuffer>> {
    return this.store.readFile(file);
  }

  snapshot(): Promise<ProjectSnapshot> {
    return this.store.snapshot();
  }

  remains(): Promise<Remains> {
    return this.store.remains();
  }

  sizeBytes(): Promise<number> {
    return this.store.sizeBytes();
  }

  modelSizes(): ReturnType<ProjectStore['modelSizes']> {
    return this.store.modelSizes();
  }

  /** The store belongs to the project in earnest. */
  close(): void {}
}

const refused = (what: string) => async (): Promise<void> => {
  throw new AppError('INTERNAL', { reason: `a scratch ${what}` });
};
