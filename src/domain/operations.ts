import type { Arn, Dated, Status } from './arn';
import type { DataDeletionJob, DatasetExportJob, IngestionMode, Tag } from './data-jobs';
import type { BatchStatus } from './batch';
import type { JsonObject } from './errors';
import type { AttributedMetric, MetricAttribute } from './metric-attribution';
import type { MetricSet } from './metrics';
import type { ItemExplorationConfig } from './recommendations';
import type { RecommenderConfig, RecommenderStatus } from './recommender';
import type { SolutionSpec, TrainingMode } from './solution-spec';
import type {
  FilterValues,
  GetPersonalizedRankingRequest,
  GetPersonalizedRankingResponse,
  GetRecommendationsRequest,
  GetRecommendationsResponse,
} from './runtime';
import type { DatasetDomain, ImportMode } from './schema';
import type { CampaignConfig } from './service';
import type { SimulatedVisit } from './simulation';
import type { PutEventsRequest } from './tracking';
import type { MonthUsage } from './usage';

/** What an operation is asked with and what it answers, in the service's JSON. Times are epoch seconds. */
interface Operation<Request, Answer> {
  readonly request: Request;
  readonly answer: Answer;
}

type By<Member extends string> = { readonly [member in Member]: Arn };
/** The answer of what only does something. */
type Done = object;
interface Paged {
  /** 1 … 100, which is also what is taken where it is absent. */
  readonly maxResults?: number;
  readonly nextToken?: string;
}
type InGroup = Paged & Partial<By<'datasetGroupArn'>>;
type Page<Member extends string, Entry> = { readonly [member in Member]: readonly Entry[] } & {
  readonly nextToken?: string;
};
/** What is made can be tagged at once. */
type Made<Request> = Request & { readonly tags?: readonly Tag[] };

interface Named extends Dated {
  readonly name: string;
}
interface JobSummary extends Dated {
  readonly jobName: string;
  readonly failureReason?: string;
}
interface InDomain {
  readonly domain?: DatasetDomain;
}

type DatasetGroupSummary = Named & InDomain & By<'datasetGroupArn'> & { readonly status: Status };
type SchemaSummary = Named & InDomain & By<'schemaArn'>;
type DatasetSummary = Named & By<'datasetArn'> & { readonly datasetType: string; readonly status: Status };
interface ImportJobSummary extends Dated, By<'datasetImportJobArn'> {
  readonly jobName?: string;
  readonly importMode?: ImportMode;
  readonly status: Status;
  readonly failureReason?: string;
}

/** Settings of a solution or a version, as requests and descriptions have them. */
type SolutionConfig = Partial<
  Pick<
    SolutionSpec,
    | 'eventValueThreshold'
    | 'hpoConfig'
    | 'algorithmHyperParameters'
    | 'featureTransformationParameters'
    | 'autoMLConfig'
    | 'optimizationObjective'
    | 'trainingDataConfig'
    | 'eventsConfig'
  >
> & { readonly autoTrainingConfig?: { readonly schedulingExpression: string } };
interface Training {
  readonly performHPO?: boolean;
  readonly performAutoML?: boolean;
  readonly recipeArn?: Arn;
  readonly eventType?: string;
  readonly solutionConfig?: SolutionConfig;
}
interface SolutionUpdate {
  readonly performAutoTraining?: boolean;
  readonly solutionUpdateConfig?: Pick<SolutionConfig, 'autoTrainingConfig' | 'eventsConfig'>;
}
type SolutionSummary = Named & By<'solutionArn'> & { readonly status: Status; readonly recipeArn?: Arn };
interface VersionSummary extends Dated, By<'solutionVersionArn'> {
  readonly status: Status;
  readonly trainingMode: TrainingMode | 'AUTOTRAIN';
  readonly trainingType: 'AUTOMATIC' | 'MANUAL';
  readonly failureReason?: string;
}

type CampaignSummary = Named & By<'campaignArn'> & { readonly status: Status };
interface CampaignSettings {
  readonly solutionVersionArn: Arn;
  readonly minProvisionedTPS?: number;
  readonly campaignConfig?: CampaignConfig;
}
type FilterSummary = Named & By<'filterArn' | 'datasetGroupArn'> & { readonly status: Status };
type TrackerSummary = Named & By<'eventTrackerArn'> & { readonly status: Status };
type AttributionSummary = Named & By<'metricAttributionArn'> & { readonly status: Status };
type Metric = Omit<MetricAttribute, 'since'>;
/** Where reports go: `s3://bucket/folder`; an account's role means nothing here. */
interface MetricsOutput {
  readonly roleArn?: string;
  readonly s3DataDestination?: File;
}

