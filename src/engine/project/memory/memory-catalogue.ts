import type { DatasetCard } from '../../../domain/card';
import type { Tables } from '../../../domain/columns';
import { AppError } from '../../../domain/errors';
import { isSameFile, type FileName, type KeptFile } from '../../../domain/files';
import type { StoredModel } from '../../../domain/model';
import type { ProjectFacts, ProjectPiece, ProjectSnapshot } from '../../../domain/project-file';
import type { NumberedList, TrackedBatch } from '../../../domain/tracking';
import type { Arn, ProjectId, ProjectState, ProjectSummary } from '../../../domain/resources';
import { MemoryFiles, type FileShelf } from './memory-files';
import { restored, snapshotOf } from './memory-snapshot';
import type { FileContent, ProjectCatalogue, ProjectStore } from '../store-port';

/** What one project holds. `state` is null until its first data are written. */
interface Shelf {
  state: ProjectState | null;
  /** Grows by one with every write of the state. */
  revision: number;
  tables: Tables | null;
  card: DatasetCard | null;
  /** Before the last fix. */
  aside: { readonly tables: Tables | null; readonly card: DatasetCard | null } | null;
  readonly models: Map<string, StoredModel>;
  tracked: TrackedBatch[];
  readonly served: Map<number, NumberedList>;
  readonly files: FileShelf;
  /** Owners whose files are being copied in: no state lists them yet. */
  readonly copying: Set<Arn>;
}

/**
 * Projects in memory, for the command line and for tests. Everything is copied on its way in and out, as a database does,
 * so that arrays shared by mistake show.
 */
export class MemoryCatalogue implements ProjectCatalogue {
  readonly #shelves = new Map<ProjectId, Shelf>();
  #created = 0;

  /** @param newShelf where each new project's files lie. Default: in memory too. */
  constructor(private readonly newShelf: () => FileShelf = () => new MemoryFiles()) {}

