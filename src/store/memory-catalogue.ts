import { AppError } from '../domain/errors';
import type { ProjectId, ProjectSummary } from '../domain/resources';
import type { ProjectCatalogue, ProjectStore } from '../engine/project/store-port';
import type { ChunkDatabase } from './chunk-database';
import { MemoryChunks } from './memory-chunks';
import { ChunkedProjectStore, renameProject } from './project-store';
import { Room } from './room';

/** Projects that go with the page or the process: where the browser stores nothing, for the command line and for tests. */
export class MemoryCatalogue implements ProjectCatalogue {
  readonly #projects = new Map<ProjectId, ChunkDatabase>();
  readonly #room = new Room(async () => null);
  #created = 0;

  /** @param newChunks where each new project lies. Default: in memory. */
  constructor(private readonly newChunks: () => ChunkDatabase = () => new MemoryChunks()) {}

  async list(): Promise<readonly ProjectSummary[]> {
    const manifests = await Promise.all([...this.#projects.values()].map((chunks) => chunks.readManifest()));
    return manifests.flatMap((manifest) => manifest?.state?.project ?? []);
  }

  async create(): Promise<ProjectStore> {
    const id = `memory-${++this.#created}` as ProjectId;
    const chunks = this.newChunks();
    this.#projects.set(id, chunks);
    return this.#storeOf(id, chunks);
  }

  async open(id: ProjectId): Promise<ProjectStore> {
    const chunks = this.#projects.get(id);
    if (chunks === undefined) throw new AppError('NOT_FOUND', { what: 'project', id });
    return this.#storeOf(id, chunks);
  }

  async rename(id: ProjectId, name: string): Promise<void> {
    await renameProject(await this.open(id), name);
  }

  async delete(id: ProjectId): Promise<void> {
    this.#projects.delete(id);
  }

  async sweep(): Promise<void> {
    for (const [id, chunks] of this.#projects)
      if ((await chunks.readManifest()) === undefined) this.#projects.delete(id);
  }

  #storeOf(id: ProjectId, chunks: ChunkDatabase): ProjectStore {
    return new ChunkedProjectStore(id, chunks, this.#room, async () => undefined);
  }
}