/** `s3://bucket/key` */
interface File {
  readonly path: string;
}
interface BatchRequest extends By<'solutionVersionArn'> {
  readonly jobName: string;
  readonly numResults?: number;
  readonly filterArn?: Arn;
  readonly jobInput: { readonly s3DataSource: File };
  readonly jobOutput: { readonly s3DataDestination: File };
  readonly batchInferenceJobConfig?: { readonly itemExplorationConfig?: ItemExplorationConfig };
}
type BatchSummary = JobSummary & By<'solutionVersionArn'> & { readonly status: BatchStatus };
type BatchOfVersion = Paged & Partial<By<'solutionVersionArn'>>;

type RecipeSummary = Named & InDomain & By<'recipeArn'> & { readonly status: string };
type RecommenderSummary = Named &
  By<'recommenderArn' | 'datasetGroupArn' | 'recipeArn'> & {
    readonly recommenderConfig: RecommenderConfig;
    readonly status: RecommenderStatus;
  };
/** How the group's data meet what a use case of its domain asks. */
export interface UseCaseNeeds extends By<'recipeArn'> {
  /** Events that it would train on, and how many it takes. */
  readonly events: number;
  readonly eventsNeeded: number;
  readonly lacksItems: boolean;
  readonly met: boolean;
}

type DeletionSummary = JobSummary &
  By<'dataDeletionJobArn' | 'datasetGroupArn'> &
  Pick<DataDeletionJob, 'status'>;
type ExportSummary = JobSummary & By<'datasetExportJobArn'> & Pick<DatasetExportJob, 'status'>;

/** What the schedule has tried of a resource in vain. */
export interface Refused extends By<'resourceArn'> {
  readonly name: string;
  readonly attemptDateTime: number;
  readonly failureReason: string;
}

/**
 * Every operation of the service by its name, and Foretaste's own beside them. Requests are typed for those who write
 * them; the service itself reads each as JSON that may say anything.
 */
export interface Operations {
  CreateDatasetGroup: Operation<Made<InDomain & { readonly name: string }>, By<'datasetGroupArn'> & InDomain>;
  DescribeDatasetGroup: Operation<By<'datasetGroupArn'>, { readonly datasetGroup: DatasetGroupSummary }>;
  ListDatasetGroups: Operation<Paged, Page<'datasetGroups', DatasetGroupSummary>>;
  DeleteDatasetGroup: Operation<By<'datasetGroupArn'>, Done>;

  /** `schema` is Avro, as JSON text. */
  CreateSchema: Operation<InDomain & { readonly name: string; readonly schema: string }, By<'schemaArn'>>;
  DescribeSchema: Operation<
    By<'schemaArn'>,
    { readonly schema: SchemaSummary & { readonly schema: string } }
  >;
  ListSchemas: Operation<Paged, Page<'schemas', SchemaSummary>>;
  DeleteSchema: Operation<By<'schemaArn'>, Done>;

  CreateDataset: Operation<
    Made<By<'datasetGroupArn' | 'schemaArn'> & { readonly name: string; readonly datasetType: string }>,
    By<'datasetArn'>
  >;
  DescribeDataset: Operation<
    By<'datasetArn'>,
    { readonly dataset: DatasetSummary & By<'datasetGroupArn'> & Partial<By<'schemaArn'>> }
  >;
  ListDatasets: Operation<InGroup, Page<'datasets', DatasetSummary>>;
  UpdateDataset: Operation<By<'datasetArn' | 'schemaArn'>, By<'datasetArn'>>;
  DeleteDataset: Operation<By<'datasetArn'>, Done>;

  CreateDatasetImportJob: Operation<
    Made<
      By<'datasetArn'> & {
        readonly jobName: string;
        readonly dataSource: { readonly dataLocation: string };
        readonly importMode?: ImportMode;
      }
    >,
    By<'datasetImportJobArn'>
  >;
  DescribeDatasetImportJob: Operation<
    By<'datasetImportJobArn'>,
    {
      readonly datasetImportJob: ImportJobSummary & {
        readonly datasetArn?: Arn;
        readonly dataSource?: { readonly dataLocation: string };
      };
    }
  >;
  ListDatasetImportJobs: Operation<
    Paged & Partial<By<'datasetArn'>>,
    Page<'datasetImportJobs', ImportJobSummary>
  >;

