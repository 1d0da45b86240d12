import type { DatasetCard } from '../../domain/card';
import type { Tables } from '../../domain/columns';
import { AppError, isAppError } from '../../domain/errors';
import type { FileName, KeptFile } from '../../domain/files';
import type { StoredModel } from '../../domain/model';
import type { Clock } from '../../domain/ports';
import type { ProjectSnapshot } from '../../domain/project-file';
import type { ProjectId, ProjectState, SolutionVersion } from '../../domain/resources';
import type { NumberedList, TrackedBatch } from '../../domain/tracking';
import type { AvroSchema, DatasetType } from '../../domain/schema';
import type { HeldOutHits } from '../../metrics/held-out-hits';
import { DataIndex } from './data-index';
import type { ExistingData } from '../../domain/imports';
import { endInterrupted, wasInterrupted } from '../resources/lifecycle';
import { ModelCache } from './model-cache';
import { ServedModel } from './served-model';
import { hitsOf } from './stored-hits';
import { metered } from '../resources/meter';
import { serviceOf, withService } from '../resources/service-resources';
import { UsageCounter } from '../resources/usage-counter';
import { ScratchStore } from './scratch-store';
import type { FileContent, ProjectStore } from './store-port';
import { EventLog } from './tracking/event-log';
import { sessionsOf, withTracked, type JoinedSessions } from './tracking/live-tables';
import { withCreated } from './tracking/with-created';
import { NO_TABLES } from './tracking/without-rows';

/** What an open project asks of the studio. */
export interface ProjectHost {
  readonly clock: Clock;
  /** Workers that trainings share their work among, for the price estimate. Default 1. */
  readonly workers?: number;
  /** @throws AppError READ_ONLY_TAB unless this tab may write. */
  requireWriter(): void;
  /** Called after every stored change. */
  onState(state: ProjectState): void;
}

/**
 * One project in use: its state as stored, and its data, indices and models as far as they were needed. Changes are
 * stored one after the other, each made on the state that the one before left.
 */
export class OpenProject {
  /** Jobs that work on it: it stays open while there are any. */
  jobs = 0;
  /** How often it was read again because another tab may have written. */
  reloads = 0;
  /** Requests and what is put; stored with the next change. */
  readonly counter = new UsageCounter();
  #writes: Promise<unknown> = Promise.resolve();
  /** Readings under way. */
  readonly #readings = new Set<Promise<unknown>>();
  #index: Promise<DataIndex> | null = null;
  #imported: Promise<Tables> | null = null;
  #log: Promise<EventLog> | null = null;
  #card: Promise<DatasetCard | null> | null = null;
  readonly #models = new ModelCache();

  /** @param state what the store holds, or what it will hold after the first `writeData`. */
  constructor(
    private readonly store: ProjectStore,
    private current: ProjectState,
    private readonly host: ProjectHost,
  ) {}

  /** The project as it stands, to try things on: what is put into it goes no further. */
  scratch(): OpenProject {
    return new OpenProject(new ScratchStore(this.store, this.current), this.current, {
      clock: this.host.clock,
      requireWriter: () => undefined,
      onState: () => undefined,
    });
  }

  get id(): ProjectId {
    return this.store.id;
  }

  get state(): ProjectState {
    return this.current;
  }

  get nowSec(): number {
    return this.host.clock.nowMs() / 1000;
  }

  get workers(): number {
    return this.host.workers ?? 1;
  }

