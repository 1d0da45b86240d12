import type { BundleOverview, BundleSource } from '../../domain/bundle';
import type { DatasetCard } from '../../domain/card';
import type { VersionComparison } from '../../domain/comparison';
import type { DatasetProfile, DatasetRows } from '../../domain/column-profiles';
import type { ContextChoice } from '../../domain/context-fields';
import type { DataFix, DataInsight, FixPreview } from '../../domain/data-fix';
import type { DataSelection, SelectedData } from '../../domain/data-selection';
import type { DatasetType } from '../../domain/schema';
import { AppError, type JsonObject } from '../../domain/errors';
import type { Explanation, ExplanationRequest } from '../../domain/explanations';
import type { FilterCheck, FilterProposals, FilterTrial } from '../../domain/filter-check';
import type { StudioEvent } from '../../domain/events';
import type { ImportCheck, ImportPlan, ImportProposal, ImportReport } from '../../domain/imports';
import type { ItemMap } from '../../domain/item-map';
import type { EpochChange, SessionTrace } from '../../domain/learning';
import type { LessonFact, LessonQuestion } from '../../domain/lesson-facts';
import type { MetricKey } from '../../domain/metrics';
import type { Clock, Job, Pool } from '../../domain/ports';
import type { OldVersions } from '../../domain/old-versions';
import type { ProjectSnapshot } from '../../domain/project-file';
import type { RecipeDescription } from '../../domain/recipes';
import type {
  ItemHit,
  RankingRequest,
  RecommendationList,
  RecommendationRequest,
  UserHistory,
  UserHit,
} from '../../domain/recommendations';
import type {
  Arn,
  ProjectId,
  ProjectState,
  ProjectSummary,
  SolutionRequest,
  SolutionVersion,
} from '../../domain/resources';
import { ProjectServices } from '../service/project-services';
import { queuedJob } from '../service/queued-job';
import { exportSource } from '../service/bundle/export-project';
import { contextChoices } from '../training/event-columns';
import { checkFilterText } from '../serving/check-filter';
import { completeFilterText } from '../serving/complete-filter';
import { compareVersions } from '../measuring/compare';
import { explainRecommendation } from '../serving/explain';
import type { Model } from '../../recipes/recipe';
import { epochChange } from '../teaching/epoch-change';
import { Snapshots } from '../project/snapshots';
import { traceSession } from '../teaching/trace-session';
import { describeRecipes } from '../training/describe-recipes';
import { applyFix, listInsights, undoFix } from '../datasets/fixes/apply-fix';
import { profileColumns } from '../datasets/profile-columns';
import { selectData } from '../datasets/select-data';
import { inSteps } from '../project/in-steps';
import { previewFix } from '../datasets/fixes/preview-fix';
import { listedRows } from '../datasets/listed-rows';
import { userHistory } from '../serving/history';
import { Identifiers } from '../project/identifiers';
import type { SourceFile } from '../datasets/import';
import type { CategoryColumn } from '../project/item-words';
import type { TrainingJob } from '../project/job-token';
import { answerLesson } from '../teaching/lessons/answer-lesson';
import { withoutVersion } from '../resources/lifecycle';
import { itemMap } from '../teaching/map/item-map';
import { checksumOf } from '../datasets/data-checksum';
import { oldVersionsOf } from './old-versions';
import type { OpenProject } from '../project/open-project';
import { type ProjectHost } from '../project/open-project';
import { ProjectsInUse } from '../project/projects-in-use';
import { duplicate, restoreProject, withSnapshot } from '../project/file/restore-project';
import { Proposals } from './proposals';
import { SAMPLE_NAME, sampleIntake } from '../datasets/sample';
import { resumeTraining } from '../training/resume-training';
import { rank } from '../serving/rank';
import { itemTitles, searchItems, searchUsers, typicalUser } from '../serving/search';
import { recommend } from '../serving/serve';
import type { ProjectCatalogue } from '../project/store-port';
import { importInto, type TakenIn } from '../datasets/import-into';
import { importAsNew } from './import-as-new';
import { train, type TrainingTools } from '../training/train';
import { updateSolution } from '../training/update-version';