  CreateSolution: Operation<
    Made<
      By<'datasetGroupArn'> & Training & { readonly name: string; readonly performAutoTraining?: boolean }
    >,
    By<'solutionArn'>
  >;
  DescribeSolution: Operation<
    By<'solutionArn'>,
    {
      readonly solution: SolutionSummary &
        Training & {
          readonly datasetGroupArn: Arn;
          readonly performAutoTraining: boolean;
          readonly latestSolutionUpdate?: SolutionUpdate & Dated & { readonly status: string };
          readonly autoMLResult?: { readonly bestRecipeArn: Arn };
          readonly latestSolutionVersion?: Dated & By<'solutionVersionArn'> & { readonly status: Status };
        };
    }
  >;
  ListSolutions: Operation<InGroup, Page<'solutions', SolutionSummary>>;
  UpdateSolution: Operation<By<'solutionArn'> & SolutionUpdate, By<'solutionArn'>>;
  DeleteSolution: Operation<By<'solutionArn'>, Done>;

  CreateSolutionVersion: Operation<
    Made<By<'solutionArn'> & { readonly name?: string; readonly trainingMode?: TrainingMode }>,
    By<'solutionVersionArn'>
  >;
  DescribeSolutionVersion: Operation<
    By<'solutionVersionArn'>,
    {
      readonly solutionVersion: VersionSummary &
        Training & {
          readonly name?: string;
          readonly solutionArn: Arn;
          readonly datasetGroupArn: Arn;
          readonly trainingHours: number;
          readonly tunedHPOParams?: Pick<SolutionSpec, 'algorithmHyperParameters'>;
        };
    }
  >;
  ListSolutionVersions: Operation<
    Paged & Partial<By<'solutionArn'>>,
    Page<'solutionVersions', VersionSummary>
  >;
  GetSolutionMetrics: Operation<
    By<'solutionVersionArn'>,
    By<'solutionVersionArn'> & { readonly metrics: MetricSet['values'] }
  >;
  StopSolutionVersionCreation: Operation<By<'solutionVersionArn'>, Done>;

  CreateCampaign: Operation<Made<CampaignSettings & { readonly name: string }>, By<'campaignArn'>>;
  UpdateCampaign: Operation<By<'campaignArn'> & Partial<CampaignSettings>, By<'campaignArn'>>;
  DescribeCampaign: Operation<
    By<'campaignArn'>,
    {
      readonly campaign: CampaignSummary &
        CampaignSettings & {
          readonly latestCampaignUpdate?: CampaignSettings & Dated & { readonly status: string };
        };
    }
  >;
  ListCampaigns: Operation<Paged & Partial<By<'solutionArn'>>, Page<'campaigns', CampaignSummary>>;
  DeleteCampaign: Operation<By<'campaignArn'>, Done>;

  CreateFilter: Operation<
    Made<By<'datasetGroupArn'> & { readonly name: string; readonly filterExpression: string }>,
    By<'filterArn'>
  >;
  DescribeFilter: Operation<
    By<'filterArn'>,
    { readonly filter: FilterSummary & { readonly filterExpression: string } }
  >;
  /** The service spells this one member with a capital. */
  ListFilters: Operation<InGroup, Page<'Filters', FilterSummary>>;
  DeleteFilter: Operation<By<'filterArn'>, Done>;

  CreateEventTracker: Operation<
    Made<By<'datasetGroupArn'> & { readonly name: string }>,
    By<'eventTrackerArn'> & { readonly trackingId: string }
  >;
  DescribeEventTracker: Operation<
    By<'eventTrackerArn'>,
    { readonly eventTracker: TrackerSummary & By<'datasetGroupArn'> & { readonly trackingId: string } }
  >;
  ListEventTrackers: Operation<InGroup, Page<'eventTrackers', TrackerSummary>>;
  DeleteEventTracker: Operation<By<'eventTrackerArn'>, Done>;

  CreateMetricAttribution: Operation<
    By<'datasetGroupArn'> & {
      readonly name: string;
      readonly metrics: readonly Metric[];
      readonly metricsOutputConfig: MetricsOutput;
    },
    By<'metricAttributionArn'>
  >;
  UpdateMetricAttribution: Operation<
    By<'metricAttributionArn'> & {
      readonly addMetrics?: readonly Metric[];
      readonly removeMetrics?: readonly string[];
      readonly metricsOutputConfig?: MetricsOutput;
    },
    By<'metricAttributionArn'>
  >;
  DescribeMetricAttribution: Operation<
    By<'metricAttributionArn'>,
    {
      readonly metricAttribution: AttributionSummary &
        By<'datasetGroupArn'> & { readonly metricsOutputConfig: MetricsOutput };
    }
  >;
  ListMetricAttributions: Operation<InGroup, Page<'metricAttributions', AttributionSummary>>;
  ListMetricAttributionMetrics: Operation<
    Paged & Partial<By<'metricAttributionArn'>>,
    Page<'metrics', Metric>
  >;
  DeleteMetricAttribution: Operation<By<'metricAttributionArn'>, Done>;
  /** Foretaste's own: writes the report as it stands. `leftOut` are metrics whose column has gone. */
  GetMetricAttributionReport: Operation<
    By<'metricAttributionArn'>,
    File & { readonly rows: readonly AttributedMetric[]; readonly leftOut: readonly string[] }
  >;

