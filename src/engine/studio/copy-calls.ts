import type { BehindTheDoor } from '../../domain/door';
import type { PersonalChoice, PersonalColumn } from '../../domain/personal';
import type { Job } from '../../domain/ports';
import type { ProjectSnapshot } from '../../domain/project-file';
import type { Arn, ProjectId, ProjectState } from '../../domain/resources';
import type { Remains } from '../../domain/stored/remains';
import { checkOf, findings } from '../datasets/check-project';
import { restOf } from '../datasets/save-rest';
import { parted, personalColumns } from '../datasets/personal-columns';
import { snapshotWithout } from '../datasets/snapshot-without';
import { LeftColumns } from '../datasets/without-columns';
import type { OpenProject } from '../project/open-project';
import { duplicate, withSnapshot } from '../project/file/restore-project';
import { leavingVersion, type LeavingVersion } from '../serving/leaving-version';
import type { Workspace } from './workspace';

/** Copies of projects, and what of a damaged one can be copied. */
export function copyCalls(workspace: Workspace, openProject: (id: ProjectId) => Promise<ProjectState>) {
  const { options } = workspace;

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
    personalColumns: (id) => workspace.on(id, personalIn),
    checkProject: (job, id) =>
      withRemains(id, async (remains) => checkOf(remains, await findings(remains, job))),
    /** Under the next name. */
    async duplicateProject(job, id) {
      workspace.requireWriter();
      const copy = await exportProject(id, (snapshot) => duplicate(snapshot, job, options));
      await workspace.tellProjects();
      return openProject(copy);
    },
  } satisfies Partial<BehindTheDoor<Job>>;

  return {
    ...calls,
    exportProject,
    /** A version of the open project with all that it answers by, for whoever takes it away. @throws AppError I01, MODEL_UNREADABLE. */
    takeAway: <T>(arn: Arn, write: (leaving: LeavingVersion) => Promise<T>): Promise<T> =>
      workspace.onCurrent(async (project) => write(await leavingVersion(project, arn))),
    /** What is whole of a project, however much of it is not, for whoever writes it to a file. */
    saveRest: <T>(job: Job, id: ProjectId, write: (snapshot: ProjectSnapshot) => Promise<T>): Promise<T> =>
      withRemains(id, async (remains) => {
        const listed = (await options.catalogue.list()).find((project) => project.id === id);
        const called = { name: listed?.name ?? id, nowMs: options.clock.nowMs() };
        return write(await restOf(remains, called, job));
      }),
  };
}
