import type { Arn, Dated, NamedResource, Status } from './arn';
import type { ItemExplorationConfig } from './recommendations';
import type { SolutionSpec } from './solution-spec';
import type { UseCaseName } from './use-cases';

export type RecommenderStatus =
  | Status
  | 'STOP PENDING'
  | 'STOP IN_PROGRESS'
  | 'INACTIVE'
  | 'START PENDING'
  | 'START IN_PROGRESS';

export interface RecommenderConfig {
  readonly itemExplorationConfig?: ItemExplorationConfig;
  /** Requests a second that are paid for at least; nothing here depends on it. */
  readonly minRecommendationRequestsPerSecond?: number;
  readonly trainingDataConfig?: SolutionSpec['trainingDataConfig'];
  /** Requests may ask for columns of the items. */
  readonly enableMetadataWithRecommendations?: boolean;
}

/** An update under way, or how the last one ended. */
export interface RecommenderUpdate extends Dated {
  readonly status: Status;
  readonly config: RecommenderConfig;
  readonly failureReason?: string;
}

/** A use case of a domain dataset group that answers requests by a solution version of its own. */
export interface Recommender extends NamedResource {
  readonly status: RecommenderStatus;
  readonly useCase: UseCaseName;
  readonly config: RecommenderConfig;
  /** What answers; null until the first training has ended well. */
  readonly solutionVersionArn: Arn | null;
  readonly failureReason?: string;
  readonly latestUpdate?: RecommenderUpdate;
}
