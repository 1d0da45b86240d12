import type { Arn, Dated, Status } from '../arn';
import type { MetricSet } from '../metrics';
import type { SolutionSpec, TrainingMode } from '../solution-spec';
import type {
  ArnOf,
  By,
  Create,
  Do,
  Made,
  Named,
  Operation,
  PagedBy,
  Read,
  Summary,
  Update,
} from './operation';

/** Settings of a solution or a version that its configuration holds, in the order in which it has them. */
export const CONFIG_MEMBERS = [
  'eventValueThreshold',
  'hpoConfig',
  'algorithmHyperParameters',
  'featureTransformationParameters',
  'autoMLConfig',
  'optimizationObjective',
  'trainingDataConfig',
  'eventsConfig',
] as const;
export type ConfigMembers = (typeof CONFIG_MEMBERS)[number];
/** As requests and descriptions have it. */
type SolutionConfig = Partial<Pick<SolutionSpec, ConfigMembers>> & {
  readonly autoTrainingConfig?: { readonly schedulingExpression: string };
};
interface Training {
  readonly performHPO?: boolean;
  readonly performAutoML?: boolean;
  readonly recipeArn?: Arn;
  readonly eventType?: string;
  readonly solutionConfig?: SolutionConfig;
}
interface SolutionUpdate {
  readonly performAutoTraining?: boolean;
  readonly performIncrementalUpdate?: boolean;
  readonly solutionUpdateConfig?: Pick<SolutionConfig, 'autoTrainingConfig' | 'eventsConfig'>;
}
interface SolutionDetails extends Training, By<'datasetGroupArn'> {
  readonly performAutoTraining: boolean;
  readonly performIncrementalUpdate?: boolean;
  readonly latestSolutionUpdate?: SolutionUpdate & Dated & { readonly status: string };
  readonly autoMLResult?: { readonly bestRecipeArn: Arn };
  /** As lists have it. */
  readonly latestSolutionVersion?: VersionSummary;
}

interface VersionSummary extends Dated, ArnOf<'SolutionVersion'> {
  readonly status: Status;
  readonly trainingMode: TrainingMode | 'AUTOTRAIN';
  readonly trainingType: 'AUTOMATIC' | 'MANUAL';
  readonly failureReason?: string;
}
interface VersionDetails extends Training, Partial<Named>, By<'solutionArn' | 'datasetGroupArn'> {
  readonly trainingHours: number;
  readonly tunedHPOParams?: Pick<SolutionSpec, 'algorithmHyperParameters'>;
}

/** Solutions and their versions. */
export type SolutionOperations = Create<
  'Solution',
  Made<By<'datasetGroupArn'> & Training & Named & Omit<SolutionUpdate, 'solutionUpdateConfig'>>
> &
  Read<'Solution', Summary<'Solution'> & Partial<By<'recipeArn'>>, SolutionDetails> &
  Update<'Solution', SolutionUpdate> &
  Do<'Delete', 'Solution'> &
  Create<
    'SolutionVersion',
    Made<By<'solutionArn'> & Partial<Named> & { readonly trainingMode?: TrainingMode }>
  > &
  Read<'SolutionVersion', VersionSummary, VersionDetails, PagedBy<'solutionArn'>> & {
    GetSolutionMetrics: Operation<
      ArnOf<'SolutionVersion'>,
      ArnOf<'SolutionVersion'> & { readonly metrics: MetricSet['values'] }
    >;
    StopSolutionVersionCreation: Operation<ArnOf<'SolutionVersion'>, object>;
  };