  CreateBatchInferenceJob: Operation<Made<BatchRequest>, By<'batchInferenceJobArn'>>;
  DescribeBatchInferenceJob: Operation<
    By<'batchInferenceJobArn'>,
    { readonly batchInferenceJob: By<'batchInferenceJobArn'> & BatchSummary & Omit<BatchRequest, 'jobName'> }
  >;
  ListBatchInferenceJobs: Operation<
    BatchOfVersion,
    Page<'batchInferenceJobs', By<'batchInferenceJobArn'> & BatchSummary>
  >;
  CreateBatchSegmentJob: Operation<Made<BatchRequest>, By<'batchSegmentJobArn'>>;
  DescribeBatchSegmentJob: Operation<
    By<'batchSegmentJobArn'>,
    { readonly batchSegmentJob: By<'batchSegmentJobArn'> & BatchSummary & Omit<BatchRequest, 'jobName'> }
  >;
  ListBatchSegmentJobs: Operation<
    BatchOfVersion,
    Page<'batchSegmentJobs', By<'batchSegmentJobArn'> & BatchSummary>
  >;
  /** Stop, resume and delete are Foretaste's own: the service's jobs run to their end and stay. */
  StopBatchInferenceJob: Operation<By<'batchInferenceJobArn'>, Done>;
  ResumeBatchInferenceJob: Operation<By<'batchInferenceJobArn'>, Done>;
  DeleteBatchInferenceJob: Operation<By<'batchInferenceJobArn'>, Done>;
  StopBatchSegmentJob: Operation<By<'batchSegmentJobArn'>, Done>;
  ResumeBatchSegmentJob: Operation<By<'batchSegmentJobArn'>, Done>;
  DeleteBatchSegmentJob: Operation<By<'batchSegmentJobArn'>, Done>;
  /** Foretaste's own: writes an input file that asks a version about all it can be asked about. */
  WriteBatchInput: Operation<
    File & By<'solutionVersionArn'> & { readonly filterValues?: FilterValues },
    File & { readonly lines: number }
  >;

  ListRecipes: Operation<
    Paged & InDomain & { readonly recipeProvider?: string },
    Page<'recipes', RecipeSummary>
  >;
  DescribeRecipe: Operation<
    By<'recipeArn'>,
    { readonly recipe: RecipeSummary & { readonly recipeType: string } }
  >;

  CreateRecommender: Operation<
    Made<
      By<'datasetGroupArn' | 'recipeArn'> & {
        readonly name: string;
        readonly recommenderConfig?: RecommenderConfig;
      }
    >,
    By<'recommenderArn'>
  >;
  UpdateRecommender: Operation<
    By<'recommenderArn'> & { readonly recommenderConfig: RecommenderConfig },
    By<'recommenderArn'>
  >;
  DescribeRecommender: Operation<
    By<'recommenderArn'>,
    {
      readonly recommender: RecommenderSummary & {
        readonly failureReason?: string;
        readonly latestRecommenderUpdate?: Dated & {
          readonly recommenderConfig: RecommenderConfig;
          readonly status: Status;
          readonly failureReason?: string;
        };
        readonly modelMetrics: MetricSet['values'];
      };
    }
  >;
  ListRecommenders: Operation<InGroup, Page<'recommenders', RecommenderSummary>>;
  StopRecommender: Operation<By<'recommenderArn'>, By<'recommenderArn'>>;
  StartRecommender: Operation<By<'recommenderArn'>, By<'recommenderArn'>>;
  DeleteRecommender: Operation<By<'recommenderArn'>, Done>;
  /** Foretaste's own. */
  ListUseCaseNeeds: Operation<object, { readonly useCases: readonly UseCaseNeeds[] }>;

