import type { ActionList, ActionListRequest } from './actions';
import type { BringRequest, ListsJudgement, OfferedLists } from './brought-along';
import type { BubbleSettings, BubbleWeeks } from './bubble-machine';
import type { WorldResult, WorldSettings } from './world';
import type { BundleOverview } from './bundle';
import type { TakeAwayChoice, TakenAway } from './take-away';
import type { DatasetCard } from './card';
import type { DatasetProfile, DatasetRows } from './column-profiles';
import type { Liking } from './class-code';
import type { ClassResult, Survey } from './class-game';
import type { GroupComparison, VersionComparison } from './comparison';
import type { ContextChoice } from './context-fields';
import type { DataFix, DataInsight, FixPreview } from './data-fix';
import type { DataSelection, SelectedData } from './data-selection';
import type { FilterCheck, FilterProposals, FilterTrial } from './filter-check';
import type { StudioEvent } from './events';
import type { Explanation, ExplanationRequest } from './explanations';
import type { ItemMap } from './item-map';
import type { EpochChange, SessionTrace } from './learning';
import type { LessonFact, LessonQuestion } from './lesson-facts';
import type {
  FilePlan,
  ImportCheck,
  ImportPlan,
  ImportProposal,
  ImportReport,
  OwnAndTheirs,
  ItemMatches,
} from './imports';
import type { MetricKey } from './metrics';
import type { OnProgress, Pace } from './ports';
import type { OperationAnswer, OperationName, OperationRequest } from './operations';
import type { OldVersions } from './old-versions';
import type { PersonalChoice, PersonalColumn } from './personal';
import type { RecipeDescription } from './recipes';
import type {
  CategoryColumn,
  ItemHit,
  RankingRequest,
  RecommendationList,
  RecommendationRequest,
  UserHistory,
  UserHit,
} from './recommendations';
import type {
  Arn,
  JobId,
  ProjectId,
  ProjectState,
  ProjectSummary,
  SolutionRequest,
  SolutionVersion,
} from './resources';
import type { SampleKey } from './samples';
import type { DatasetType } from './schema';
import type { ProjectCheck } from './stored/remains';

export interface StudioInfo {
  readonly version: string;
  readonly computeWorkers: number;
  /** Matrices are shared between workers (needs cross-origin isolation); the bytes are the same without. */
  readonly sharedMemory: boolean;
  /** False while another tab holds the write lock; this one reads and follows. */
  readonly writer: boolean;
  /** False where the browser refuses storage: projects are gone when the page is closed. */
  readonly keeps: boolean;
}

/** A file as the page hands it over: `path` keeps the folder of a dropped folder. */
export interface DroppedFile {
  readonly path: string;
  readonly file: File;
}

export type { StudioEvent };

/** How a method crosses the door; `call`, `brief` and `job` below say what each means. */
type Kind = 'call' | 'brief' | 'job';

/** One method: its kind at run time, its signature for types alone. */
interface Entry<K extends Kind, Method> {
  readonly kind: K;
  readonly method?: Method;
}

type AnyMethod = (...args: never[]) => Promise<unknown>;

/** Answered at once. */
const call = <Method extends AnyMethod>(): Entry<'call', Method> => ({ kind: 'call' });
/** Answered soon, in steps between which the worker hears other messages. */
const brief = <Method extends AnyMethod>(): Entry<'brief', Method> => ({ kind: 'brief' });
/** Takes its time: the page gives a JobId before the arguments, which `cancel` ends with CANCELLED, and a callback after them. */
const job = <Method extends AnyMethod>(): Entry<'job', Method> => ({ kind: 'job' });

/**
 * The worker door, the one list of what the page can ask: page, client, worker and the tests' stand-in derive from it.
 * Callbacks are top-level arguments (Comlink does not look inside objects). Every rejection is an AppError.
 */
