import { AppError, asAppError, type ErrorCode } from '../../domain/errors';
import type { ProjectId, ProjectState, ProjectSummary } from '../../domain/resources';
import { withoutResources } from '../../domain/service-resources';
import type { StudioApi, StudioEvent, StudioInfo } from '../../domain/door';
import { Bin } from './bin.svelte';
import { forgetProject } from './project-notes';

/** Nothing works until something is done. */
const GONE: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['WORKER_GONE', 'MEMORY_GONE', 'DATABASE_LOST']);

/** What the worker holds, as this page last heard of it. Everything is replaced whole, never changed in place. */
export class Workspace {
  info = $state.raw<StudioInfo | null>(null);
  projects = $state.raw<readonly ProjectSummary[]>([]);
  /** The open project as it is stored, or null; what is being deleted is still in it. */
  stored = $state.raw<ProjectState | null>(null);
  readonly bin = new Bin();
  /** Resources of the open project that are being deleted. */
  readonly deleting = $derived(this.stored === null ? [] : this.bin.of(this.stored.project.id));
  /** The open project, or null. What is being deleted is no longer in it. */
  readonly project = $derived(this.stored && withoutResources(this.stored, this.deleting));
  /** Project being opened, for a quiet sign after 400 ms. */
  opening = $state<ProjectId | null>(null);
  /** Why the last open failed. */
  openError = $state.raw<AppError | null>(null);
  /** False while another tab holds the write lock. */
  writer = $state(true);
  /** The worker died or the database was taken away: nothing works until the page is loaded again. */
  gone = $state.raw<AppError | null>(null);
  #sequence = 0;

  /** The worker door, whose every call tells this page of a dead worker or a lost database. */
  readonly api: StudioApi;

  constructor(door: StudioApi) {
    this.api = new Proxy(door, {
      get: (target, name: keyof StudioApi) => {
        const method: unknown = target[name];
        if (typeof method !== 'function') return method;
        return (...args: readonly unknown[]) =>
          this.#watch(async () => Reflect.apply(method, target, args) as unknown);
      },
    });
  }

  /** False where the browser refuses storage: projects are gone when the page is closed. True until that is known. */
  get keeps(): boolean {
    return this.info?.keeps ?? true;
  }

  /** Projects to show, most recently opened first. */
  get visible(): readonly ProjectSummary[] {
    return this.projects
      .filter((project) => !this.bin.has(project.id))
      .toSorted((first, second) => second.openedMs - first.openedMs);
  }

  /** Names that resources of the open project have, those that are being deleted among them. */
  namesOf(kind: 'campaigns' | 'filters' | 'recommenders' | 'batchJobs'): readonly string[] {
    const resources = this.stored?.service?.[kind] ?? [];
    return resources.map((each) => ('jobName' in each ? each.jobName : each.name));
  }

  /** Tells the data of the open project from those of others, and from what they were before; null: none is open. */
  get dataKey(): string | null {
    return this.project === null ? null : `${this.project.project.id}/${this.project.dataVersion}`;
  }

  /** Says hello, listens, and lists the projects. A failure is told by `gone`. */
  async start(): Promise<void> {
    try {
      await this.api.subscribe((event) => this.#hear(event));
      const [info, projects] = await Promise.all([this.api.hello(), this.api.listProjects()]);
      this.info = info;
      this.writer = info.writer;
      this.#hear({ kind: 'projects', projects });
      if (this.gone?.code === 'MEMORY_GONE') this.gone = null;
    } catch (error) {
      this.gone = asAppError(error);
    }
  }

  /** Opens a project; a later call wins over an earlier one that answers late. Errors land in `openError`. */
  async open(id: ProjectId): Promise<void> {
    const sequence = ++this.#sequence;
    this.opening = id;
    this.openError = null;
    try {
      const state = await this.api.openProject(id);
      if (sequence === this.#sequence) this.stored = state;
    } catch (error) {
      if (sequence === this.#sequence) this.openError = asAppError(error);
    } finally {
      if (sequence === this.#sequence) this.opening = null;
    }
  }

  /**
   * Takes over a state that a call has returned (import, sample). While another project is being opened the worker
   * may hold either by now: then the address, which the caller changes, opens the one that was returned.
   */
  show(state: ProjectState): void {
    if (this.opening !== null && this.opening !== state.project.id) return;
    this.#sequence++;
    this.opening = null;
    this.openError = null;
    this.stored = state;
    this.#keep(state.project.id);
  }

  /** Whoever asks for a sample again while its deletion can be undone wants it: the one that is there is shown. */
  #keep(id: ProjectId): void {
    if (!this.bin.has(id)) return;
    forgetProject(id);
    this.bin.takeOut({ project: id });
  }

  /** No project is open any more; the worker keeps what is stored. */
  close(): void {
    this.#sequence++;
    this.opening = null;
    this.stored = null;
  }

  /** Deletes for good. */
  async remove(id: ProjectId): Promise<void> {
    await this.api.deleteProject(id);
    this.projects = this.projects.filter((project) => project.id !== id);
    if (this.stored?.project.id === id) this.stored = null;
    this.bin.takeOut({ project: id });
  }

  async #watch(call: () => Promise<unknown>): Promise<unknown> {
    try {
      const result = await call();
      // A new worker has taken over from the one that died.
      if (this.gone?.code === 'WORKER_GONE') {
        this.gone = null;
        takeovers.count++;
      }
      return result;
    } catch (error) {
      const fault = asAppError(error);
      if (GONE.has(fault.code)) this.gone = fault;
      throw fault;
    }
  }

  #hear(event: StudioEvent): void {
    if (event.kind === 'projects') {
      this.projects = event.projects;
      // It was in the memory of a worker that died.
      const { keeps, stored } = this;
      if (!keeps && stored !== null && !event.projects.some(({ id }) => id === stored.project.id))
        this.close();
    } else if (event.kind === 'lock') this.writer = event.writer;
    else if (event.kind === 'lost') this.gone = new AppError('DATABASE_LOST', { reason: 'closed' });
    else if (event.state === null) this.stored = null;
    else if (event.state.project.id === this.stored?.project.id) this.stored = event.state;
  }
}

/** How often a new worker has taken over from one that died: what that left unanswered can be asked again. */
export const takeovers = $state({ count: 0 });
