import type { ItemExplorationConfig } from './recommendations';
import type { Arn } from './resources';

/** The service writes these without CREATE. */
export type BatchStatus = 'PENDING' | 'IN PROGRESS' | 'ACTIVE' | 'CREATE FAILED';

/** A batch inference or batch segment job. */
export interface BatchJob {
  readonly kind: 'inference' | 'segment';
  readonly arn: Arn;
  readonly jobName: string;
  readonly status: BatchStatus;
  readonly failureReason?: string;
  readonly solutionVersionArn: Arn;
  readonly filterArn?: Arn;
  readonly numResults: number;
  readonly inputPath: string;
  readonly outputPath: string;
  readonly itemExplorationConfig?: ItemExplorationConfig;
  /** Lines answered and, of those, lines with an error; of a finished job all. */
  readonly lines: number;
  readonly failedLines: number;
  readonly creationDateTime: number;
  readonly lastUpdatedDateTime: number;
}
