import type { BehindTheDoor } from '../../domain/door';
import type { OldVersions } from '../../domain/old-versions';
import type { SolutionVersion } from '../../domain/resources';
import { compareVersions } from '../measuring/compare';
import { compareGroups } from '../training/compare-groups';
import type { TrainingJob } from '../project/job-token';
import type { OpenProject } from '../project/open-project';
import { Snapshots } from '../project/snapshots';
import { deleteResource } from '../resources/kinds';
import { solutionVersionKind } from '../resources/solution-versions';
import { epochChange } from '../teaching/epoch-change';
import { traceSession } from '../teaching/trace-session';
import { describeRecipes } from '../training/describe-recipes';
import { resumeTraining } from '../training/resume-training';
import { train } from '../training/train';
import type { TrainingTools } from '../training/version-run';
import { updateSolution } from '../training/update-version';
import { oldVersionsOf } from './old-versions';
import type { Workspace } from './workspace';

/** Versions: trained, compared, looked into, deleted. */
export function trainingCalls(workspace: Workspace) {
  /** Of the newest training, until another one begins or its project is left. */
  let snapshots: Snapshots | null = null;
  workspace.onRelease((id) => {
    if (snapshots?.project === id) snapshots = null;
  });

  const run = (work: (project: OpenProject, tools: TrainingTools) => Promise<SolutionVersion>) =>
    workspace.changing(async (project) => {
      const { pool, clock } = workspace.options;
      const { identifiers, describe } = workspace;
      const onEpoch: TrainingTools['onEpoch'] = (arn, epoch, model) => {
        if (snapshots?.arn !== arn || !snapshots.isBefore(epoch))
          snapshots = new Snapshots(project.id, arn, project.state.dataVersion);
        snapshots.keep(epoch, model);
      };
      try {
        return await work(project, { pool, clock, identifiers, onEpoch, ...(describe && { describe }) });
      } finally {
        // What threads have learned with is many times what they have come to, and what they hold shared nobody collects.
        pool.release();
      }
    });

  return {
    async listRecipes() {
      const project = workspace.projects.current();
      return describeRecipes((await project.data.index()).tables, project.state.profile);
    },
    train: (job, request) => run((project, tools) => train(project, request, job, tools)),
    resumeTraining: (job, arn) => run((project, tools) => resumeTraining(project, arn, job, tools)),
    updateSolution: (job, solution) => run((project, tools) => updateSolution(project, solution, job, tools)),
    compareVersions: (job, versions, metric) =>
      workspace.onCurrent((project) => compareVersions(project, versions, metric, job)),
    compareGroups: (job, arn) => workspace.onCurrent((project) => compareGroups(project, arn, job)),
    async epochChange(userId, epoch, numResults) {
      const project = workspace.projects.current();
      const index = await project.data.index();
      const kept = snapshots;
      if (epoch === 0) return epochChange(index, null, { userId, epoch, numResults });
      if (kept === null || kept.project !== project.id) return null;
      const { dataVersion, solutionVersions } = project.state;
      const isThere = solutionVersions.some(({ arn }) => arn === kept.arn);
      if (!isThere || kept.dataVersion !== dataVersion) {
        // Deleted, or learned from other data: nothing looks back at it any more.
        snapshots = null;
        return null;
      }
      return epochChange(index, kept, { userId, epoch, numResults });
    },
    traceSession: (job, versionArn, userId) =>
      workspace.onCurrent((project) => traceSession(project, versionArn, userId, job)),
    async deleteSolutionVersion(arn, of) {
      workspace.requireWriter();
      await workspace.on(of, async (project) => {
        await project.update((state) => deleteResource(solutionVersionKind, state, arn));
        await project.storage.measureSize();
      });
      await workspace.tellProjects();
    },
    async listOldVersions() {
      const found: OldVersions[] = [];
      for (const { id } of await workspace.options.catalogue.list()) {
        const old = await workspace.on(id, oldVersionsOf);
        if (old !== null) found.push(old);
      }
      return found;
    },
  } satisfies Partial<BehindTheDoor<TrainingJob>>;
}
