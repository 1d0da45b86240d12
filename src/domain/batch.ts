import type { AccountMembers, Arn, Dated } from './arn';
import type { ErrorRecord } from './errors';
import type { ItemExplorationConfig, RankingInfluence } from './recommendations';

/** The service writes these without CREATE. */
export type BatchStatus = 'PENDING' | 'IN PROGRESS' | 'ACTIVE' | 'CREATE FAILED';

/** What a job has read and written: it goes on from here. */
export interface BatchProgress {
  /** Input files that are answered whole, in the order of their paths. */
  readonly files: number;
  /** Lines read of the file that comes next, blank ones too. */
  readonly linesRead: number;
  /** Of all input files. */
  readonly bytesRead: number;
  readonly totalBytes: number;
  /** Why the first line failed: the reason of the job should all others fail too. */
  readonly firstFailure?: ErrorRecord;
}

export type BatchInferenceJobMode = 'BATCH_INFERENCE' | 'THEME_GENERATION';

/** What lists get their themes from. */
export interface ThemeGenerationConfig {
  readonly fieldsForThemeGeneration: {
    /** The Items column that items are called by. */
    readonly itemName: string;
  };
}

/** A batch inference or batch segment job. */
export interface BatchJob extends Dated, Pick<AccountMembers, 'roleArn'> {
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
  readonly inputKmsKeyArn?: string;
  readonly outputKmsKeyArn?: string;
  readonly itemExplorationConfig?: ItemExplorationConfig;
  readonly rankingInfluence?: RankingInfluence;
  /** Every list gets a theme: batchInferenceJobMode THEME_GENERATION. */
  readonly themeGenerationConfig?: ThemeGenerationConfig;
  /** Lines answered and, of those, lines with an error; of a finished job all. */
  readonly lines: number;
  readonly failedLines: number;
  /** How far it is, while it waits, runs or can be resumed; stored with the output lines that it speaks of. */
  readonly progress?: BatchProgress;
}