  CreateDataDeletionJob: Operation<
    Made<
      By<'datasetGroupArn'> & {
        readonly jobName: string;
        readonly dataSource: { readonly dataLocation: string };
      }
    >,
    By<'dataDeletionJobArn'>
  >;
  DescribeDataDeletionJob: Operation<
    By<'dataDeletionJobArn'>,
    {
      readonly dataDeletionJob: DeletionSummary & {
        readonly dataSource: { readonly dataLocation: string };
        readonly numDeleted: number;
      };
    }
  >;
  ListDataDeletionJobs: Operation<InGroup, Page<'dataDeletionJobs', DeletionSummary>>;
  CreateDatasetExportJob: Operation<
    Made<
      By<'datasetArn'> & {
        readonly jobName: string;
        readonly ingestionMode?: IngestionMode;
        readonly jobOutput: { readonly s3DataDestination: File };
      }
    >,
    By<'datasetExportJobArn'>
  >;
  DescribeDatasetExportJob: Operation<
    By<'datasetExportJobArn'>,
    {
      readonly datasetExportJob: ExportSummary & {
        readonly datasetArn: Arn;
        readonly ingestionMode: IngestionMode;
        readonly jobOutput: { readonly s3DataDestination: File };
      };
    }
  >;
  ListDatasetExportJobs: Operation<
    Paged & Partial<By<'datasetArn'>>,
    Page<'datasetExportJobs', ExportSummary>
  >;

  TagResource: Operation<By<'resourceArn'> & { readonly tags: readonly Tag[] }, Done>;
  UntagResource: Operation<By<'resourceArn'> & { readonly tagKeys: readonly string[] }, Done>;
  ListTagsForResource: Operation<By<'resourceArn'>, { readonly tags: readonly Tag[] }>;

  /** Foretaste's own: does what the service would do by itself by now. `started` are ids of what was begun. */
  RunSchedule: Operation<object, { readonly started: readonly Arn[]; readonly refused: readonly Refused[] }>;

  GetRecommendations: Operation<GetRecommendationsRequest, GetRecommendationsResponse>;
  GetPersonalizedRanking: Operation<GetPersonalizedRankingRequest, GetPersonalizedRankingResponse>;
  PutEvents: Operation<PutEventsRequest, Done>;
  PutItems: Operation<
    By<'datasetArn'> & {
      readonly items: readonly { readonly itemId: string; readonly properties?: string }[];
    },
    Done
  >;
  PutUsers: Operation<
    By<'datasetArn'> & {
      readonly users: readonly { readonly userId: string; readonly properties?: string }[];
    },
    Done
  >;

  /** Foretaste's own: asks a campaign `count` times, from request number `from` of the seed's sequence on. */
  SimulateRequests: Operation<
    By<'campaignArn'> & { readonly seed?: number; readonly from?: number; readonly count?: number },
    { readonly answered: number; readonly elapsedMs: number }
  >;
  /** Foretaste's own: what a month (`2026-11`; absent: this one) has used of what the service bills. */
  DescribeUsage: Operation<{ readonly month?: string }, { readonly usage: MonthUsage }>;

  /** A/B tests by the sample's people, Foretaste's own. */
  StartSimulation: Operation<
    {
      readonly campaignArns: readonly Arn[];
      readonly seed?: number;
      readonly learn?: boolean;
      readonly filterArn?: Arn;
    },
    { readonly planned: number }
  >;
  /** The next visits, 1 … 50, and whether everybody has been there. */
  SimulateVisits: Operation<
    { readonly visits?: number },
    { readonly visits: readonly SimulatedVisit[]; readonly isOver: boolean }
  >;
  GetSimulationReport: Operation<object, { readonly rows: readonly AttributedMetric[] }>;
  /** Puts the events of the test into the project; says how many. */
  KeepSimulatedEvents: Operation<object, { readonly events: number }>;
}

export type OperationName = keyof Operations;
/** What ids call a kind of resource that operations call `DatasetImportJob`: `dataset-import-job`. */
type InIds<Noun extends string> = Noun extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${InIds<Rest>}`
  : Noun;
/** The kinds of resource: of whatever can be created. */
export type KindName = {
  [Name in OperationName]: Name extends `Create${infer Noun}` ? InIds<Uncapitalize<Noun>> : never;
}[OperationName];
export type OperationRequest<Name extends OperationName> = Operations[Name]['request'];
export type OperationAnswer<Name extends OperationName> = Operations[Name]['answer'];

/**
 * The door of typed calls for one that comes as text, and may name and say anything: the service reads every request as
 * JSON. @throws AppError UNKNOWN_OPERATION, INVALID_INPUT, as the service does.
 */
export function invokeJson<Where extends readonly unknown[]>(
  api: { invoke(operation: never, request: never, ...where: Where): Promise<object> },
  operation: string,
  input: JsonObject,
  ...where: Where
): Promise<JsonObject> {
  return api.invoke(operation as never, input as never, ...where) as Promise<JsonObject>;
}
