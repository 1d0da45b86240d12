import type {
  FilePlan,
  ImportCheck,
  ImportPlan,
  ImportProposal,
  ImportReport,
  OwnAndTheirs,
  VisitMatches,
} from '../../domain/imports';
import { AppError } from '../../domain/errors';
import type { Job } from '../../domain/ports';
import type { ProjectId, ProjectState } from '../../domain/resources';
import { SAMPLES, sampleOf, type SampleKey } from '../../domain/samples';
import type { SourceFile } from '../../data/bytes/source';
import { importInto } from '../datasets/import-into';
import { sampleActionsIntake, sampleIntake } from '../datasets/sample';
import { matchVisit, visitIntake } from '../datasets/visit';
import { importAsNew } from './import-as-new';
import { Proposals } from './proposals';
import type { Workspace } from './workspace';

/** Files on their way in: looked into, checked, imported. */
export class ImportCalls {
  readonly #proposals = new Proposals();

  constructor(
    private readonly workspace: Workspace,
    private readonly openProject: (id: ProjectId) => Promise<ProjectState>,
  ) {}

  async inspectFiles(job: Job, files: readonly SourceFile[]): Promise<ImportProposal> {
    return this.#proposals.inspect(files, job);
  }

  async reinspectFile(proposalId: string, plan: ImportPlan, file: string): Promise<ImportProposal> {
    return this.#proposals.reinspect(proposalId, plan, file);
  }

  async judgeTimes(proposalId: string, plan: ImportPlan, file: string): Promise<FilePlan> {
    return this.#proposals.judgeTimes(proposalId, plan, file);
  }

  /** @param into the project the import would go into; what it has already counts, or null for a new one. */
  async checkImport(
    job: Job,
    proposalId: string,
    plan: ImportPlan,
    into: ProjectId | null,
  ): Promise<ImportCheck> {
    const existing =
      into === null
        ? null
        : await this.workspace.projects.working(await this.workspace.projects.use(into), (project) =>
            project.data.existing(),
          );
    return this.#proposals.check(proposalId, plan, existing, job);
  }

  async importFiles(
    job: Job,
    proposalId: string,
    plan: ImportPlan,
    target: { readonly into: ProjectId | null; readonly name: string },
  ): Promise<{ readonly state: ProjectState; readonly report: ImportReport }> {
    this.workspace.requireWriter();
    const intake = this.#proposals.intake(proposalId, plan);
    const taken =
      target.into === null
        ? await importAsNew(intake, target.name, null, job, this.workspace.tools)
        : await this.workspace.projects.working(
            await this.workspace.projects.use(target.into),
            async (project) => {
              const { report } = await importInto(project, intake, job, this.workspace.tools);
              // Here, and not after: a project that is neither worked on nor open is closed.
              this.workspace.projects.enterNew(project);
              return { project, report };
            },
          );
    this.#proposals.forget(proposalId);
    return { state: await this.workspace.show(taken), report: taken.report };
  }

  /** Which items of a project the items in the files are. */
  async matchItems(job: Job, proposalId: string, plan: ImportPlan, id: ProjectId): Promise<VisitMatches> {
    const files = this.#proposals.sourcesOf(proposalId);
    return this.workspace.projects.working(await this.workspace.projects.use(id), async (project) => {
      const { tables } = await project.data.existing();
      return matchVisit(files, plan, tables, job);
    });
  }

  /** Brings the events of the files into a project as those of new users, each on the item that it is paired with. */
  async stepIn(
    job: Job,
    proposalId: string,
    plan: ImportPlan,
    id: ProjectId,
    pairs: readonly OwnAndTheirs[],
  ): Promise<{ readonly state: ProjectState; readonly users: readonly string[] }> {
    this.workspace.requireWriter();
    const files = this.#proposals.sourcesOf(proposalId);
    const taken = await this.workspace.projects.working(
      await this.workspace.projects.use(id),
      async (project) => {
        const existing = await project.data.existing();
        const { users, ...visit } = visitIntake(files, plan, existing, pairs, job);
        const { report } = await importInto(
          project,
          { ...visit, provenance: {}, keepsRules: true },
          job,
          this.workspace.tools,
        );
        this.workspace.projects.enterNew(project);
        return { project, report, users };
      },
    );
    this.#proposals.forget(proposalId);
    return { state: await this.workspace.show(taken), users: taken.users };
  }

  /** @param name of its project, where there is none yet. */
  async openSample(job: Job, sample: SampleKey, name: string = SAMPLES[sample].name): Promise<ProjectState> {
    const { catalogue, fetchSample } = this.workspace.options;
    const there = (await catalogue.list()).find((project) => sampleOf(project) === sample);
    if (there !== undefined) return this.openProject(there.id);
    this.workspace.requireWriter();
    const intake = await sampleIntake(sample, fetchSample, job);
    const taken = await importAsNew(intake, name, sample, job, this.workspace.tools);
    return this.workspace.show(taken);
  }

  /** @throws AppError INVALID_INPUT for another project than the sample. */
  async addSampleActions(job: Job): Promise<ProjectState> {
    this.workspace.requireWriter();
    const { projects, tools } = this.workspace;
    const project = projects.current();
    if (sampleOf(project.state.project) !== 'film-club')
      throw new AppError('INVALID_INPUT', { field: 'project', value: project.state.project.name });
    const intake = await sampleActionsIntake(job);
    const taken = await projects.working(project, () => importInto(project, intake, job, tools));
    return this.workspace.show(taken);
  }
}
