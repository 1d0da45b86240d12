import type { Arn, Dated, Status } from '../arn';
import type { BatchInferenceJobMode, BatchStatus, ThemeGenerationConfig } from '../batch';
import type { MetricSet } from '../metrics';
import type { ItemExplorationConfig, RankingInfluence } from '../recommendations';
import type { RecommenderConfig, RecommenderStatus } from '../recommender';
import type {
  FilterValues,
  GetActionRecommendationsRequest,
  GetActionRecommendationsResponse,
  GetPersonalizedRankingRequest,
  GetPersonalizedRankingResponse,
  GetRecommendationsRequest,
  GetRecommendationsResponse,
} from '../runtime';
import type { CampaignConfig } from '../service';
import type {
  ArnOf,
  By,
  Create,
  Do,
  File,
  InDomain,
  InRole,
  JobSummary,
  Made,
  Named,
  Operation,
  Page,
  Paged,
  PagedBy,
  Read,
  S3Location,
  Summary,
  Update,
} from './operation';

interface CampaignSettings extends By<'solutionVersionArn'> {
  readonly minProvisionedTPS?: number;
  readonly campaignConfig?: CampaignConfig;
}
interface CampaignDetails extends CampaignSettings {
  readonly latestCampaignUpdate?: CampaignSettings & Dated & { readonly status: string };
}
type Campaigns = Create<'Campaign', Made<CampaignSettings & Named>> &
  Update<'Campaign', Partial<CampaignSettings>> &
  Read<'Campaign', Summary<'Campaign'>, CampaignDetails, PagedBy<'solutionArn'>> &
  Do<'Delete', 'Campaign'>;

interface Expression {
  readonly filterExpression: string;
}
/** The service spells the member of lists with a capital. */
type Filters = Create<'Filter', Made<By<'datasetGroupArn'> & Named & Expression>> &
  Read<
    'Filter',
    Summary<'Filter'> & By<'datasetGroupArn'>,
    Expression,
    PagedBy<'datasetGroupArn'>,
    'Filters'
  > &
  Do<'Delete', 'Filter'>;

interface BatchSettings extends By<'solutionVersionArn'>, InRole {
  readonly numResults?: number;
  readonly filterArn?: Arn;
  readonly jobInput: { readonly s3DataSource: S3Location };
  readonly jobOutput: { readonly s3DataDestination: S3Location };
  readonly batchInferenceJobConfig?: {
    readonly itemExplorationConfig?: ItemExplorationConfig;
    readonly rankingInfluence?: RankingInfluence;
  };
  readonly themeGenerationConfig?: ThemeGenerationConfig;
}
/** Stop, resume and delete are Foretaste's own: the service's jobs run to their end and stay. */
type BatchJobs<Noun extends string, Mode = unknown> = Create<
  Noun,
  Made<BatchSettings & { readonly jobName: string } & Partial<Mode>>
> &
  Read<
    Noun,
    JobSummary<Noun, BatchStatus> & By<'solutionVersionArn'> & Mode,
    BatchSettings,
    PagedBy<'solutionVersionArn'>
  > &
  Do<'Stop' | 'Resume' | 'Delete', Noun>;

interface InferenceMode {
  readonly batchInferenceJobMode: BatchInferenceJobMode;
}

type RecipeSummary = Summary<'Recipe', string> & InDomain;
interface RecipeDetails extends By<'algorithmArn' | 'featureTransformationArn'> {
  readonly recipeType: string;
  readonly description: string;
}
interface Tunable extends Named {
  readonly isTunable: boolean;
}
interface NumberRange extends Tunable {
  readonly minValue?: number;
  readonly maxValue?: number;
}
interface Algorithm extends Named, Dated, By<'algorithmArn'> {
  readonly defaultHyperParameters: { readonly [name: string]: string };
  readonly defaultHyperParameterRanges: {
    readonly integerHyperParameterRanges: readonly NumberRange[];
    readonly continuousHyperParameterRanges: readonly NumberRange[];
    readonly categoricalHyperParameterRanges: readonly (Tunable & { readonly values: readonly string[] })[];
  };
}
interface FeatureTransformation extends Named, Dated, By<'featureTransformationArn'> {
  readonly defaultParameters: { readonly [name: string]: string };
  readonly status: string;
}
interface Configured {
  readonly recommenderConfig: RecommenderConfig;
}
interface RecommenderDetails {
  readonly failureReason?: string;
  readonly latestRecommenderUpdate?: Dated &
    Configured & { readonly status: Status; readonly failureReason?: string };
  readonly modelMetrics: MetricSet['values'];
}
type Recommenders = Create<
  'Recommender',
  Made<By<'datasetGroupArn' | 'recipeArn'> & Named & Partial<Configured>>
> &
  Update<'Recommender', Configured> &
  Read<
    'Recommender',
    Summary<'Recommender', RecommenderStatus> & By<'datasetGroupArn' | 'recipeArn'> & Configured,
    RecommenderDetails
  > &
  Do<'Delete', 'Recommender'>;

/** How the group's data meet what a use case of its domain asks. */
export interface UseCaseNeeds extends By<'recipeArn'> {
  /** Events that it would train on, and how many it takes. */
  readonly events: number;
  readonly eventsNeeded: number;
  readonly lacksItems: boolean;
  readonly met: boolean;
}

/** What answers and how: campaigns, recommenders and their recipes, filters, batch jobs, and requests themselves. */
export type ServingOperations = Campaigns &
  Filters &
  Recommenders &
  BatchJobs<'BatchInferenceJob', InferenceMode> &
  BatchJobs<'BatchSegmentJob'> & {
    /** Foretaste's own: writes an input file that asks a version about all it can be asked about. */
    WriteBatchInput: Operation<
      File & By<'solutionVersionArn'> & { readonly filterValues?: FilterValues } & Partial<InferenceMode>,
      File & { readonly lines: number }
    >;
    ListRecipes: Operation<
      Paged & InDomain & { readonly recipeProvider?: string },
      Page<'recipes', RecipeSummary>
    >;
    DescribeRecipe: Operation<ArnOf<'Recipe'>, { readonly recipe: RecipeSummary & RecipeDetails }>;
    DescribeAlgorithm: Operation<ArnOf<'Algorithm'>, { readonly algorithm: Algorithm }>;
    DescribeFeatureTransformation: Operation<
      ArnOf<'FeatureTransformation'>,
      { readonly featureTransformation: FeatureTransformation }
    >;
    StopRecommender: Operation<ArnOf<'Recommender'>, ArnOf<'Recommender'>>;
    StartRecommender: Operation<ArnOf<'Recommender'>, ArnOf<'Recommender'>>;
    /** Foretaste's own. */
    ListUseCaseNeeds: Operation<object, { readonly useCases: readonly UseCaseNeeds[] }>;
    GetRecommendations: Operation<GetRecommendationsRequest, GetRecommendationsResponse>;
    GetActionRecommendations: Operation<GetActionRecommendationsRequest, GetActionRecommendationsResponse>;
    GetPersonalizedRanking: Operation<GetPersonalizedRankingRequest, GetPersonalizedRankingResponse>;
  };