  async list(): Promise<readonly ProjectSummary[]> {
    return [...this.#shelves.values()].flatMap(({ state }) => (state === null ? [] : [copy(state.project)]));
  }

  async create(): Promise<ProjectStore> {
    const id = `memory-${++this.#created}` as ProjectId;
    const shelf: Shelf = {
      state: null,
      revision: 0,
      tables: null,
      card: null,
      aside: null,
      models: new Map(),
      tracked: [],
      served: new Map(),
      files: this.newShelf(),
      copying: new Set(),
    };
    this.#shelves.set(id, shelf);
    return new MemoryStore(id, shelf);
  }

  async open(id: ProjectId): Promise<ProjectStore> {
    return new MemoryStore(id, this.#shelf(id));
  }

  async rename(id: ProjectId, name: string): Promise<void> {
    const shelf = this.#shelf(id);
    if (shelf.state !== null) shelf.state = { ...shelf.state, project: { ...shelf.state.project, name } };
  }

  async delete(id: ProjectId): Promise<void> {
    this.#shelves.delete(id);
  }

  async sweep(): Promise<void> {
    for (const [id, shelf] of this.#shelves) if (shelf.state === null) this.#shelves.delete(id);
  }

  #shelf(id: ProjectId): Shelf {
    const shelf = this.#shelves.get(id);
    if (shelf === undefined) throw new AppError('NOT_FOUND', { what: 'project', id });
    return shelf;
  }
}

class MemoryStore implements ProjectStore {
  /** Of the state that was read or written last through this store. */
  #revision = 0;

  constructor(
    readonly id: ProjectId,
    private readonly shelf: Shelf,
  ) {}

  async readState(): Promise<ProjectState> {
    if (this.shelf.state === null) throw new AppError('NOT_FOUND', { what: 'project', id: this.id });
    this.#revision = this.shelf.revision;
    return copy(this.shelf.state);
  }

  async writeState(state: ProjectState): Promise<void> {
    this.#flip(state);
  }

  async writeData(
    state: ProjectState,
    tables: Tables,
    card: DatasetCard,
    put?: readonly TrackedBatch[],
  ): Promise<void> {
    requireLatest(this.shelf, this.#revision);
    if (put !== undefined) this.shelf.tracked = copy([...put]);
    this.shelf.aside = null;
    this.shelf.tables = copy(tables);
    this.shelf.card = copy(card);
    this.#flip(state);
  }

  async replaceData(state: ProjectState, tables: Tables, card: DatasetCard): Promise<void> {
    const { tables: before, card: beforeCard } = this.shelf;
    await this.writeData(state, tables, card);
    this.shelf.aside = { tables: before, card: beforeCard };
  }

  async restoreData(state: ProjectState): Promise<void> {
    const { aside } = this.shelf;
    if (aside === null) throw new AppError('NOT_FOUND', { what: 'data before the fix' });
    requireLatest(this.shelf, this.#revision);
    Object.assign(this.shelf, { ...aside, aside: null });
    this.#flip(state);
  }

  async readTables(): Promise<Tables | null> {
    return copy(this.shelf.tables);
  }

  async readCard(): Promise<DatasetCard | null> {
    return copy(this.shelf.card);
  }

  async writeModel(state: ProjectState, arn: string, model: StoredModel): Promise<void> {
    requireLatest(this.shelf, this.#revision);
    this.shelf.models.set(arn, copy(model));
    this.#flip(state);
  }

  async readModel(arn: string): Promise<StoredModel> {
    const model = this.shelf.models.get(arn);
    if (model === undefined) throw new AppError('MODEL_UNREADABLE', { arn });
    return copy(model);
  }

  async appendTracked(state: ProjectState, batch: TrackedBatch): Promise<void> {
    requireLatest(this.shelf, this.#revision);
    this.shelf.tracked.push(copy(batch));
    this.#flip(state);
  }

  async readTracked(): Promise<readonly TrackedBatch[]> {
    return copy(this.shelf.tracked);
  }

  async writeServed(place: number, list: NumberedList): Promise<void> {
    this.shelf.served.set(place, copy(list));
  }

  async readServed(): Promise<readonly NumberedList[]> {
    return copy([...this.shelf.served.values()]);
  }

  async keepFiles(
    owner: Arn,
    files: readonly FileContent[],
    inTurn: (flip: (state: ProjectState) => Promise<void>) => Promise<void>,
  ): Promise<void> {
    const { copying, files: shelf } = this.shelf;
    if (copying.has(owner)) throw new AppError('RESOURCE_IN_USE', { by: null, arn: owner });
    copying.add(owner);
    const names = files.map(({ path }): FileName => ({ owner, role: 'input', path }));
    try {
      for (const [i, file] of files.entries())
        for await (const chunk of file.stream()) shelf.append(names[i], chunk);
      await inTurn(async (state) => this.#flip(state));
    } catch (error) {
      for (const name of names) shelf.delete(name);
      throw error;
    } finally {
      copying.delete(owner);
    }
  }

  async appendFile(state: ProjectState, file: FileName, chunk: Uint8Array): Promise<void> {
    requireLatest(this.shelf, this.#revision);
    this.shelf.files.append(file, chunk);
    this.#flip(state);
  }

  async listFiles(): Promise<readonly KeptFile[]> {
    return this.shelf.files.list();
  }

  async *readFile(file: FileName): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    if (!this.shelf.files.list().some((kept) => isSameFile(kept, file)))
      throw new AppError('NOT_FOUND', { what: 'file', id: file.path });
    yield* this.shelf.files.chunks(file);
  }

  async snapshot(): Promise<ProjectSnapshot> {
    if (this.shelf.state === null || this.shelf.tables === null || this.shelf.card === null)
      throw new AppError('NOT_FOUND', { what: 'data', id: this.id });
    const { state, tables, card, models, tracked, served, files } = this.shelf;
    return snapshotOf(copy({ state, tables, card, models, tracked, served }), files);
  }

  async restore(
    facts: ProjectFacts,
    _neededBytes: number,
    pieces: AsyncIterable<ProjectPiece>,
  ): Promise<void> {
    const { models, tracked, served, ...data } = await restored(facts, pieces, this.shelf.files);
    Object.assign(this.shelf, data);
    this.shelf.tracked = tracked;
    for (const [arn, model] of models) this.shelf.models.set(arn, model);
    for (const [place, list] of served) this.shelf.served.set(place, list);
    this.#flip(facts.state);
  }

  async sizeBytes(): Promise<number> {
    return (
      this.shelf.files.list().reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) +
      sizeOf(this.shelf.tables) +
      sizeOf(this.shelf.tracked) +
      [...this.shelf.models.values()].reduce((sum, model) => sum + sizeOf(model), 0)
    );
  }

  async modelSizes(): Promise<ReadonlyMap<Arn, number>> {
    return new Map([...this.shelf.models].map(([arn, model]) => [arn, sizeOf(model)]));
  }

  close(): void {}

  /** Takes the state over and forgets models that no version owns any more, and files that no job does. */
  #flip(state: ProjectState): void {
    requireLatest(this.shelf, this.#revision);
    this.shelf.state = copy(state);
    this.#revision = ++this.shelf.revision;
    const owners = new Set(state.solutionVersions.map((version) => version.arn));
    for (const arn of this.shelf.models.keys()) if (!owners.has(arn)) this.shelf.models.delete(arn);
    const jobs = new Set(state.service?.batchJobs.map(({ arn }) => arn));
    for (const file of this.shelf.files.list())
      if (!jobs.has(file.owner) && !this.shelf.copying.has(file.owner)) this.shelf.files.delete(file);
  }
}

function copy<T>(value: T): T {
  return structuredClone(value);
}

/** Bytes of all typed arrays and texts inside, roughly. */
function sizeOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value === 'string') return 2 * value.length;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.values(value).reduce((sum: number, part: unknown) => sum + sizeOf(part), 0);
}

/** @throws AppError READ_ONLY_TAB where another store of the same project has written since `revision`. */
function requireLatest(shelf: Shelf, revision: number): void {
  if (shelf.revision !== revision) throw new AppError('READ_ONLY_TAB', { overtaken: true });
}
