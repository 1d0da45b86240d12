import type { Arn, Dated, Status } from './arn';
import type { BroughtAlong } from './brought-along';
import type { DataFix } from './data-fix';
import type { JsonObject } from './errors';
import type { ImportReport } from './imports';
import type { SampleMark } from './samples';
import type { AvroSchema, DatasetType, ImportMode, Profile } from './schema';
import type { ServiceResources } from './service';
import type { SolutionSpec, TrainingMode } from './solution-spec';
import type { Meter } from './usage';
import type { AutoMlResult, Settings, TuningRecord } from './tuning';
import type { MetricBuckets, MetricSet } from './metrics';

export { LOCAL_ARN, type Arn, type Status } from './arn';
export type * from './solution-spec';

export type ProjectId = string & { readonly __brand: 'ProjectId' };
export type JobId = string & { readonly __brand: 'JobId' };

/** One line of the project list; kept outside the project's own database. */
export interface ProjectSummary extends SampleMark {
  readonly id: ProjectId;
  readonly name: string;
  readonly createdMs: number;
  readonly openedMs: number;
  readonly interactions: number;
  readonly users: number;
  readonly items: number;
  readonly versions: number;
  readonly sizeBytes: number;
}

export interface DatasetResource extends Dated {
  readonly arn: Arn;
  /** Absent where files made it: it is called after its type then. */
  readonly name?: string;
  readonly type: DatasetType;
  readonly schema: AvroSchema;
  /** The one that it was created with or given since; absent where files made it, and in earlier builds. */
  readonly schemaArn?: Arn;
  /** When it was last given another. */
  readonly latestUpdate?: Dated & { readonly schemaArn: Arn };
  readonly rows: number;
  readonly status: Status;
}

export interface ImportJob extends Dated {
  readonly arn: Arn;
  readonly status: Status;
  readonly failureReason?: string;
  readonly report: ImportReport | null;
  /** Of the imported files as they came, packed ones packed; absent before the end and in earlier builds. */
  readonly sizeBytes?: number;
  /** What was asked for, where somebody asked through the service's API. */
  readonly asked?: {
    readonly jobName: string;
    readonly datasetArn: Arn;
    readonly dataLocation: string;
    readonly importMode: ImportMode;
    readonly roleArn?: string;
    readonly publishAttributionMetricsToS3?: false;
  };
}

export interface SolutionVersion extends Dated {
  readonly arn: Arn;
  /** Where somebody gave it one. */
  readonly name?: string;
  /** In what it is called on screen, where one older of the same name has gone; see `versionName`. */
  readonly number?: number;
  readonly solution: string;
  readonly spec: SolutionSpec;
  readonly status: Status;
  /** UPDATE: made from the newest full version, with the items that had come since. Absent in earlier builds: FULL. */
  readonly trainingMode?: TrainingMode;
  /** The recommender that it was trained for, which alone serves it; solutions know nothing of it. */
  readonly recommender?: Arn;
  /** Trained by its solution's schedule. */
  readonly automatic?: true;
  /** Batches that had been put when it was trained; absent in earlier builds. */
  readonly putBatches?: number;
  /** What it took in by itself since: up to which data, and when. */
  readonly autoUpdate?: {
    readonly dataVersion: number;
    readonly putBatches: number;
    readonly atSec: number;
  };
  /** A dataset was deleted since: it takes in nothing more by itself. */
  readonly noAutoUpdate?: true;
  /** Of lists that somebody else has made: where they come from. Nothing was trained. */
  readonly brought?: BroughtAlong;
  /** The version that an UPDATE was made from. */
  readonly updates?: Arn;
  /** The model has its own numbers of users and items, which are not those of the data. */
  readonly ownNumbers?: true;
  readonly failureReason?: string;
  /** Finished parts or epochs of all planned; ACTIVE with done < total means "stopped and kept". */
  readonly epochs: { readonly done: number; readonly total: number };
  /** Metrics of the model fitted on the train part, then those of popularity on the same split. */
  readonly metrics: MetricSet | null;
  readonly baseline: MetricSet | null;
  /** The leaderboard, as far as it has grown; absent without HPO or AutoML. */
  readonly tuning?: TuningRecord;
  /** The settings that the search has chosen. */
  readonly tunedHPOParams?: { readonly algorithmHyperParameters: Settings };
  readonly autoMLResult?: AutoMlResult;
  /** Absent where nothing was measured, and in versions stored by earlier builds. */
  readonly buckets?: MetricBuckets;
  readonly curve: readonly EpochPoint[];
  readonly counts: { readonly users: number; readonly items: number; readonly interactions: number };
  readonly trainingSeconds: number;
  readonly modelBytes: number;
  /** Which data this was trained on; a later import makes it older than the data. */
  readonly dataVersion: number;
}

/** One point of the learning curve: a finished epoch or part, measured on the held-out rows. */
export interface EpochPoint {
  readonly epoch: number;
  readonly label: string;
  readonly loss: number | null;
  readonly ndcgAt10: number | null;
  readonly elapsedMs: number;
}

/** All resources of the open project, small enough to send whole after every change. */
export interface ProjectState {
  readonly project: ProjectSummary;
  readonly profile: Profile;
  readonly dataVersion: number;
  readonly datasets: readonly DatasetResource[];
  readonly importJobs: readonly ImportJob[];
  readonly solutionVersions: readonly SolutionVersion[];
  /** Campaigns, filters and what else the service keeps; absent in projects stored before there were any. */
  readonly service?: ServiceResources;
  /** The last fix of the data; it can be undone as long as its `dataVersion` is that of the data. */
  readonly fixed?: {
    readonly fix: DataFix;
    readonly dataVersion: number;
    readonly before: {
      readonly dataVersion: number;
      readonly datasets: readonly DatasetResource[];
      readonly summary: Pick<ProjectSummary, 'interactions' | 'users' | 'items'>;
    };
  };
  /** The highest `dataVersion` that was ever used, where an undo has gone back below it: no other data get the number. */
  readonly usedDataVersion?: number;
  /** What the price estimate is made of; absent until there is something. */
  readonly meter?: Meter;
  /** Free-form facts about the origin of the data (file names, checksums, simulator seed). */
  readonly provenance: JsonObject;
}
