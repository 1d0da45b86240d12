import type { DatasetCard } from '../../domain/card';
import type { Tables } from '../../domain/columns';
import { AppError } from '../../domain/errors';
import type { ExistingData } from '../../domain/imports';
import type { AvroSchema, Schemas } from '../../domain/schema';
import type { TrackedBatch } from '../../domain/tracking';
import { withItemName } from '../../data/tables/item-name';
import { NO_TABLES } from '../../data/tables/table-of';
import { namedSchema } from '../resources/item-name';
import { serviceOf, withService } from '../../domain/service-resources';
import { DataIndex } from './data-index';
import type { ModelCache } from './model-cache';
import type { Readings } from './readings';
import type { StateWriter } from './state-writer';
import type { ProjectStore } from './store-port';
import { EventLog } from './tracking/event-log';
import { sessionsOf, withTracked, type JoinedSessions } from './tracking/live-tables';
import { inGroups } from './tracking/put-groups';
import { withCreated } from './tracking/with-created';

/** The data of an open project, imported and put, as far as they were needed. */
export class ProjectData {
  #index: Promise<DataIndex> | null = null;
  #imported: Promise<Tables> | null = null;
  #log: Promise<EventLog> | null = null;
  #card: Promise<DatasetCard | null> | null = null;

  constructor(
    private readonly store: ProjectStore,
    private readonly writer: StateWriter,
    private readonly readings: Readings,
    private readonly models: ModelCache,
  ) {}

  get schemas(): Schemas {
    return Object.fromEntries(this.writer.state.datasets.map(({ type, schema }) => [type, schema]));
  }

  /** The data as they are now: what was imported, and over it what was put. @throws AppError NOT_FOUND without data. */
  async index(): Promise<DataIndex> {
    this.#index ??= this.readings.run(
      async () => {
        const [tables, counted] = await Promise.all([this.#bulk(), this.countedBatches()]);
        const named = withItemName(withCreated(tables, this.schemas), this.#namedItems());
        return new DataIndex(withTracked(named, counted, this.#joined()));
      },
      () => (this.#index = null),
    );
    return this.#index;
  }

  /** Imported tables, without what was put, and schemas, as an import builds on them. Read only. */
  async existing(): Promise<ExistingData> {
    const domain = serviceOf(this.writer.state).datasetGroup?.domain;
    return { tables: await this.#bulk(), schemas: this.schemas, domain };
  }

  async card(): Promise<DatasetCard> {
    this.#card ??= this.readings.run(
      () => this.store.readCard(),
      () => (this.#card = null),
    );
    return (await this.#card) ?? this.#missing();
  }

  /**
   * Keeps what was put and counts it from now on, for lists and filters at once. What is there already is left out.
   *
   * @returns what was new.
   */
  readonly track: (batch: TrackedBatch) => Promise<TrackedBatch> = inGroups(async (take) => {
    let fresh: TrackedBatch = { kind: 'events', events: [] };
    await this.writer.write(
      (state) => state,
      async (next) => {
        const log = await this.#tracked();
        fresh = log.fresh(take());
        if (isEmpty(fresh)) return;
        const before = await this.index();
        await this.store.appendTracked(next, fresh);
        log.add(fresh);
        const index = before.withTables(withTracked(before.tables, [fresh], this.#joined()));
        this.#index = Promise.resolve(index);
        this.models.over(index);
      },
    );
    return fresh;
  });

  /** Everything that was put, in the order of the calls. Read only. */
  async putBatches(): Promise<readonly TrackedBatch[]> {
    return (await this.#tracked()).batches;
  }

  /** What was put over the imported data and still counts, in order. Read only. */
  async countedBatches(): Promise<readonly TrackedBatch[]> {
    return (await this.#tracked()).since(serviceOf(this.writer.state).forgottenBatches);
  }

  /** Gives the events of visitors who have said who they are to those users, as a training with all data does. */
  async joinSessions(): Promise<void> {
    const joined = sessionsOf(await this.putBatches());
    const known = this.#joined();
    if ([...joined].every(([session, user]) => known.get(session) === user)) return;
    await this.writer.write(
      (state) => withService(state, { joinedSessions: [...joined] }),
      (next) => this.store.writeState(next),
    );
    this.#index = null;
    this.models.clear();
  }

  /** Takes over what was just stored. `tables` now belong to this. */
  replace(tables: Tables, card: DatasetCard, batches?: readonly TrackedBatch[]): void {
    if (batches !== undefined) this.#log = Promise.resolve(new EventLog(batches));
    this.#imported = Promise.resolve(tables);
    this.#index = null;
    this.#card = Promise.resolve(card);
    this.models.clear();
  }

  /** Lets go of the imported data; what was put stays. */
  forgetImported(): void {
    this.#imported = this.#index = this.#card = null;
    this.models.clear();
  }

  /** Lets go of what was put, which another tab may have added to without a new version of the data. */
  forgetPut(): void {
    this.#index = this.#log = null;
    this.models.clear();
  }

  #namedItems(): AvroSchema | undefined {
    const { state } = this.writer;
    const items = state.datasets.find(({ type }) => type === 'ITEMS');
    return items && namedSchema(items, state);
  }

  #joined(): JoinedSessions {
    return new Map(serviceOf(this.writer.state).joinedSessions);
  }

  async #bulk(): Promise<Tables> {
    this.#imported ??= this.readings.run(
      // Datasets that were created and not yet filled have no tables.
      async () =>
        (await this.store.readTables()) ??
        (this.writer.state.datasets.length > 0 ? NO_TABLES : this.#missing()),
      () => (this.#imported = null),
    );
    return this.#imported;
  }

  async #tracked(): Promise<EventLog> {
    this.#log ??= this.readings.run(
      async () => new EventLog(await this.store.readTracked()),
      () => (this.#log = null),
    );
    return this.#log;
  }

  #missing(): never {
    throw new AppError('NOT_FOUND', { what: 'data', id: this.store.id });
  }
}

function isEmpty(batch: TrackedBatch): boolean {
  return ('events' in batch ? batch.events : batch.entities).length === 0;
}
