import type { AccountMembers, Arn, Dated, NamedResource, Status } from './arn';
import type { BatchJob } from './batch';
import type { DataDeletionJob, DatasetExportJob, Tag } from './data-jobs';
import type { MetricAttribution } from './metric-attribution';
import type { ItemExplorationConfig, RankingInfluence } from './recommendations';
import type { Recommender } from './recommender';
import type { SolutionRequest } from './solution-spec';
import type { AvroSchema, DatasetDomain, DatasetType } from './schema';

/** Holds datasets, solutions and everything made from them; a project has one. */
export interface DatasetGroup extends NamedResource, AccountMembers {
  readonly status: Status;
  readonly domain?: DatasetDomain;
}

export interface Schema extends NamedResource {
  readonly schema: AvroSchema;
  /** As somebody gave it. Not there for a schema of files. */
  readonly text?: string;
  readonly domain?: DatasetDomain;
}

/** What is to be trained; its solution versions are what was. */
export interface Solution extends NamedResource {
  readonly status: Status;
  readonly request: SolutionRequest;
  /** Said again alone: what a schedule takes in by itself does not depend on it. */
  readonly performIncrementalUpdate?: boolean;
  /** When it is trained by itself: `rate(7 days)`; absent = never. */
  readonly schedule?: string | undefined;
  /** Nobody has said whether it is: it is, as the service does. */
  readonly isScheduledByDefault?: true | undefined;
  /** What was last changed of it. */
  readonly latestUpdate?: Dated & SolutionChange;
}

/** What of a solution can be changed later. */
export interface SolutionChange {
  readonly performAutoTraining?: boolean;
  readonly performIncrementalUpdate?: boolean;
  readonly schedulingExpression?: string;
  readonly eventsConfig?: SolutionRequest['eventsConfig'];
}

export interface CampaignConfig {
  /** It serves the newest version of its solution, whichever that is. */
  readonly syncWithLatestSolutionVersion?: boolean;
  /** Requests may ask for columns of the items. */
  readonly enableMetadataWithRecommendations?: boolean;
  readonly itemExplorationConfig?: ItemExplorationConfig;
  readonly rankingInfluence?: RankingInfluence;
}

/** What a campaign serves and how. */
export interface CampaignSettings {
  readonly solutionVersionArn: Arn;
  /** Requests a second that are paid for at least; only the price depends on it. */
  readonly minProvisionedTPS: number;
  readonly campaignConfig: CampaignConfig;
}

/** A solution version that answers requests. */
export interface Campaign extends NamedResource, CampaignSettings {
  readonly status: Status;
  /** What the last update has made of it; absent before the first. */
  readonly latestUpdate?: CampaignSettings & Dated;
}

/** A filter as it was created; it cannot be edited. */
export interface FilterResource extends NamedResource {
  readonly status: Status;
  readonly filterExpression: string;
}

/** Lets events in. Deleting it keeps the events. */
export interface EventTracker extends NamedResource {
  readonly status: Status;
  readonly trackingId: string;
}

/** What the schedule last tried in vain of a resource: what it was, and why not. */
export interface ScheduleAttempt {
  /** Epoch seconds. */
  readonly atSec: number;
  readonly failureReason: string;
}

/** Everything of a project beside data, imports and solution versions: at first, none of it. */
export const NO_RESOURCES = {
  /** Null where files were imported without naming one: the group then has the project's name. */
  datasetGroup: null as DatasetGroup | null,
  schemas: [] as readonly Schema[],
  solutions: [] as readonly Solution[],
  campaigns: [] as readonly Campaign[],
  filters: [] as readonly FilterResource[],
  eventTracker: null as EventTracker | null,
  metricAttribution: null as MetricAttribution | null,
  batchJobs: [] as readonly BatchJob[],
  recommenders: [] as readonly Recommender[],
  dataDeletionJobs: [] as readonly DataDeletionJob[],
  datasetExportJobs: [] as readonly DatasetExportJob[],
  /** By the id of the resource that has them. */
  tags: {} as { readonly [arn: Arn]: readonly Tag[] },
  /** By the id of the solution, version or recommender. */
  scheduleAttempts: {} as { readonly [arn: Arn]: ScheduleAttempt },
  /** [session, user]: whose anonymous events count as whose, since the last training with all data. */
  joinedSessions: [] as readonly (readonly [string, string])[],
  /** What was put before a dataset was deleted counts no more: so many batches, by dataset. */
  forgottenBatches: {} as { readonly [type in DatasetType]?: number },
};
export type ServiceResources = Readonly<typeof NO_RESOURCES>;
