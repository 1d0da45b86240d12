import type { GroupComparison, VersionComparison } from '../../domain/comparison';
import type { EpochChange, SessionTrace } from '../../domain/learning';
import type { MetricKey } from '../../domain/metrics';
import type { OldVersions } from '../../domain/old-versions';
import type { Job } from '../../domain/ports';
import type { RecipeDescription } from '../../domain/recipes';
import type { Arn, ProjectId, SolutionRequest, SolutionVersion } from '../../domain/resources';
import type { Model } from '../../recipes/recipe';
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
export class TrainingCalls {
  /** Of the newest training, until another one begins or its project is left. */
  #snapshots: Snapshots | null = null;

  constructor(private readonly workspace: Workspace) {
    workspace.onRelease((id) => {
      if (this.#snapshots?.project === id) this.#snapshots = null;
    });
  }

  async listRecipes(): Promise<readonly RecipeDescription[]> {
    const project = this.workspace.projects.current();
    return describeRecipes((await project.data.index()).tables, project.state.profile);
  }

  async train(job: TrainingJob, request: SolutionRequest): Promise<SolutionVersion> {
    return this.#train((project, tools) => train(project, request, job, tools));
  }

  async resumeTraining(job: TrainingJob, arn: Arn): Promise<SolutionVersion> {
    return this.#train((project, tools) => resumeTraining(project, arn, job, tools));
  }

  async updateSolution(job: TrainingJob, solution: string): Promise<SolutionVersion> {
    return this.#train((project, tools) => updateSolution(project, solution, job, tools));
  }

  async #train(
    work: (project: OpenProject, tools: TrainingTools) => Promise<SolutionVersion>,
  ): Promise<SolutionVersion> {
    this.workspace.requireWriter();
    const { pool, clock } = this.workspace.options;
    const { describe } = this.workspace.options;
    const current = this.workspace.projects.current();
    const onEpoch = (arn: Arn, epoch: number, model: Model): void => {
      if (this.#snapshots?.arn !== arn || epoch === 1)
        this.#snapshots = new Snapshots(current.id, arn, current.state.dataVersion);
      this.#snapshots.keep(epoch, model);
    };
    const tools = {
      pool,
      clock,
      identifiers: this.workspace.identifiers,
      onEpoch,
      ...(describe && { describe }),
    };
    const version = await this.workspace.projects.working(current, (project) => work(project, tools));
    await this.workspace.tellProjects();
    return version;
  }

  /** @param metric a mean over people. */
  async compareVersions(
    job: Job,
    versions: readonly [Arn, Arn],
    metric: MetricKey,
  ): Promise<VersionComparison> {
    return this.workspace.onCurrent((project) => compareVersions(project, versions, metric, job));
  }

  /** Whether those of whom a version had seen more or fewer rows are served better; null where nobody can tell. */
  async compareGroups(job: Job, arn: Arn): Promise<GroupComparison | null> {
    return this.workspace.onCurrent((project) => compareGroups(project, arn, job));
  }

  /** What an epoch of the newest training changed for a person; null where it is not kept. */
  async epochChange(userId: string, epoch: number, numResults: number): Promise<EpochChange | null> {
    const project = this.workspace.projects.current();
    const index = await project.data.index();
    const snapshots = this.#snapshots;
    if (snapshots === null || snapshots.project !== project.id) return null;
    const { dataVersion, solutionVersions } = project.state;
    const isThere = solutionVersions.some(({ arn }) => arn === snapshots.arn);
    if (!isThere || snapshots.dataVersion !== dataVersion) {
      // Deleted, or learned from other data: nothing looks back at it any more.
      this.#snapshots = null;
      return null;
    }
    return epochChange(index, snapshots, { userId, epoch, numResults });
  }

  /** How a recurrent network's state went along a person's newest events. */
  async traceSession(job: Job, versionArn: Arn, userId: string): Promise<SessionTrace> {
    return this.workspace.onCurrent((project) => traceSession(project, versionArn, userId, job));
  }

  async deleteSolutionVersion(arn: Arn, of: ProjectId): Promise<void> {
    this.workspace.requireWriter();
    await this.workspace.projects.working(await this.workspace.projects.use(of), async (project) => {
      await project.update((state) => deleteResource(solutionVersionKind, state, arn));
      await project.storage.measureSize();
    });
    await this.workspace.tellProjects();
  }

  async listOldVersions(): Promise<readonly OldVersions[]> {
    const found: OldVersions[] = [];
    for (const { id } of await this.workspace.options.catalogue.list()) {
      const old = await this.workspace.projects.working(await this.workspace.projects.use(id), oldVersionsOf);
      if (old !== null) found.push(old);
    }
    return found;
  }
}
