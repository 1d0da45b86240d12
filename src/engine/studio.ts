import type { DatasetCard } from '../domain/card';
import type { VersionComparison } from '../domain/comparison';
import { AppError, type JsonObject } from '../domain/errors';
import type { Explanation, ExplanationRequest } from '../domain/explanations';
import type { FilterCheck } from '../domain/filter-check';
import type { StudioEvent } from '../domain/events';
import type { ImportCheck, ImportPlan, ImportProposal, ImportReport } from '../domain/imports';
import type { MetricKey } from '../domain/metrics';
import type { Clock, Job, Pool } from '../domain/ports';
import type { RecipeDescription } from '../domain/recipes';
import type {
  ItemHit,
  RankingRequest,
  RecommendationList,
  RecommendationRequest,
  UserHistory,
  UserHit,
} from '../domain/recommendations';
import type {
  Arn,
  ProjectId,
  ProjectState,
  ProjectSummary,
  SolutionRequest,
  SolutionVersion,
} from '../domain/resources';
import { ProjectServices } from './api/project-services';
import { checkFilterText } from './service/check-filter';
import { compareVersions } from './compare';
import { explainRecommendation } from './explain';
import { describeRecipes } from './describe-recipes';
import { userHistory } from './history';
import { Identifiers } from './identifiers';
import type { SourceFile } from './import';
import type { CategoryColumn } from './item-words';
import type { TrainingJob } from './job-token';
import { withoutVersion } from './lifecycle';
import { OpenProject, type ProjectHost } from './open-project';
import { Proposals } from './proposals';
import { SAMPLE_NAME, sampleIntake } from './sample';
import { resumeTraining } from './resume-training';
import { rank } from './rank';
import { searchItems, searchUsers, typicalUser } from './search';
import { recommend } from './serve';
import type { ProjectCatalogue } from './store-port';
import { importAsNew, importInto, type TakenIn } from './take-in';
import { train, type TrainingTools } from './train';
import { updateSolution } from './update-version';

export interface StudioOptions {
  readonly catalogue: ProjectCatalogue;
  readonly pool: Pool;
  readonly clock: Clock;
  readonly version: string;
  readonly sharedMemory: boolean;
  /** Seeds identifiers, nothing else; must differ between sessions. Default: the clock. */
  readonly identifierSeed?: number;
  /** Words for an error where a file or a record keeps them. Default: its code. */
  readonly describe?: (error: AppError) => string;
  onEvent(event: StudioEvent): void;
}

/**
 * The service behind the worker door, over ports: what `StudioApi` promises, with jobs as tokens instead of ids and
 * files as sources. One project is open at a time; one that a job still works on stays in use beside it.
 */
export class Studio {
  #writer = true;
  #open: OpenProject | null = null;
  /** Counts what opens a project: of two openings under way the one asked for last counts. */
  #openings = 0;
  readonly #inUse = new Map<ProjectId, OpenProject>();
  readonly #proposals = new Proposals();
  readonly #identifiers: Identifiers;
  readonly #host: ProjectHost;
  readonly #services: ProjectServices;