export const DOOR = {
  hello: call<() => Promise<StudioInfo>>(),
  subscribe: call<(onEvent: (event: StudioEvent) => void) => Promise<void>>(),

  listProjects: call<() => Promise<readonly ProjectSummary[]>>(),
  openProject: call<(id: ProjectId) => Promise<ProjectState>>(),
  /** For a page that shows nothing of the open project: its data and models leave the memory until they are asked for. */
  releaseMemory: call<() => Promise<void>>(),
  renameProject: call<(id: ProjectId, name: string) => Promise<void>>(),
  /** The open project goes by the relaxed rules from now on: few data may be trained on. */
  relaxRules: call<() => Promise<ProjectState>>(),
  /** Deletes the database of the project; the page offers Undo before calling this. */
  deleteProject: call<(id: ProjectId) => Promise<void>>(),
  /** Columns of a project that say who people are, and that a file of it can go without. */
  personalColumns: call<(id: ProjectId) => Promise<readonly PersonalColumn[]>>(),
  /** A project as one file that opens anywhere: data, versions and all else that is stored of it, or all but those columns. */
  exportProject: job<(id: ProjectId, personal: PersonalChoice) => Promise<Blob>>(),
  /** Reads everything that is stored of a project, and says what of it is whole. */
  checkProject: job<(id: ProjectId) => Promise<ProjectCheck>>(),
  /** What is whole of a project as such a file. Rejects with NOT_FOUND where nothing is. */
  saveRest: job<(id: ProjectId) => Promise<Blob>>(),
  /** Makes such a file a project beside those there are, and opens it. Rejects with PROJECT_FILE; then nothing is left. */
  importProject: job<(file: File) => Promise<ProjectState>>(),
  /** The same project once more, opened. */
  duplicateProject: job<(id: ProjectId) => Promise<ProjectState>>(),
  /** Takes the write lock from the tab that holds it. */
  workHere: call<() => Promise<void>>(),

  /** Looks into files, archives and folders: what each is, and what would be done with it. Reads beginnings only. */
  inspectFiles: job<(files: readonly DroppedFile[]) => Promise<ImportProposal>>(),
  /** Re-guesses one file after its delimiter, encoding, header line or dataset was changed by hand. */
  reinspectFile: call<(proposalId: string, plan: ImportPlan, file: string) => Promise<ImportProposal>>(),
  /** The plan of a file in which a column was said by hand to hold times, with how all of them are written. */
  judgeTimes: call<(proposalId: string, plan: ImportPlan, file: string) => Promise<FilePlan>>(),
  /** Reads everything under the plan and reports what an import into that project (null: a new one) would meet. */
  checkImport: job<(proposalId: string, plan: ImportPlan, into: ProjectId | null) => Promise<ImportCheck>>(),
  /** Imports into a new project (`into` null) or the given one; the old data stay whole until the switch. */
  importFiles:
    job<
      (
        proposalId: string,
        plan: ImportPlan,
        target: { readonly into: ProjectId | null; readonly name: string },
      ) => Promise<{ readonly state: ProjectState; readonly report: ImportReport }>
    >(),
  /** Which items of a project the items in the files are, by title, year and maker. */
  matchItems: job<(proposalId: string, plan: ImportPlan, project: ProjectId) => Promise<ItemMatches>>(),
  /** Adds the events of the files to a project as those of new users; only events with paired items come along. */
  stepIn:
    job<
      (
        proposalId: string,
        plan: ImportPlan,
        project: ProjectId,
        pairs: readonly OwnAndTheirs[],
      ) => Promise<{ readonly state: ProjectState; readonly users: readonly string[] }>
    >(),
  /** Makes or fetches a sample and imports it as a new project (or opens it when it exists). */
  openSample: job<(sample: SampleKey, name: string) => Promise<ProjectState>>(),

  /** Adds what the film club can ask of its people, and what they did, to the open project, which is the sample. */
  addSampleActions: job<() => Promise<ProjectState>>(),

  describeData: call<() => Promise<DatasetCard>>(),
  /** Every column of the imported data: what it holds, what is missing, how its values spread. */
  describeColumns: job<() => Promise<readonly DatasetProfile[]>>(),
  /** What a part of the events holds; quick enough to be asked at each change of a brush. */
  selectData: brief<(selection: DataSelection) => Promise<SelectedData>>(),
  /** Rows `from` … `from + count − 1` of a dataset, those that there are, in file order; at most 200. */
  readRows: call<(dataset: DatasetType, from: number, count: number) => Promise<DatasetRows>>(),
  /** Findings about the imported data, each with the fix on offer. */
  listInsights: brief<() => Promise<readonly DataInsight[]>>(),
  /** What a fix would do; nothing is changed. */
  previewFix: brief<(fix: DataFix) => Promise<FixPreview>>(),
  /** Stores the data as the fix leaves them, in one step; the data before it are kept until the next change of data. */
  applyFix: job<(fix: DataFix) => Promise<ProjectState>>(),
  /** Puts back the data from before the last fix, byte for byte. Rejects with NOT_FOUND where none are kept. */
  undoFix: call<() => Promise<ProjectState>>(),

  /** Every recipe there is: its settings, and what it means for the data of the open project. */
  listRecipes: call<() => Promise<readonly RecipeDescription[]>>(),
  /** Trains popularity first if no version on this data has it, then the asked recipe; resolves when ACTIVE. */
  train: job<(request: SolutionRequest) => Promise<SolutionVersion>>(),
  /**
   * CreateSolutionVersion of mode UPDATE, by the solution's name: the newest full version with the items that have come
   * since. Rejects with P09 where the recipe takes no updates or there is no full version.
   */
  updateSolution: job<(solution: string) => Promise<SolutionVersion>>(),
  /** Takes up a version that a closed page has interrupted; finished trials of its search stay. */
  resumeTraining: job<(arn: string) => Promise<SolutionVersion>>(),
  /**
   * `keep`: the last finished epoch becomes ACTIVE; `discard`: CREATE STOPPED and nothing served; `search`: the search
   * for settings ends, and the training goes on with the best found.
   */
  stopTraining: call<(jobId: JobId, how: 'keep' | 'discard' | 'search') => Promise<void>>(),
  /**
   * `pause` holds a training at the end of the epoch it is in, without work; `step` lets one more epoch through; `play`
   * lets it run. Told before `train`, it is how that begins. No model depends on it. Trainings of one step do not hold.
   */
  paceTraining: call<(jobId: JobId, how: Pace) => Promise<void>>(),
  /**
   * Whether the first version is better than the second on the people that both were measured on, or could be so by
   * luck. Rejects with NOT_COMPARABLE unless both learned from the same data and were asked for the same rows.
   */
  compareVersions:
    job<(versions: readonly [string, string], metric: MetricKey) => Promise<VersionComparison>>(),
  /**
   * Whether people of whom a version had seen more or fewer events are served better, or could be by luck; null where
   * the groups are too small to tell. Rejects with NOT_COMPARABLE where its rows have changed since.
   */
  compareGroups: job<(versionArn: string) => Promise<GroupComparison | null>>(),
  /**
   * What one epoch of the newest training, running or ended, changed for one person: their list beside the one after
   * the epoch before. null where the epoch is not kept (memory is bounded), or nothing was trained since the project
   * was opened.
   */
  epochChange: call<(userId: string, epoch: number, numResults: number) => Promise<EpochChange | null>>(),
  /** How the state of an hrnn version went along a person's newest events; INVALID_INPUT for other recipes. */
  traceSession: job<(versionArn: string, userId: string) => Promise<SessionTrace>>(),
  /** The most frequent items by who took them, on a plane; the same picture for the same seed and data. */
  itemMap: job<(seed: number) => Promise<ItemMap>>(),
  /** What a step of a lesson shows, computed on the open project; nothing of it is stored. */
  lessonFact: job<(question: LessonQuestion) => Promise<LessonFact>>(),
  /**
   * Weeks `from` … `from + count − 1` of an invented town whose people follow their lists (week 0 is without). Who asks
   * week by week has each in a fraction of a second.
   */
  bubbleWeeks: job<(settings: BubbleSettings, from: number, count: number) => Promise<BubbleWeeks>>(),
  /** What four recipes find in an invented world, beside who can read its people's minds; a few seconds, and nothing is kept. */
  measureWorld: job<(settings: WorldSettings) => Promise<WorldResult>>(),
  /** What a class learns from its own answers, a row for each person; needs no project, and leaves none. */
  learnFromClass: job<(answers: readonly (readonly Liking[])[], seed: number) => Promise<ClassResult>>(),
  /** A survey's answers, from a file with a person in each row and a thing in each column; null: there is none in it. */
  readSurvey: job<(files: readonly DroppedFile[]) => Promise<Survey | null>>(),
  /** Of the open project's data, 8 hexadecimal digits: the same digits are the same rows. */
  dataChecksum: call<() => Promise<string>>(),
  /** The project of this device with so many rows and that checksum, for a link that was made elsewhere. */
  findData: call<(rows: number, checksum: string) => Promise<ProjectId | null>>(),
  /** Lists of another recommender in these files, held against the open project's people and items; null: there are none. */
  inspectLists: job<(files: readonly DroppedFile[]) => Promise<OfferedLists | null>>(),
  /** Makes lists that were inspected last a version of the project, measured on the rows that another one hides. */
  bringLists: job<(id: string, request: BringRequest) => Promise<SolutionVersion>>(),
  /** A version of such lists beside all others, on the people whom it has lists for. */
  judgeLists: job<(arn: string) => Promise<ListsJudgement>>(),
  /** What each project could give back by letting go of versions that were trained anew since and serve nothing. */
  listOldVersions: call<() => Promise<readonly OldVersions[]>>(),
  /** Of any project: the person may have opened another one while Undo was on offer. */
  deleteSolutionVersion: call<(arn: string, project: ProjectId) => Promise<void>>(),

  /** Users whose id starts with or contains the text, most active first; a text that matches item titles finds who liked them most. */
  searchUsers: call<(text: string, limit: number) => Promise<readonly UserHit[]>>(),
  /** Items by id or title, the most frequent first; with no text, of all. */
  searchItems: call<(text: string, limit: number) => Promise<readonly ItemHit[]>>(),
  /** The same of actions, by how often people were asked. */
  searchActions: call<(text: string, limit: number) => Promise<readonly ItemHit[]>>(),
  /** What these items are called, in their order; null for one that is not in the data or has no title. */
  itemTitles: call<(itemIds: readonly string[]) => Promise<readonly (string | null)[]>>(),
  /** A user of middling activity, for the first look. */
  typicalUser: call<() => Promise<string>>(),
  getUserHistory: call<(userId: string, limit: number) => Promise<UserHistory>>(),
  getRecommendations: call<(request: RecommendationRequest) => Promise<RecommendationList>>(),
  /** Why an item stands where it does: shares of its logit, or what a recipe without scores goes by. */
  explainRecommendation: call<(request: ExplanationRequest) => Promise<Explanation>>(),
  /** What a person can be asked to do, of a version of next best action. */
  listActions: call<(request: ActionListRequest) => Promise<ActionList>>(),
  /** Puts a given list in order; PERSONALIZED_RANKING versions answer to nothing else. */
  getPersonalizedRanking: call<(request: RankingRequest) => Promise<RecommendationList>>(),
  /** Categories a quick filter can offer, by Items column, most frequent first. */
  listCategories: call<() => Promise<readonly CategoryColumn[]>>(),

  /** What the context of a request can say, by column of the Interactions, most frequent values first. */
  listContextFields: call<() => Promise<readonly ContextChoice[]>>(),

  /**
   * One call of the service's own API on the open project, or on that one: `invoke('CreateCampaign', {…})`, JSON in and
   * out. Imports, trainings and batch jobs are queued; their descriptions say how far they are.
   */
  invoke:
    call<
      <Name extends OperationName>(
        operation: Name,
        request: OperationRequest<Name>,
        of?: ProjectId,
      ) => Promise<OperationAnswer<Name>>
    >(),
  /** A filter expression held against schemas, filters and data, as it is typed, and tried on a request. */
  checkFilter: call<(expression: string, trial: FilterTrial) => Promise<FilterCheck>>(),
  /** What can be written at the caret of an expression, values with their counts among it. */
  completeFilter: call<(expression: string, caret: number) => Promise<FilterProposals>>(),
  /** Makes a file known as `s3://bucket/key` until the page is closed; a batch job made from it keeps a copy. */
  registerFile: call<(path: string, file: Blob) => Promise<void>>(),
  /** A registered file, or what a batch job has written: all, or about `maxBytes` of it; null where nothing is. */
  readFile: call<(path: string, maxBytes?: number) => Promise<Blob | null>>(),

  /** What an export bundle for Amazon Personalize would hold, and what that service would make of it. @param without what is being deleted. @param personal what becomes of columns that say who people are. @param holdsOut leaves out the rows that a training hides. */
  describeExport:
    call<(without: readonly Arn[], personal: PersonalChoice, holdsOut: boolean) => Promise<BundleOverview>>(),
  /** The export bundle of the open project as a zip; parameters as of `describeExport`. */
  exportBundle:
    job<(without: readonly Arn[], personal: PersonalChoice, holdsOut: boolean) => Promise<Blob>>(),
  /** A version as a zip that answers on any host, and what has come of it. */
  takeAway: job<(arn: Arn, choice: TakeAwayChoice) => Promise<{ zip: Blob; taken: TakenAway }>>(),

  cancel: call<(jobId: JobId) => Promise<void>>(),
};

type Door = typeof DOOR;
type MethodOf<E> = E extends Entry<Kind, infer Method extends AnyMethod> ? Method : never;

/** The door as the page sees it. */
export type StudioApi = {
  [Name in keyof Door]: Door[Name]['kind'] extends 'job'
    ? (
        ...args: [jobId: JobId, ...Parameters<MethodOf<Door[Name]>>, onProgress: OnProgress]
      ) => ReturnType<MethodOf<Door[Name]>>
    : MethodOf<Door[Name]>;
};

/** The door as who stands behind it sees it: a token of the job before the arguments, where there is one. */
export type BehindTheDoor<Job> = {
  [Name in keyof Door]: (
    ...args: Door[Name]['kind'] extends 'call'
      ? Parameters<MethodOf<Door[Name]>>
      : [job: Job, ...Parameters<MethodOf<Door[Name]>>]
  ) => ReturnType<MethodOf<Door[Name]>> | Awaited<ReturnType<MethodOf<Door[Name]>>>;
};
