import type { BehindTheDoor } from '../../door';
import { AppError } from '../../domain/errors';
import type { PersonalChoice, PersonalColumn } from '../../domain/personal';
import type { Job } from '../../domain/ports';
import type { ProjectSnapshot } from '../../domain/project-file';
import type { ProjectId, ProjectState } from '../../domain/resources';
import type { SourceFile } from '../../import/open/bytes/source';
import type { Remains } from '../../domain/stored/remains';
import { checkOf, findings } from '../datasets/check-project';
import { restOf } from '../datasets/save-rest';
import { parted, personalColumns } from '../datasets/personal-columns';
import { snapshotWithout } from '../datasets/snapshot-without';
import { LeftColumns } from '../datasets/without-columns';
import type { OpenProject } from '../project/open-project';
import { duplicate, restoreProject, withSnapshot } from '../project/file/restore-project';
import type { Workspace } from './workspace';

/** Projects: which there are, which is open, and which tab may write. */
export function projectCalls(workspace: Workspace) {
  const { options, projects } = workspace;

  async function openProject(id: ProjectId): Promise<ProjectState> {
    await workspace.begun();
    const { project, entered } = await projects.enter(id);
    if (!entered) return project.state;
    const state = await workspace.recover(project);
    await workspace.tellProjects();
    return state;
  }
  async function openCopy(id: ProjectId): Promise<ProjectState> {
    await workspace.tellProjects();
    return openProject(id);
  }
  /** Columns that say who people are and that a copy of the project can go without. */
  async function personalIn(project: OpenProject): Promise<readonly PersonalColumn[]> {
    const { tables } = await project.data.index();
    return parted(project.state, personalColumns(project.state.datasets, tables)).free;
  }
  /** A project, open or not, as it is now, for whoever writes it to a file. */
  const exportProject = <T>(
    id: ProjectId,
    write: (snapshot: ProjectSnapshot) => Promise<T>,
    personal: PersonalChoice = 'kept',
  ): Promise<T> =>
    workspace.on(id, async (project) => {
      const gone = personal === 'kept' ? [] : await personalIn(project);
      const left = new LeftColumns(gone, project.state.datasets);
      return withSnapshot(project, (snapshot) => write(snapshotWithout(snapshot, left)));
    });

  /** Reads a project past its state, which may be what is lost. */
  async function withRemains<T>(id: ProjectId, read: (remains: Remains) => Promise<T>): Promise<T> {
    const store = await options.catalogue.open(id);
    try {
      return await read(await store.remains());
    } finally {
      store.close();
    }
  }

  const calls = {
    hello() {
      const { version, pool, keeps = true } = options;
      return {
        version,
        computeWorkers: pool.size,
        sharedMemory: pool.sharesMemory,
        writer: workspace.writer,
        keeps,
      };
    },
    listProjects: async () => options.catalogue.list(),
    personalColumns: (id) => workspace.on(id, personalIn),
    openProject,
    releaseMemory() {
      const { open } = projects;
      // What asks for them reads them again.
      if (open === null || open.jobs > 0) return;
      open.releaseMemory();
      options.pool.release();
    },
    async renameProject(id, name) {
      workspace.requireWriter();
      if (name.trim() === '') throw new AppError('INVALID_INPUT', { field: 'name', value: name });
      const inUse = projects.get(id);
      if (inUse === undefined) await options.catalogue.rename(id, name);
      else await inUse.update((state) => ({ ...state, project: { ...state.project, name } }));
      await workspace.tellProjects();
    },
    async relaxRules() {
      workspace.requireWriter();
      return workspace.onCurrent(async (project) => {
        await project.update((state) => ({ ...state, profile: 'relaxed' }));
        return project.state;
      });
    },
    async deleteProject(id) {
      workspace.requireWriter();
      const inUse = projects.get(id);
      if (inUse !== undefined && inUse.jobs > 0) throw new AppError('RESOURCE_IN_USE', { by: null });
      inUse?.writer.counter.take(options.clock.nowMs() / 1000); // Its counts go with it.
      if (inUse === projects.open) projects.leave();
      await options.catalogue.delete(id);
      await workspace.tellProjects();
    },
    checkProject: (job, id) =>
      withRemains(id, async (remains) => checkOf(remains, await findings(remains, job))),
    /** Under the next name. */
    async duplicateProject(job, id) {
      workspace.requireWriter();
      return openCopy(await exportProject(id, (snapshot) => duplicate(snapshot, job, options)));
    },
  } satisfies Partial<BehindTheDoor<Job>>;

  return {
    ...calls,
    exportProject,
    /** What is whole of a project, however much of it is not, for whoever writes it to a file. */
    saveRest: <T>(job: Job, id: ProjectId, write: (snapshot: ProjectSnapshot) => Promise<T>): Promise<T> =>
      withRemains(id, async (remains) => {
        const listed = (await options.catalogue.list()).find((project) => project.id === id);
        const called = { name: listed?.name ?? id, nowMs: options.clock.nowMs() };
        return write(await restOf(remains, called, job));
      }),
    /** Makes a project file a project of its own, and opens it. @throws AppError PROJECT_FILE, QUOTA_EXCEEDED. */
    async importProject(job: Job, file: SourceFile): Promise<ProjectState> {
      workspace.requireWriter();
      return openCopy(await restoreProject(file, job, options));
    },
    /**
     * Whether this tab may write. On becoming the writer, what the one before left running is ended; on ceasing to be,
     * every change is refused with READ_ONLY_TAB (the caller cancels the jobs).
     */
    async setWriter(writer: boolean): Promise<void> {
      if (writer === workspace.writer) return;
      workspace.writer = writer;
      options.onEvent({ kind: 'lock', writer });
      const project = projects.open;
      if (!writer || project === null) return;
      await project.reload();
      await workspace.recover(project);
    },
    /** Reads again what another tab has changed: the list and, if it is open here, the project. */
    async refresh(): Promise<void> {
      const listed = await options.catalogue.list();
      const { open } = projects;
      if (open !== null && open.jobs === 0) {
        if (listed.some((project) => project.id === open.id)) await open.reload();
        else projects.leave();
      }
      options.onEvent({ kind: 'projects', projects: listed });
    },
  };
}
