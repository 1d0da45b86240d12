import type { BehindTheDoor } from '../../domain/door';
import { AppError } from '../../domain/errors';
import type { Job } from '../../domain/ports';
import type { ProjectId, ProjectState } from '../../domain/resources';
import type { SourceFile } from '../../import/open/bytes/source';
import { restoreProject } from '../project/file/restore-project';
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
  } satisfies Partial<BehindTheDoor<Job>>;

  return {
    ...calls,
    /** Makes a project file a project of its own, and opens it. @throws AppError PROJECT_FILE, QUOTA_EXCEEDED. */
    async importProject(job: Job, file: SourceFile): Promise<ProjectState> {
      workspace.requireWriter();
      const id = await restoreProject(file, job, options);
      await workspace.tellProjects();
      return openProject(id);
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
