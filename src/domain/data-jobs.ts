import type { AccountMembers, Arn, Dated } from './arn';

export const INGESTION_MODES = ['BULK', 'PUT', 'ALL'] as const;
export type IngestionMode = (typeof INGESTION_MODES)[number];

interface Job extends Dated, Pick<AccountMembers, 'roleArn'> {
  readonly arn: Arn;
  readonly jobName: string;
  readonly failureReason?: string;
}

/** Deletes everything of the users that a file names. */
export interface DataDeletionJob extends Job {
  readonly status: 'PENDING' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  readonly dataLocation: string;
  /** Rows that went: events and descriptions of users. */
  readonly numDeleted: number;
}

/** Writes a dataset to a file. */
export interface DatasetExportJob extends Job {
  readonly status: 'CREATE PENDING' | 'CREATE IN_PROGRESS' | 'ACTIVE' | 'CREATE FAILED';
  readonly datasetArn: Arn;
  readonly ingestionMode: IngestionMode;
  readonly outputPath: string;
  readonly outputKmsKeyArn?: string;
}

export interface Tag {
  readonly tagKey: string;
  readonly tagValue: string;
}
