import { AppError, isReadOnlyTab } from '../../domain/errors';
import type { ProjectSnapshot } from '../../domain/project-file';
import type { ProjectId, ProjectState, SolutionVersion } from '../../domain/resources';
import { endInterrupted, wasInterrupted } from '../resources/kinds';
import { ModelCache } from './model-cache';
import { ProjectData } from './project-data';
import { ProjectFiles } from './project-files';
import { ProjectModels } from './project-models';
import { ProjectStorage } from './project-storage';
import { Readings } from './readings';
import { ScratchStore } from './scratch-store';
import { StateWriter, type ProjectHost, type StateChange } from './state-writer';
import type { ProjectStore } from './store-port';

export type { ProjectHost };

/** One project in use: its state as stored, and its data, indices, models and files as far as they were needed. */
export class OpenProject {
  /** Jobs that work on it: it stays open while there are any. */
  jobs = 0;
  readonly writer: StateWriter;
  readonly data: ProjectData;
  readonly files: ProjectFiles;
  readonly models: ProjectModels;
  readonly storage: ProjectStorage;
  readonly #readings = new Readings();
  readonly #ready = new ModelCache();

  /** @param state what the store holds, or what it will hold after the first `writeData`. */
  constructor(
    private readonly store: ProjectStore,
    state: ProjectState,
    host: ProjectHost,
  ) {
    this.writer = new StateWriter(store, state, host, {
      // Models of versions that are gone leave the memory.
      onStored: ({ solutionVersions }) => this.#ready.keepOnly(solutionVersions.map(({ arn }) => arn)),
      onReread: (before, now) => {
        if (before.dataVersion !== now.dataVersion) this.data.forgetImported();
        this.data.forgetPut();
      },
    });
    this.data = new ProjectData(store, this.writer, this.#readings, this.#ready);
    this.files = new ProjectFiles(store, this.writer, this.#readings);
    this.models = new ProjectModels(store, this.writer, this.#readings, this.data, this.#ready);
    this.storage = new ProjectStorage(store, this.writer, this.data, this.#ready);
  }

  /** The project as it stands, to try things on: what is put into it goes no further. */
  scratch(): OpenProject {
    return new OpenProject(new ScratchStore(this.store, this.state), this.state, {
      clock: this.writer.host.clock,
      requireWriter: () => undefined,
      onState: () => undefined,
    });
  }

  get id(): ProjectId {
    return this.store.id;
  }

  get state(): ProjectState {
    return this.writer.state;
  }

  get nowSec(): number {
    return this.writer.host.clock.nowMs() / 1000;
  }

  /** Stores a changed state. Reads the state only when its turn has come. */
  async update(change: StateChange): Promise<ProjectState> {
    return this.writer.update(change);
  }

  /** Stores what was counted since the last change; in a tab that only reads it stays counted. */
  async keepCounts(): Promise<void> {
    if (this.writer.counter.isEmpty) return this.writer.settled();
    try {
      await this.update((state) => state);
    } catch (error) {
      if (!isReadOnlyTab(error)) throw error;
    }
  }

  /** Lets go of all that the store can give again. */
  releaseMemory(): void {
    this.data.forgetImported();
    this.data.forgetPut();
  }

  /** Everything that is stored of it, to be copied; the caller releases it. */
  async snapshot(): Promise<ProjectSnapshot> {
    await this.keepCounts();
    return this.#readings.run(() => this.store.snapshot());
  }

  /** Ends what a closed page left running, and notes that the project was opened. Only for the tab that writes. */
  async recover(): Promise<ProjectState> {
    return this.update((state) => {
      const ended = wasInterrupted(state) ? endInterrupted(state, this.nowSec) : state;
      return { ...ended, project: { ...ended.project, openedMs: this.writer.host.clock.nowMs() } };
    });
  }

  /** Reads again what another tab may have changed, once no write of this one is under way. */
  async reload(): Promise<ProjectState> {
    await this.writer.settled();
    return this.writer.reread();
  }

  /** @throws AppError I01 unless the version exists and is ACTIVE. */
  activeVersion(arn: string): SolutionVersion {
    const version = this.state.solutionVersions.find((other) => other.arn === arn);
    if (version?.status === 'ACTIVE') return version;
    throw new AppError('I01', { arn, what: 'version', status: version?.status ?? null });
  }

  /** Lets go of the store once what is being read and written has ended: those who wait for it get their answer. */
  async close(): Promise<void> {
    await this.#readings.ended();
    await this.keepCounts().catch((error: unknown) => console.warn('request counts', error));
    await this.writer.settled();
    this.store.close();
  }
}
