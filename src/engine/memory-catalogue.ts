import type { DatasetCard } from '../domain/card';
import type { Tables } from '../domain/columns';
import { AppError } from '../domain/errors';
import type { StoredModel } from '../domain/model';
import type { TrackedBatch } from '../domain/tracking';
import type { ProjectId, ProjectState, ProjectSummary } from '../domain/resources';
import type { ProjectCatalogue, ProjectStore } from './store-port';

/** What one project holds. `state` is null until its first data are written. */
interface Shelf {
  state: ProjectState | null;
  tables: Tables | null;
  card: DatasetCard | null;
  readonly models: Map<string, StoredModel>;
  readonly tracked: TrackedBatch[];
}

/**
 * Projects in memory, for the harness and for tests. Everything is copied on its way in and out, as a database does,
 * so that arrays shared by mistake show.
 */
export class MemoryCatalogue implements ProjectCatalogue {
  readonly #shelves = new Map<ProjectId, Shelf>();
  #created = 0;

  async list(): Promise<readonly ProjectSummary[]> {
    return [...this.#shelves.values()].flatMap(({ state }) => (state === null ? [] : [copy(state.project)]));
  }

  async create(): Promise<ProjectStore> {
    const id = `memory-${++this.#created}` as ProjectId;
    const shelf: Shelf = { state: null, tables: null, card: null, models: new Map(), tracked: [] };
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
    if (shelf === undefined) throw new AppError('NOT_FOUND', { project: id });
    return shelf;
  }
}

class MemoryStore implements ProjectStore {
  constructor(
    readonly id: ProjectId,
    private readonly shelf: Shelf,
  ) {}

  async readState(): Promise<ProjectState> {
    if (this.shelf.state === null) throw new AppError('NOT_FOUND', { project: this.id });
    return copy(this.shelf.state);
  }

  async writeState(state: ProjectState): Promise<void> {
    this.#flip(state);
  }

  async writeData(state: ProjectState, tables: Tables, card: DatasetCard): Promise<void> {
    this.shelf.tables = copy(tables);
    this.shelf.card = copy(card);
    this.#flip(state);
  }

  async readTables(): Promise<Tables | null> {
    return copy(this.shelf.tables);
  }

  async readCard(): Promise<DatasetCard | null> {
    return copy(this.shelf.card);
  }

  async writeModel(state: ProjectState, arn: string, model: StoredModel): Promise<void> {
    this.shelf.models.set(arn, copy(model));
    this.#flip(state);
  }

  async readModel(arn: string): Promise<StoredModel> {
    const model = this.shelf.models.get(arn);
    if (model === undefined) throw new AppError('MODEL_UNREADABLE', { arn });
    return copy(model);
  }

  async appendTracked(state: ProjectState, batch: TrackedBatch): Promise<void> {
    this.shelf.tracked.push(copy(batch));
    this.#flip(state);
  }

  async readTracked(): Promise<readonly TrackedBatch[]> {
    return copy(this.shelf.tracked);
  }

  async sizeBytes(): Promise<number> {
    return (
      sizeOf(this.shelf.tables) +
      sizeOf(this.shelf.tracked) +
      [...this.shelf.models.values()].reduce((sum, model) => sum + sizeOf(model), 0)
    );
  }

  close(): void {}

  /** Takes the state over and forgets models that no version owns any more. */
  #flip(state: ProjectState): void {
    this.shelf.state = copy(state);
    const owners = new Set(state.solutionVersions.map((version) => version.arn));
    for (const arn of this.shelf.models.keys()) if (!owners.has(arn)) this.shelf.models.delete(arn);
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
