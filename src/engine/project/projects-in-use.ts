import { AppError } from '../../domain/errors';
import type { ProjectId } from '../../domain/resources';
import { OpenProject, type ProjectHost } from './open-project';
import type { ProjectCatalogue } from './store-port';

/** The open project, and those beside it that a job still works on: none is read twice, and each is closed in the end. */
export class ProjectsInUse {
  #open: OpenProject | null = null;
  /** Counts what opens a project: of two openings under way the one asked for last counts. */
  #openings = 0;
  readonly #inUse = new Map<ProjectId, OpenProject>();

  constructor(
    private readonly catalogue: ProjectCatalogue,
    private readonly host: ProjectHost,
    private readonly told: {
      /** No project is open any more. */
      onLeave(): void;
      /** Nobody uses the project any more. */
      onRelease(id: ProjectId): void;
    },
  ) {}

  get open(): OpenProject | null {
    return this.#open;
  }

  /** @throws AppError NOT_FOUND without an open project. */
  current(): OpenProject {
    if (this.#open === null) throw new AppError('NOT_FOUND', { what: 'project' });
    return this.#open;
  }

  /** A project in use; undefined where nobody uses it. */
  get(id: ProjectId): OpenProject | undefined {
    return this.#inUse.get(id);
  }

  /** Opens a project's store, or joins those who use it already. */
  async use(id: ProjectId): Promise<OpenProject> {
    const there = this.#inUse.get(id);
    if (there !== undefined) return there;
    const store = await this.catalogue.open(id);
    const project = new OpenProject(store, await store.readState(), this.host);
    const meanwhile = this.#inUse.get(id);
    if (meanwhile !== undefined) {
      void project.close();
      return meanwhile;
    }
    this.#inUse.set(id, project);
    return project;
  }

  /** Makes a project the open one, unless another was asked for meanwhile. */
  async enter(id: ProjectId): Promise<{ readonly project: OpenProject; readonly entered: boolean }> {
    const opening = ++this.#openings;
    const project = await this.use(id);
    const entered = opening === this.#openings;
    if (entered) this.#enter(project);
    else if (project !== this.#open) this.#release(project);
    return { project, entered };
  }

  /** Makes a project that has just been filled the open one, whatever was asked for before. */
  enterNew(project: OpenProject): void {
    this.#openings++;
    this.#inUse.set(project.id, project);
    this.#enter(project);
  }

  leave(): void {
    const before = this.#open;
    this.#open = null;
    if (before === null) return;
    this.#release(before);
    this.told.onLeave();
  }

  /** Counts a job on a project, so that it stays open while the person looks at another one. */
  async working<T>(project: OpenProject, work: (project: OpenProject) => Promise<T>): Promise<T> {
    project.jobs++;
    try {
      return await work(project);
    } finally {
      project.jobs--;
      if (project !== this.#open) this.#release(project);
    }
  }

  #enter(project: OpenProject): void {
    const before = this.#open;
    this.#open = project;
    if (before !== null && before !== project) this.#release(before);
  }

  #release(project: OpenProject): void {
    if (project.jobs > 0) return;
    this.#inUse.delete(project.id);
    this.told.onRelease(project.id);
    void project.close();
  }
}