  /** Stores what was counted since the last change; in a tab that only reads it stays counted. */
  async keepCounts(): Promise<void> {
    if (this.counter.isEmpty) return void (await this.#writes);
    try {
      await this.update((state) => state);
    } catch (error) {
      if (!isAppError(error) || error.code !== 'READ_ONLY_TAB') throw error;
    }
  }

  /** Stores a changed state. Reads the state only when its turn has come. */
  async update(change: (state: ProjectState) => ProjectState): Promise<ProjectState> {
    return this.#write(change, (next) => this.store.writeState(next));
  }

  /**
   * Stores new data under the changed state; the old stay whole until the switch. `tables` now belong to this.
   *
   * @param put asked when the turn has come: what takes the place of all that was put, both or neither.
   */
  async writeData(
    change: (state: ProjectState) => ProjectState,
    tables: Tables,
    card: DatasetCard,
    put?: () => Promise<readonly TrackedBatch[]>,
  ): Promise<ProjectState> {
    await this.#write(change, async (next) => {
      const batches = await put?.();
      await this.store.writeData(next, tables, card, batches);
      if (batches !== undefined) this.#log = Promise.resolve(new EventLog(batches));
      this.#imported = Promise.resolve(tables);
      this.#index = null;
      this.#card = Promise.resolve(card);
      this.#models.clear();
    });
    return this.measureSize();
  }

  /** Stores changed data and keeps those before aside, so that `restoreData` finds them. `tables` now belong to this. */
  async replaceData(
    change: (state: ProjectState) => ProjectState,
    tables: Tables,
    card: DatasetCard,
  ): Promise<ProjectState> {
    await this.#write(change, async (next) => {
      await this.store.replaceData(next, tables, card);
      this.#forgetData();
    });
    return this.measureSize();
  }

  /** The data that `replaceData` kept aside take their place again. @throws AppError NOT_FOUND */
  async restoreData(change: (state: ProjectState) => ProjectState): Promise<ProjectState> {
    await this.#write(change, async (next) => {
      await this.store.restoreData(next);
      this.#forgetData();
    });
    return this.measureSize();
  }

  #forgetData(): void {
    this.#imported = this.#index = this.#card = null;
    this.#models.clear();
  }

  /** Lets go of all that the store can give again. */
  releaseMemory(): void {
    this.#forgetData();
    this.#log = null;
  }

  /** Stores a model and the state in which its version is ACTIVE, both or neither. */
  async writeModel(
    change: (state: ProjectState) => ProjectState,
    arn: string,
    model: StoredModel,
  ): Promise<ProjectState> {
    await this.#write(change, async (next) => {
      await this.store.writeModel(next, arn, model);
      // What was kept ready of this version was another model.
      this.#models.delete(arn);
    });
    return this.measureSize();
  }

  /**
   * Copies a batch job's input files in, then lists the job: both or neither. Other changes are stored meanwhile.
   *
   * @throws AppError what `change` refuses with, before anything is copied and again when its turn has come.
   */
  async keepFiles(
    change: (state: ProjectState) => ProjectState,
    owner: string,
    files: readonly FileContent[],
  ): Promise<void> {
    this.host.requireWriter();
    change(this.current);
    const inTurn = async (flip: (state: ProjectState) => Promise<void>): Promise<void> => {
      await this.#write(change, flip);
    };
    await this.#read(
      () => this.store.keepFiles(owner, files, inTurn),
      () => undefined,
    );
    await this.measureSize();
  }

  /** Adds to a file, and stores what the state says of it, both or neither. */
  async appendFile(
    change: (state: ProjectState) => ProjectState,
    file: FileName,
    chunk: Uint8Array,
  ): Promise<void> {
    await this.#write(change, (next) => this.store.appendFile(next, file, chunk));
  }

  async files(): Promise<readonly KeptFile[]> {
    return this.store.listFiles();
  }

  /** Chunk by chunk; whoever reads counts as a job of the project as long as it lasts. */
  readFile(file: FileName): AsyncIterable<Uint8Array<ArrayBuffer>> {
    return this.store.readFile(file);
  }

  /** Everything that is stored of it, to be copied; the caller releases it. */
  async snapshot(): Promise<ProjectSnapshot> {
    await this.keepCounts();
    return this.#read(
      () => this.store.snapshot(),
      () => undefined,
    );
  }

  /** Bytes that each version's model takes at rest. */
  async modelSizes(): Promise<ReadonlyMap<string, number>> {
    return this.store.modelSizes();
  }

  /**
   * Keeps the bytes that the project takes in its summary. Asked for after a change that is stored whatever becomes of
   * this: a figure that cannot be kept follows with the next change.
   */
  async measureSize(): Promise<ProjectState> {
    try {
      const sizeBytes = await this.store.sizeBytes();
      return await this.update((state) => ({ ...state, project: { ...state.project, sizeBytes } }));
    } catch (error) {
      console.warn('size of the project', error);
      return this.current;
    }
  }

  /** Ends what a closed page left running, and notes that the project was opened. Only for the tab that writes. */
  async recover(): Promise<ProjectState> {
    return this.update((state) => {
      const ended = wasInterrupted(state) ? endInterrupted(state, this.nowSec) : state;
      return { ...ended, project: { ...ended.project, openedMs: this.host.clock.nowMs() } };
    });
  }

  /** Reads again what another tab may have changed, once no write of this one is under way. */
  async reload(): Promise<ProjectState> {
    await this.#writes;
    return this.#reread();
  }

  async #reread(): Promise<ProjectState> {
    const before = this.current;
    this.reloads++;
    this.current = await this.store.readState();
    if (before.dataVersion !== this.current.dataVersion) {
      this.#imported = this.#card = null;
    }
    // Another tab may have put something, which changes no version of the data.
    this.#index = this.#log = null;
    this.#models.clear();
    this.host.onState(this.current);
    return this.current;
  }

  /** The data as they are now: what was imported, and over it what was put. @throws AppError NOT_FOUND without data. */
  async index(): Promise<DataIndex> {
    this.#index ??= this.#read(
      async () => {
        const [tables, log] = await Promise.all([this.#bulk(), this.#tracked()]);
        return new DataIndex(
          withTracked(
            withCreated(tables, this.schemas),
            log.since(serviceOf(this.current).forgottenBatches),
            this.#joined(),
          ),
        );
      },
      () => (this.#index = null),
    );
    return this.#index;
  }

  /** Imported tables, without what was put, and schemas, as an import builds on them. Read only. */
  async data(): Promise<ExistingData> {
    const domain = serviceOf(this.current).datasetGroup?.domain;
    return { tables: await this.#bulk(), schemas: this.schemas, domain };
  }

  /**
   * Keeps what was put and counts it from now on, for lists and filters at once. What is there already is left out.
   *
   * @returns what was new.
   */
  async track(batch: TrackedBatch): Promise<TrackedBatch> {
    let fresh = batch;
    await this.#write(
      (state) => state,
      async (next) => {
        const log = await this.#tracked();
        fresh = log.fresh(batch);
        if (isEmpty(fresh)) return;
        const before = await this.index();
        await this.store.appendTracked(next, fresh);
        log.add(fresh);
        const index = before.withTables(withTracked(before.tables, [fresh], this.#joined()));
        this.#index = Promise.resolve(index);
        this.#models.over(index);
      },
    );
    return fresh;
  }

  /** Everything that was put, in the order of the calls. Read only. */
  async putBatches(): Promise<readonly TrackedBatch[]> {
    return (await this.#tracked()).batches;
  }

  /** @throws AppError READ_ONLY_TAB. */
  async writeServed(place: number, list: NumberedList): Promise<void> {
    this.host.requireWriter();
    await this.#read(
      () => this.store.writeServed(place, list),
      () => undefined,
    );
  }

  async readServed(): Promise<readonly NumberedList[]> {
    return this.#read(
      () => this.store.readServed(),
      () => undefined,
    );
  }

  /** What was put over the imported data and still counts, in order. Read only. */
  async countedBatches(): Promise<readonly TrackedBatch[]> {
    return (await this.#tracked()).since(serviceOf(this.current).forgottenBatches);
  }

  /** Gives the events of visitors who have said who they are to those users, as a training with all data does. */
  async joinSessions(): Promise<void> {
    const joined = sessionsOf((await this.#tracked()).batches);
    const known = this.#joined();
    if ([...joined].every(([session, user]) => known.get(session) === user)) return;
    await this.update((state) => withService(state, { joinedSessions: [...joined] }));
    this.#index = null;
    this.#models.clear();
  }

  #joined(): JoinedSessions {
    return new Map(serviceOf(this.current).joinedSessions);
  }

  async #bulk(): Promise<Tables> {
    this.#imported ??= this.#read(
      async () => {
        const tables = await this.store.readTables();
        if (tables !== null) return tables;
        // Datasets that were created and not yet filled.
        if (this.current.datasets.length > 0) return NO_TABLES;
        throw new AppError('NOT_FOUND', { what: 'data', id: this.id });
      },
      () => (this.#imported = null),
    );
    return this.#imported;
  }

  async #tracked(): Promise<EventLog> {
    this.#log ??= this.#read(
      async () => new EventLog(await this.store.readTracked()),
      () => (this.#log = null),
    );
    return this.#log;
  }

  async card(): Promise<DatasetCard> {
    this.#card ??= this.#read(
      () => this.store.readCard(),
      () => (this.#card = null),
    );
    const card = await this.#card;
    if (card === null) throw new AppError('NOT_FOUND', { what: 'data', id: this.id });
    return card;
  }

  /** @throws AppError I01 unless the version exists and is ACTIVE. */
  activeVersion(arn: string): SolutionVersion {
    const version = this.current.solutionVersions.find((other) => other.arn === arn);
    if (version?.status === 'ACTIVE') return version;
    throw new AppError('I01', { arn, what: 'version', status: version?.status ?? null });
  }

  /** The model of an ACTIVE version, read once and kept while it is among the last used. */
  async model(version: SolutionVersion): Promise<ServedModel> {
    const { arn } = version;
    return this.#models.get(arn, () =>
      this.#read(
        async () => {
          const [stored, index] = await Promise.all([this.store.readModel(arn), this.index()]);
          const sameNumbers = version.dataVersion === this.current.dataVersion && version.ownNumbers !== true;
          return new ServedModel(stored, index, sameNumbers);
        },
        () => this.#models.delete(arn),
      ),
    );
  }

  /** A model as it is stored. @throws AppError MODEL_UNREADABLE */
  async storedModel(arn: string): Promise<StoredModel> {
    return this.#read(
      () => this.store.readModel(arn),
      () => undefined,
    );
  }

  /** What the train part of an ACTIVE version found for each test user; null where that was not kept. */
  async heldOutHits(arn: string): Promise<HeldOutHits | null> {
    return this.#read(
      async () => hitsOf(await this.store.readModel(arn)),
      () => undefined,
    );
  }

  get schemas(): { readonly [type in DatasetType]?: AvroSchema } {
    return Object.fromEntries(this.current.datasets.map(({ type, schema }) => [type, schema]));
  }

  /** Lets go of the store once what is being read and written has ended: those who wait for it get their answer. */
  async close(): Promise<void> {
    while (this.#readings.size > 0) await Promise.allSettled(this.#readings);
    await this.keepCounts().catch((error: unknown) => console.warn('request counts', error));
    await this.#writes;
    this.store.close();
  }

  async #write(
    change: (state: ProjectState) => ProjectState,
    write: (next: ProjectState) => Promise<void>,
  ): Promise<ProjectState> {
    const turn = this.#writes.then(async () => {
      this.host.requireWriter();
      const counted = this.counter.take(this.nowSec);
      const changed = (): ProjectState => metered(this.current, change(this.current), counted, this);
      let next: ProjectState;
      try {
        next = await this.#store(changed, write);
      } catch (error) {
        this.counter.giveBack(counted);
        throw error;
      }
      this.current = next;
      this.#models.keepOnly(next.solutionVersions.map(({ arn }) => arn));
      this.host.onState(next);
      return next;
    });
    // The next writer's turn comes either way; whoever asked for this one hears how it ended.
    this.#writes = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }

  async #store(
    changed: () => ProjectState,
    write: (next: ProjectState) => Promise<void>,
  ): Promise<ProjectState> {
    let next = changed();
    try {
      await write(next);
    } catch (error) {
      if (!wasOvertaken(error)) throw error;
      // Another tab stored something while the lock changed hands: build on that, if this tab may still write.
      await this.#reread();
      this.host.requireWriter();
      next = changed();
      await write(next);
    }
    return next;
  }

  /** Reads something to be kept; a failed reading is forgotten, so that the next call tries again. */
  async #read<T>(read: () => Promise<T>, forget: () => void): Promise<T> {
    const reading = read();
    this.#readings.add(reading);
    try {
      return await reading;
    } catch (error) {
      forget();
      throw error;
    } finally {
      this.#readings.delete(reading);
    }
  }
}

function isEmpty(batch: TrackedBatch): boolean {
  return (batch.kind === 'events' ? batch.events : batch.entities).length === 0;
}

function wasOvertaken(error: unknown): boolean {
  return isAppError(error) && error.code === 'READ_ONLY_TAB' && error.details.overtaken === true;
}
