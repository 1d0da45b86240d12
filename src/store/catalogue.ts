import { deleteDB, type IDBPDatabase } from 'idb';
import { AppError } from '../domain/errors';
import type { ProjectId, ProjectState, ProjectSummary } from '../domain/resources';
import type { ProjectCatalogue, ProjectStore } from '../engine/project/store-port';
import { plain } from '../domain/json';
import { isSummary } from '../domain/stored/project-shapes';
import { CATALOGUE, PROJECT_PREFIX, type CatalogueDb, type ProjectDb } from './database';
import { asking } from './faults';
import { catalogueMigrations, projectMigrations } from './migrations';
import { IndexedChunks } from './indexed-chunks';
import { open } from './open';
import { ChunkedProjectStore, renameProject } from './project-store';
import { Room } from './room';
import { randomId } from '../domain/random-id';

/** The projects of this browser: one small database that lists them, and one database each. */
export class IdbCatalogue implements ProjectCatalogue {
  private constructor(
    private readonly db: IDBPDatabase<CatalogueDb>,
    private readonly onLost: () => void,
  ) {}

  /** @param onLost called when a database is taken away by the browser or by a newer tab. */
  static async open(onLost: () => void): Promise<IdbCatalogue> {
    return new IdbCatalogue(await open(CATALOGUE, catalogueMigrations, onLost), onLost);
  }

  async list(): Promise<readonly ProjectSummary[]> {
    const entries = await asking(() => this.db.getAll('projects'));
    return Promise.all(entries.map((entry) => (isSummary(plain(entry)) ? entry : this.summaryOf(entry.id))));
  }

  /** Of a project whose entry in the list is not what was written: as the project itself has it, or by its id alone. */
  private async summaryOf(id: ProjectId): Promise<ProjectSummary> {
    const amounts = { interactions: 0, users: 0, items: 0, versions: 0, sizeBytes: 0 };
    const unknown = { id, name: id, createdMs: 0, openedMs: 0, ...amounts, simulated: false };
    const store = await this.connect(id);
    try {
      return (await store.remains()).state?.project ?? unknown;
    } catch (error) {
      console.warn('the list of projects', error);
      return unknown;
    } finally {
      store.close();
    }
  }

  async create(): Promise<ProjectStore> {
    const id = randomId() as ProjectId;
    this.pending.add(id);
    return this.connect(id);
  }

  async open(id: ProjectId): Promise<ProjectStore> {
    if ((await asking(() => this.db.get('projects', id))) === undefined) {
      throw new AppError('NOT_FOUND', { what: 'project', id });
    }
    return this.connect(id);
  }

  async rename(id: ProjectId, name: string): Promise<void> {
    await renameProject(await this.open(id), name);
  }

  /** Takes the project off the list first: a crash in between leaves a database that the sweep removes. */
  async delete(id: ProjectId): Promise<void> {
    const before = await asking(() => this.db.get('projects', id));
    await asking(() => this.db.delete('projects', id));
    this.pending.delete(id);
    await asking(() => remove(PROJECT_PREFIX + id));
    this.room.giveBack(before?.sizeBytes ?? 0);
  }

  /** Only for the tab that holds the write lock: another tab's new project would look like rubbish. */
  async sweep(): Promise<void> {
    const listed = new Set((await this.list()).map((project) => project.id as string));
    if (typeof indexedDB.databases !== 'function') return;
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined || !name.startsWith(PROJECT_PREFIX)) continue;
      const id = name.slice(PROJECT_PREFIX.length) as ProjectId;
      if (!listed.has(id) && !this.pending.has(id)) await remove(name);
    }
    // A project that cannot be read keeps no other from being used; opening it says what is wrong.
    for (const id of listed) await this.sweepProject(id as ProjectId).catch(() => undefined);
  }

  close(): void {
    this.db.close();
  }

  private readonly room = new Room();
  /** Projects being made by this tab: not listed yet, and not rubbish either. */
  private readonly pending = new Set<ProjectId>();

  private async sweepProject(id: ProjectId): Promise<void> {
    const store = await this.connect(id);
    try {
      await store.sweep();
    } finally {
      store.close();
    }
  }

  private async connect(id: ProjectId): Promise<ChunkedProjectStore> {
    const db = await open<ProjectDb>(PROJECT_PREFIX + id, projectMigrations, (how) => {
      // A project that another tab has deleted is off the list by then, and nothing else is lost.
      if (how === 'closed') this.onLost();
    });
    return new ChunkedProjectStore(id, new IndexedChunks(db), this.room, async (state: ProjectState) => {
      // Listed only once there are data: a project cut off before its first import never shows.
      if (state.dataVersion === 0) return;
      try {
        await asking(() => this.db.put('projects', state.project));
      } catch (error) {
        // A project listed already is changed; its entry follows with the next change or opening.
        if (this.pending.has(id)) throw error;
      }
      this.pending.delete(id);
    });
  }
}

/** Deletes a database. One that another tab still holds goes when that tab lets go, and nobody waits for it. */
function remove(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    deleteDB(name, { blocked: () => resolve() }).then(resolve, reject);
  });
}
