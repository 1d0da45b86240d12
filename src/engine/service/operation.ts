import type { AppError, JsonObject } from '../../domain/errors';
import type { Clock, Pool } from '../../domain/ports';
import type { SourceFile } from '../../import/open/bytes/source';
import type { Arn } from '../../domain/resources';
import type { readForJob } from '../datasets/read-for-job';
import type { Identifiers } from '../project/identifiers';
import type { JobToken } from '../project/job-token';
import type { OpenProject } from '../project/open-project';
import type { KeptLists } from '../serving/kept-lists';
import type { ServingThreads } from '../serving/serving-threads';
import type { SimulationSession } from '../teaching/simulation/session';
import type { ServedLists } from './served-lists';

/** Files by `s3://bucket/key`: what somebody has registered, and what was written to be fetched at once. */
export interface FileRegistry {
  get(path: string): Blob | null;
  /** The file of this path, or all whose path begins with it and a slash; none where nothing is. */
  filesAt(path: string): readonly SourceFile[] | Promise<readonly SourceFile[]>;
  write(path: string, lines: AsyncIterable<string>): Promise<void>;
  /** Takes what a job has written before the job says that it is done; where the project's own copy is read, nothing. */
  publish(files: readonly SourceFile[]): Promise<void>;
}

/** Long work, one piece after the other. A piece that fails says so in its resource. */
export interface WorkQueue {
  add(work: () => Promise<unknown>): void;
}

/** What operations work with. */
export interface ApiContext {
  readonly project: OpenProject;
  readonly pool: Pool;
  readonly clock: Clock;
  readonly identifiers: Identifiers;
  readonly files: FileRegistry;
  /** Of new solutions. Default: that of the command line. */
  readonly seed?: number;
  readonly queue: WorkQueue;
  readonly served: ServedLists;
  readonly lists: KeptLists;
  /** Absent: models are asked in this thread. */
  readonly threads?: ServingThreads;
  /** Where the files of import jobs are read. Absent: in this thread. */
  readonly readImport?: typeof readForJob;
  /** The A/B test under way, or the last. */
  readonly simulation: { current: SimulationSession | null };
  /** Trainings under way, by version. */
  readonly trainings: Map<Arn, JobToken>;
  /** Batch jobs under way. */
  readonly batches: Map<Arn, JobToken>;
  /** Words for an error, kept where a person reads them later. */
  readonly describe: (error: AppError) => string;
}

/** One operation of the service: its JSON in, its JSON out. @throws AppError. */
export type Operation = (input: JsonObject, context: ApiContext) => Promise<JsonObject> | JsonObject;
export type Operations = { readonly [name: string]: Operation };
