import type { DatasetCard } from '../../domain/card';
import type { Tables } from '../../domain/columns';
import type { StoredModel } from '../../domain/model';
import type { ProjectState } from '../../domain/resources';
import type { TrackedBatch } from '../../domain/tracking';
import type { ModelCache } from './model-cache';
import type { ProjectData } from './project-data';
import type { StateChange, StateWriter } from './state-writer';
import type { ProjectStore } from './store-port';

/** Stores what is large with the state that tells of it, data and models, and measures what the project then takes. */
export class ProjectStorage {
  constructor(
    private readonly store: ProjectStore,
    private readonly writer: StateWriter,
    private readonly data: ProjectData,
    private readonly ready: ModelCache,
  ) {}

  /**
   * Stores new data under the changed state; the old stay whole until the switch. `tables` now belong to this.
   *
   * @param put asked when the turn has come: what takes the place of all that was put, both or neither.
   */
  async writeData(
    change: StateChange,
    tables: Tables,
    card: DatasetCard,
    put?: () => Promise<readonly TrackedBatch[]>,
  ): Promise<ProjectState> {
    await this.writer.write(change, async (next) => {
      const batches = await put?.();
      await this.store.writeData(next, tables, card, batches);
      this.data.replace(tables, card, batches);
    });
    return this.measureSize();
  }

  /** Stores changed data and keeps those before aside, so that `restoreData` finds them. `tables` now belong to this. */
  async replaceData(change: StateChange, tables: Tables, card: DatasetCard): Promise<ProjectState> {
    await this.writer.write(change, async (next) => {
      await this.store.replaceData(next, tables, card);
      this.data.forgetImported();
    });
    return this.measureSize();
  }

  /** The data that `replaceData` kept aside take their place again. @throws AppError NOT_FOUND */
  async restoreData(change: StateChange): Promise<ProjectState> {
    await this.writer.write(change, async (next) => {
      await this.store.restoreData(next);
      this.data.forgetImported();
    });
    return this.measureSize();
  }

  /** Stores a model and the state in which its version is ACTIVE, both or neither. */
  async writeModel(change: StateChange, arn: string, model: StoredModel): Promise<ProjectState> {
    await this.writer.write(change, async (next) => {
      await this.store.writeModel(next, arn, model);
      // What was kept ready of this version was another model.
      this.ready.delete(arn);
    });
    return this.measureSize();
  }

  /**
   * Keeps the bytes that the project takes in its summary. Asked for after a change that is stored whatever becomes of
   * this: a figure that cannot be kept follows with the next change.
   */
  async measureSize(): Promise<ProjectState> {
    try {
      const sizeBytes = await this.store.sizeBytes();
      return await this.writer.update((state) => ({ ...state, project: { ...state.project, sizeBytes } }));
    } catch (error) {
      console.warn('size of the project', error);
      return this.writer.state;
    }
  }
}
