import { AppError } from '../../domain/errors';
import type { Job } from '../../domain/ports';
import type { ProjectSnapshot } from '../../domain/project-file';
import type { ProjectId, ProjectState, ProjectSummary } from '../../domain/resources';
import type { SourceFile } from '../../data/bytes/source';
import { duplicate, restoreProject, withSnapshot } from '../project/file/restore-project';
import type { Workspace } from './workspace';

/** Projects: which there are, which is open, and which tab may write. */
export class ProjectCalls {
  constructor(private readonly workspace: Workspace) {}

  hello(): {
    version: string;
    computeWorkers: number;
    sharedMemory: boolean;
    writer: boolean;
    keeps: boolean;
  } {
    const { version, pool, sharedMemory, keeps = true } = this.workspace.options;
    return { version, computeWorkers: pool.size, sharedMemory, writer: this.workspace.writer, keeps };
  }

  /**
   * Whether this tab may write. On becoming the writer, what the one before left running is ended; on ceasing to be,
   * every change is refused with READ_ONLY_TAB (the caller cancels the jobs).
   */
  async setWriter(writer: boolean): Promise<void> {
    if (writer === this.workspace.writer) return;
    this.workspace.writer = writer;
    this.workspace.options.onEvent({ kind: 'lock', writer });
    const project = this.workspace.projects.open;
    if (!writer || project === null) return;
    await project.reload();
    await this.workspace.recover(project);
  }

  /** Reads again what another tab has changed: the list and, if it is open here, the project. */
  async refresh(): Promise<void> {
    const projects = await this.workspace.options.catalogue.list();
    const { open } = this.workspace.projects;
    if (open !== null && open.jobs === 0) {
      if (projects.some((project) => project.id === open.id)) await open.reload();
      else this.workspace.projects.leave();
    }
    this.workspace.options.onEvent({ kind: 'projects', projects });
  }

  async listProjects(): Promise<readonly ProjectSummary[]> {
    return this.workspace.options.catalogue.list();
  }

  async openProject(id: ProjectId): Promise<ProjectState> {
    const { project, entered } = await this.workspace.projects.enter(id);
    if (!entered) return project.state;
    const state = await this.workspace.recover(project);
    await this.workspace.tellProjects();
    return state;
  }

  /** Data and models of the open project leave the memory, unless a job works on it; what asks for them reads them again. */
  releaseMemory(): void {
    const { open } = this.workspace.projects;
    if (open === null || open.jobs > 0) return;
    open.releaseMemory();
    this.workspace.options.pool.release();
  }

  async renameProject(id: ProjectId, name: string): Promise<void> {
    this.workspace.requireWriter();
    if (name.trim() === '') throw new AppError('INVALID_INPUT', { field: 'name', value: name });
    const inUse = this.workspace.projects.get(id);
    if (inUse === undefined) await this.workspace.options.catalogue.rename(id, name);
    else await inUse.update((state) => ({ ...state, project: { ...state.project, name } }));
    await this.workspace.tellProjects();
  }

  async relaxRules(): Promise<ProjectState> {
    this.workspace.requireWriter();
    return this.workspace.onCurrent(async (project) => {
      await project.update((state) => ({ ...state, profile: 'relaxed' }));
      return project.state;
    });
  }

  async deleteProject(id: ProjectId): Promise<void> {
    this.workspace.requireWriter();
    const inUse = this.workspace.projects.get(id);
    if (inUse !== undefined && inUse.jobs > 0) throw new AppError('RESOURCE_IN_USE', { by: null });
    inUse?.writer.counter.take(this.workspace.options.clock.nowMs() / 1000); // Its counts go with it.
    if (inUse === this.workspace.projects.open) this.workspace.projects.leave();
    await this.workspace.options.catalogue.delete(id);
    await this.workspace.tellProjects();
  }

  /** A project, open or not, as it is now, for whoever writes it to a file. */
  async exportProject<T>(id: ProjectId, write: (snapshot: ProjectSnapshot) => Promise<T>): Promise<T> {
    return this.workspace.projects.working(await this.workspace.projects.use(id), (project) =>
      withSnapshot(project, write),
    );
  }

  /** Makes a project file a project of its own, and opens it. @throws AppError PROJECT_FILE, QUOTA_EXCEEDED. */
  async importProject(job: Job, file: SourceFile): Promise<ProjectState> {
    this.workspace.requireWriter();
    return this.#openCopy(await restoreProject(file, job, this.workspace.options));
  }

  /** The same project once more, under the next name. */
  async duplicateProject(job: Job, id: ProjectId): Promise<ProjectState> {
    this.workspace.requireWriter();
    const copy = await this.exportProject(id, (snapshot) => duplicate(snapshot, job, this.workspace.options));
    return this.#openCopy(copy);
  }

  async #openCopy(id: ProjectId): Promise<ProjectState> {
    await this.workspace.tellProjects();
    return this.openProject(id);
  }
}