/** Rows of a dataset that are read at once. */
const MOST_ROWS = 200;

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
  readonly #projects: ProjectsInUse;
  readonly #proposals = new Proposals();
  readonly #identifiers: Identifiers;
  readonly #host: ProjectHost;
  readonly #services: ProjectServices;
  /** Of the newest training, until another one begins or its project is left. */
  #snapshots: Snapshots | null = null;

  constructor(private readonly options: StudioOptions) {
    this.#identifiers = new Identifiers(options.identifierSeed ?? options.clock.nowMs());
    this.#host = {
      clock: options.clock,
      workers: options.pool.size,
      requireWriter: () => this.#requireWriter(),
      onState: (state) => options.onEvent({ kind: 'state', state }),
    };
    this.#projects = new ProjectsInUse(options.catalogue, this.#host, {
      onLeave: () => options.onEvent({ kind: 'state', state: null }),
      onRelease: (id) => {
        if (this.#snapshots?.project === id) this.#snapshots = null;
      },
    });
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
    const project = this.#projects.open;
    if (!writer || project === null) return;
    await project.reload();
    await this.#recover(project);
  }

  /** Reads again what another tab has changed: the list and, if it is open here, the project. */
  async refresh(): Promise<void> {
    const projects = await this.options.catalogue.list();
    const { open } = this.#projects;
    if (open !== null && open.jobs === 0) {
      if (projects.some((project) => project.id === open.id)) await open.reload();
      else this.#projects.leave();
    }
    this.options.onEvent({ kind: 'projects', projects });
  }

  async listProjects(): Promise<readonly ProjectSummary[]> {
    return this.options.catalogue.list();
  }

  async openProject(id: ProjectId): Promise<ProjectState> {
    const { project, entered } = await this.#projects.enter(id);
    if (!entered) return project.state;
    const state = await this.#recover(project);
    await this.#tellProjects();
    return state;
  }

  /** Data and models of the open project leave the memory, unless a job works on it; what asks for them reads them again. */
  releaseMemory(): void {
    const { open } = this.#projects;
    if (open === null || open.jobs > 0) return;
    open.releaseMemory();
    this.options.pool.release();
  }

  async renameProject(id: ProjectId, name: string): Promise<void> {
    this.#requireWriter();
    if (name.trim() === '') throw new AppError('INVALID_INPUT', { field: 'name', value: name });
    const inUse = this.#projects.get(id);
    if (inUse === undefined) await this.options.catalogue.rename(id, name);
    else await inUse.update((state) => ({ ...state, project: { ...state.project, name } }));
    await this.#tellProjects();
  }

  async deleteProject(id: ProjectId): Promise<void> {
    this.#requireWriter();
    const inUse = this.#projects.get(id);
    if (inUse !== undefined && inUse.jobs > 0) throw new AppError('RESOURCE_IN_USE', { project: id });
    inUse?.counter.take(this.options.clock.nowMs() / 1000); // Its counts go with it.
    if (inUse === this.#projects.open) this.#projects.leave();
    await this.options.catalogue.delete(id);
    await this.#tellProjects();
  }

  /** A project, open or not, as it is now, for whoever writes it to a file. */
  async exportProject<T>(id: ProjectId, write: (snapshot: ProjectSnapshot) => Promise<T>): Promise<T> {
    return this.#projects.working(await this.#projects.use(id), (project) => withSnapshot(project, write));
  }

  /** Makes a project file a project of its own, and opens it. @throws AppError PROJECT_FILE, QUOTA_EXCEEDED. */
  async importProject(job: Job, file: SourceFile): Promise<ProjectState> {
    this.#requireWriter();
    return this.#openCopy(await restoreProject(file, job, this.options));
  }

  /** The same project once more, under the next name. */
  async duplicateProject(job: Job, id: ProjectId): Promise<ProjectState> {
    this.#requireWriter();
    const copy = await this.exportProject(id, (snapshot) => duplicate(snapshot, job, this.options));
    return this.#openCopy(copy);
  }

  async #openCopy(id: ProjectId): Promise<ProjectState> {
    await this.#tellProjects();
    return this.openProject(id);
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
      into === null
        ? null
        : await this.#projects.working(await this.#projects.use(into), (project) => project.data());
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
        : await this.#projects.working(await this.#projects.use(target.into), async (project) => {
            const { report } = await importInto(project, intake, job, this.#tools());
            // Here, and not after: a project that is neither worked on nor open is closed.
            this.#projects.enterNew(project);
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
    return this.#projects.current().card();
  }

  async describeColumns(job: Job): Promise<readonly DatasetProfile[]> {
    return this.#projects.working(this.#projects.current(), async (project) =>
      profileColumns((await project.data()).tables, job),
    );
  }

  async selectData(job: Job, selection: DataSelection): Promise<SelectedData> {
    const { tables } = await this.#projects.current().data();
    return inSteps(selectData(tables, selection), job, ['select', 0, 1]);
  }

  async readRows(dataset: DatasetType, from: number, count: number): Promise<DatasetRows> {
    const { tables } = await this.#projects.current().data();
    const length = Math.min(count, MOST_ROWS);
    return listedRows(
      tables,
      dataset,
      Array.from({ length }, (_, at) => from + at),
    );
  }

  async listInsights(job: Job): Promise<readonly DataInsight[]> {
    return this.#projects.working(this.#projects.current(), (project) => listInsights(project, job));
  }

  async previewFix(job: Job, fix: DataFix): Promise<FixPreview> {
    const project = this.#projects.current();
    const [{ tables }, card] = await Promise.all([project.data(), project.card()]);
    return inSteps(previewFix(tables, card, fix), job, ['preview', 0, 1]);
  }

  async applyFix(job: Job, fix: DataFix): Promise<ProjectState> {
    this.#requireWriter();
    const state = await this.#projects.working(this.#projects.current(), (project) =>
      applyFix(project, fix, job),
    );
    await this.#tellProjects();
    return state;
  }

  async undoFix(): Promise<ProjectState> {
    this.#requireWriter();
    const state = await this.#projects.working(this.#projects.current(), undoFix);
    await this.#tellProjects();
    return state;
  }

  async listRecipes(): Promise<readonly RecipeDescription[]> {
    const project = this.#projects.current();
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
    const { describe } = this.options;
    const current = this.#projects.current();
    const onEpoch = (arn: Arn, epoch: number, model: Model): void => {
      if (this.#snapshots?.arn !== arn || epoch === 1)
        this.#snapshots = new Snapshots(current.id, arn, current.state.dataVersion);
      this.#snapshots.keep(epoch, model);
    };
    const tools = { pool, clock, identifiers: this.#identifiers, onEpoch, ...(describe && { describe }) };
    const version = await this.#projects.working(current, (project) => work(project, tools));
    await this.#tellProjects();
    return version;
  }

  /** @param metric a mean over people. */
  async compareVersions(
    job: Job,
    versions: readonly [Arn, Arn],
    metric: MetricKey,
  ): Promise<VersionComparison> {
    return this.#projects.working(this.#projects.current(), (project) =>
      compareVersions(project, versions, metric, job),
    );
  }

  /** What an epoch of the newest training changed for a person; null where it is not kept. */
  async epochChange(userId: string, epoch: number, numResults: number): Promise<EpochChange | null> {
    const project = this.#projects.current();
    const index = await project.index();
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
    return this.#projects.working(this.#projects.current(), (project) =>
      traceSession(project, versionArn, userId, job),
    );
  }

  /** Items by who took them, on a plane. */
  async itemMap(job: Job, seed: number): Promise<ItemMap> {
    return this.#projects.working(this.#projects.current(), async (project) =>
      itemMap(await project.index(), seed, job),
    );
  }

  /** What a step of a lesson shows. */
  async lessonFact(job: Job, question: LessonQuestion): Promise<LessonFact> {
    return this.#projects.working(this.#projects.current(), (project) =>
      answerLesson(project, question, job),
    );
  }

  async deleteSolutionVersion(arn: Arn, of: ProjectId): Promise<void> {
    this.#requireWriter();
    await this.#projects.working(await this.#projects.use(of), async (project) => {
      await project.update((state) => withoutVersion(state, arn));
      await project.measureSize();
    });
    await this.#tellProjects();
  }

  async listOldVersions(): Promise<readonly OldVersions[]> {
    const found: OldVersions[] = [];
    for (const { id } of await this.options.catalogue.list()) {
      const old = await this.#projects.working(await this.#projects.use(id), oldVersionsOf);
      if (old !== null) found.push(old);
    }
    return found;
  }

  /** Of the open project's data as they are now; the same digits are the same rows. */
  async dataChecksum(): Promise<string> {
    return checksumOf((await this.#projects.current().index()).tables);
  }

  /** The project of this device that holds data with this checksum; null where none does. */
  async findData(rows: number, checksum: string): Promise<ProjectId | null> {
    for (const { id, interactions } of await this.options.catalogue.list()) {
      if (interactions !== rows) continue;
      const found = await this.#projects.working(await this.#projects.use(id), async (project) =>
        checksumOf((await project.index()).tables),
      );
      if (found === checksum) return id;
    }
    return null;
  }

  async searchUsers(text: string, limit: number): Promise<readonly UserHit[]> {
    return searchUsers(await this.#projects.current().index(), text, limit);
  }

  async searchItems(text: string, limit: number): Promise<readonly ItemHit[]> {
    return searchItems(await this.#projects.current().index(), text, limit);
  }

  async itemTitles(itemIds: readonly string[]): Promise<readonly (string | null)[]> {
    return itemTitles(await this.#projects.current().index(), itemIds);
  }

  async typicalUser(): Promise<string> {
    return typicalUser(await this.#projects.current().index());
  }

  async getUserHistory(userId: string, limit: number): Promise<UserHistory> {
    return userHistory(await this.#projects.current().index(), userId, limit);
  }

  async getRecommendations(request: RecommendationRequest): Promise<RecommendationList> {
    const id = this.#identifiers.recommendation();
    return recommend(this.#projects.current(), request, id, () => this.options.clock.nowMs());
  }

  async explainRecommendation(request: ExplanationRequest): Promise<Explanation> {
    return explainRecommendation(this.#projects.current(), request, () => this.options.clock.nowMs());
  }

  async getPersonalizedRanking(request: RankingRequest): Promise<RecommendationList> {
    const id = this.#identifiers.recommendation();
    return rank(this.#projects.current(), request, id, () => this.options.clock.nowMs());
  }

  /**
   * One call of the service's own API on the open project, or on that one, by the operation's name and in its JSON.
   * What takes long is queued, and the project stays in use until it has ended.
   */
  async invoke(operation: string, input: JsonObject, of?: ProjectId): Promise<JsonObject> {
    const project = of === undefined ? this.#projects.current() : await this.#projects.use(of);
    const service = this.#services.of(project);
    const answer = await this.#projects.working(project, async () => {
      const given = await service.invoke(operation, input);
      // Before this call lets the project go: what it has queued works on it too.
      if (!/^(Get|Describe|List|Put|Simulate)/.test(operation)) this.#untilIdle(project, service);
      return given;
    });
    return answer;
  }

  /** What can be said of a filter expression while it is typed, and what it does to a request. */
  async checkFilter(expression: string, trial: FilterTrial): Promise<FilterCheck> {
    return checkFilterText(this.#projects.current(), expression, trial);
  }

  /** What can be written at the caret of an expression. */
  async completeFilter(expression: string, caret: number): Promise<FilterProposals> {
    return completeFilterText(this.#projects.current(), expression, caret);
  }

  /** Makes a file known to import and batch jobs of the open project as `s3://bucket/key`. */
  registerFile(path: string, file: Blob): void {
    this.#services.of(this.#projects.current()).files.put(path, file);
  }

  /** A registered file, or what a batch job has written: all, or about `maxBytes` of it; null where nothing is. */
  async readFile(path: string, maxBytes?: number): Promise<Blob | null> {
    return this.#projects.working(this.#projects.current(), (project) =>
      this.#services.of(project).readFile(path, maxBytes),
    );
  }

  async listCategories(): Promise<readonly CategoryColumn[]> {
    return (await this.#projects.current().index()).words.categoryColumns();
  }

  async listContextFields(): Promise<readonly ContextChoice[]> {
    return contextChoices((await this.#projects.current().index()).tables.interactions);
  }

  /** What an export bundle of the open project would hold. */
  async describeExport(): Promise<BundleOverview> {
    const job = queuedJob(this.options.clock);
    const { tables, ...rest } = await this.#projects.working(this.#projects.current(), (project) =>
      exportSource(project, job),
    );
    return { ...rest, tables: tables.map(({ path, rows }) => ({ path, rows })) };
  }

  /** What the export bundle of the open project is made from, for whoever writes it. */
  async exportBundle<T>(job: Job, write: (source: BundleSource) => Promise<T>): Promise<T> {
    return this.#projects.working(this.#projects.current(), async (project) =>
      write(await exportSource(project, job)),
    );
  }

  /** Keeps a project in use until its queued work has ended. */
  #untilIdle(project: OpenProject, service: { idle(): Promise<void> }): void {
    this.#projects
      .working(project, () => service.idle())
      .then(() => this.#tellProjects())
      .catch((error: unknown) => console.warn('queued work', error));
  }

  /** Ends what was interrupted and notes the opening, unless a job runs or this tab only reads. */
  async #recover(project: OpenProject): Promise<ProjectState> {
    return this.#writer && project.jobs === 0 ? project.recover() : project.state;
  }

  async #show({ project }: TakenIn): Promise<ProjectState> {
    this.#projects.enterNew(project);
    await this.#tellProjects();
    return project.state;
  }

  #requireWriter(): void {
    if (!this.#writer) throw new AppError('READ_ONLY_TAB');
  }

  #tools(): Parameters<typeof importAsNew>[4] {
    const { catalogue, clock, describe } = this.options;
    const tools = { catalogue, clock, identifiers: this.#identifiers, host: this.#host };
    return describe === undefined ? tools : { ...tools, describe };
  }

  async #tellProjects(): Promise<void> {
    this.options.onEvent({ kind: 'projects', projects: await this.options.catalogue.list() });
  }
}