  constructor(private readonly options: StudioOptions) {
    this.#identifiers = new Identifiers(options.identifierSeed ?? options.clock.nowMs());
    this.#host = {
      clock: options.clock,
      requireWriter: () => this.#requireWriter(),
      onState: (state) => options.onEvent({ kind: 'state', state }),
    };
    this.#services = new ProjectServices({
      pool: options.pool,
      clock: options.clock,
      identifiers: this.#identifiers,
      describe: options.describe ?? (({ code }) => code),
      onFailure: (error) => console.warn('queued work', error),
    });
  }

  hello(): { version: string; computeWorkers: number; sharedMemory: boolean; writer: boolean } {
    const { version, pool, sharedMemory } = this.options;
    return { version, computeWorkers: pool.size, sharedMemory, writer: this.#writer };
  }

  /**
   * Whether this tab may write. On becoming the writer, what the one before left running is ended; on ceasing to be,
   * every change is refused with READ_ONLY_TAB (the caller cancels the jobs).
   */
  async setWriter(writer: boolean): Promise<void> {
    if (writer === this.#writer) return;
    this.#writer = writer;
    this.options.onEvent({ kind: 'lock', writer });
    const project = this.#open;
    if (!writer || project === null) return;
    await project.reload();
    await this.#recover(project);
  }

  /** Reads again what another tab has changed: the list and, if it is open here, the project. */
  async refresh(): Promise<void> {
    const projects = await this.options.catalogue.list();
    const id = this.#open?.id;
    if (id !== undefined && this.#open?.jobs === 0) {
      if (projects.some((project) => project.id === id)) await this.#open.reload();
      else this.#leave();
    }
    this.options.onEvent({ kind: 'projects', projects });
  }

  async listProjects(): Promise<readonly ProjectSummary[]> {
    return this.options.catalogue.list();
  }

  async openProject(id: ProjectId): Promise<ProjectState> {
    const opening = ++this.#openings;
    const project = await this.#use(id);
    if (opening !== this.#openings) {
      if (project !== this.#open) this.#release(project);
      return project.state;
    }
    this.#enter(project);
    const state = await this.#recover(project);
    await this.#tellProjects();
    return state;
  }

  async renameProject(id: ProjectId, name: string): Promise<void> {
    this.#requireWriter();
    if (name.trim() === '') throw new AppError('INVALID_INPUT', { field: 'name', value: name });
    const inUse = this.#inUse.get(id);
    if (inUse === undefined) await this.options.catalogue.rename(id, name);
    else await inUse.update((state) => ({ ...state, project: { ...state.project, name } }));
    await this.#tellProjects();
  }

  async deleteProject(id: ProjectId): Promise<void> {
    this.#requireWriter();
    const inUse = this.#inUse.get(id);
    if (inUse !== undefined && inUse.jobs > 0) throw new AppError('RESOURCE_IN_USE', { project: id });
    if (inUse === this.#open) this.#leave();
    await this.options.catalogue.delete(id);
    await this.#tellProjects();
  }

  async inspectFiles(job: Job, files: readonly SourceFile[]): Promise<ImportProposal> {
    return this.#proposals.inspect(files, job);
  }

  async reinspectFile(proposalId: string, plan: ImportPlan, file: string): Promise<ImportProposal> {
    return this.#proposals.reinspect(proposalId, plan, file);
  }

  /** @param into the project the import would go into; what it has already counts, or null for a new one. */
  async checkImport(
    job: Job,
    proposalId: string,
    plan: ImportPlan,
    into: ProjectId | null,
  ): Promise<ImportCheck> {
    const existing =
      into === null ? null : await this.#working(await this.#use(into), (project) => project.data());
    return this.#proposals.check(proposalId, plan, existing, job);
  }

  async importFiles(
    job: Job,
    proposalId: string,
    plan: ImportPlan,
    target: { readonly into: ProjectId | null; readonly name: string },
  ): Promise<{ readonly state: ProjectState; readonly report: ImportReport }> {
    this.#requireWriter();
    const intake = this.#proposals.intake(proposalId, plan);
    const taken =
      target.into === null
        ? await importAsNew(intake, target.name, false, job, this.#tools())
        : await this.#working(await this.#use(target.into), async (project) => {
            const { report } = await importInto(project, intake, job, this.#tools());
            // Here, and not after: a project that is neither worked on nor open is closed.
            this.#openings++;
            this.#enter(project);
            return { project, report };
          });
    this.#proposals.forget(proposalId);
    return { state: await this.#show(taken), report: taken.report };
  }

  async openSample(job: Job): Promise<ProjectState> {
    const there = (await this.options.catalogue.list()).find((project) => project.simulated);
    if (there !== undefined) return this.openProject(there.id);
    this.#requireWriter();
    const taken = await importAsNew(await sampleIntake(job), SAMPLE_NAME, true, job, this.#tools());
    return this.#show(taken);
  }

  async describeData(): Promise<DatasetCard> {
    return this.#current().card();
  }

  async listRecipes(): Promise<readonly RecipeDescription[]> {
    const project = this.#current();
    return describeRecipes((await project.index()).tables, project.state.profile);
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
    this.#requireWriter();
    const { pool, clock } = this.options;
    const tools = { pool, clock, identifiers: this.#identifiers };
    const version = await this.#working(this.#current(), (project) => work(project, tools));
    await this.#tellProjects();
    return version;
  }

  /** @param metric a mean over people. */
  async compareVersions(
    job: Job,
    versions: readonly [Arn, Arn],
    metric: MetricKey,
  ): Promise<VersionComparison> {
    return this.#working(this.#current(), (project) => compareVersions(project, versions, metric, job));
  }

  async deleteSolutionVersion(arn: Arn, of: ProjectId): Promise<void> {
    this.#requireWriter();
    await this.#working(await this.#use(of), async (project) => {
      await project.update((state) => withoutVersion(state, arn));
      await project.measureSize();
    });
    await this.#tellProjects();
  }

  async searchUsers(text: string, limit: number): Promise<readonly UserHit[]> {
    return searchUsers(await this.#current().index(), text, limit);
  }

  async searchItems(text: string, limit: number): Promise<readonly ItemHit[]> {
    return searchItems(await this.#current().index(), text, limit);
  }

  async typicalUser(): Promise<string> {
    return typicalUser(await this.#current().index());
  }

  async getUserHistory(userId: string, limit: number): Promise<UserHistory> {
    return userHistory(await this.#current().index(), userId, limit);
  }

  async getRecommendations(request: RecommendationRequest): Promise<RecommendationList> {
    const id = this.#identifiers.recommendation();
    return recommend(this.#current(), request, id, () => this.options.clock.nowMs());
  }

  async explainRecommendation(request: ExplanationRequest): Promise<Explanation> {
    return explainRecommendation(this.#current(), request, () => this.options.clock.nowMs());
  }

  async getPersonalizedRanking(request: RankingRequest): Promise<RecommendationList> {
    const id = this.#identifiers.recommendation();
    return rank(this.#current(), request, id, () => this.options.clock.nowMs());
  }

  /**
   * One call of the service's own API on the open project, by the operation's name and in its JSON. What takes long is
   * queued, and the project stays in use until it has ended.
   */
  async invoke(operation: string, input: JsonObject): Promise<JsonObject> {
    const project = this.#current();
    const service = this.#services.of(project);
    const answer = await this.#working(project, async () => {
      const given = await service.invoke(operation, input);
      // Before this call lets the project go: what it has queued works on it too.
      if (!/^(Get|Describe|List|Put)/.test(operation)) this.#untilIdle(project, service);
      return given;
    });
    return answer;
  }

  /** What can be said of a filter expression while it is typed; `userId` null: of any user. */
  async checkFilter(expression: string, userId: string | null): Promise<FilterCheck> {
    return checkFilterText(this.#current(), expression, userId);
  }

  /** Makes a file known to import and batch jobs of the open project as `s3://bucket/key`. */
  registerFile(path: string, file: Blob): void {
    this.#services.of(this.#current()).files.put(path, file);
  }

  /** A registered file, or what a batch job has written; null where nothing is. */
  readFile(path: string): Blob | null {
    return this.#services.of(this.#current()).files.get(path);
  }

  async listCategories(): Promise<readonly CategoryColumn[]> {
    return (await this.#current().index()).words.categoryColumns();
  }

  /** Keeps a project in use until its queued work has ended. */
  #untilIdle(project: OpenProject, service: { idle(): Promise<void> }): void {
    this.#working(project, () => service.idle())
      .then(() => this.#tellProjects())
      .catch((error: unknown) => console.warn('queued work', error));
  }

  /** Opens a project's store, or joins those who use it already. */
  async #use(id: ProjectId): Promise<OpenProject> {
    const there = this.#inUse.get(id);
    if (there !== undefined) return there;
    const store = await this.options.catalogue.open(id);
    const project = new OpenProject(store, await store.readState(), this.#host);
    const meanwhile = this.#inUse.get(id);
    if (meanwhile !== undefined) {
      void project.close();
      return meanwhile;
    }
    this.#inUse.set(id, project);
    return project;
  }

  /** Ends what was interrupted and notes the opening, unless a job runs or this tab only reads. */
  async #recover(project: OpenProject): Promise<ProjectState> {
    return this.#writer && project.jobs === 0 ? project.recover() : project.state;
  }

  async #show({ project }: TakenIn): Promise<ProjectState> {
    this.#openings++;
    this.#inUse.set(project.id, project);
    this.#enter(project);
    await this.#tellProjects();
    return project.state;
  }

  /** Counts a job on a project, so that it stays open while the person looks at another one. */
  async #working<T>(project: OpenProject, work: (project: OpenProject) => Promise<T>): Promise<T> {
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

  #leave(): void {
    const before = this.#open;
    this.#open = null;
    if (before === null) return;
    this.#release(before);
    this.options.onEvent({ kind: 'state', state: null });
  }

  #release(project: OpenProject): void {
    if (project.jobs > 0) return;
    this.#inUse.delete(project.id);
    void project.close();
  }

  #current(): OpenProject {
    if (this.#open === null) throw new AppError('NOT_FOUND', { what: 'project' });
    return this.#open;
  }

  #requireWriter(): void {
    if (!this.#writer) throw new AppError('READ_ONLY_TAB');
  }

  #tools(): Parameters<typeof importAsNew>[4] {
    const { catalogue, clock } = this.options;
    return { catalogue, clock, identifiers: this.#identifiers, host: this.#host };
  }

  async #tellProjects(): Promise<void> {
    this.options.onEvent({ kind: 'projects', projects: await this.options.catalogue.list() });
  }
}
