import type { SourceFile } from '../../data/bytes/source';
import type { BatchJob, BatchProgress } from '../../domain/batch';
import { AppError, type JsonObject } from '../../domain/errors';
import type { ProjectState } from '../../domain/resources';
import { LIMITS } from '../../domain/limits';
import { recipeFacts } from '../../domain/recipe-catalogue';
import { checkBatchFilter } from '../serving/batch/batch-filter';
import { checkBatch } from '../serving/batch/batch-job';
import { readExploration } from '../resources/exploration-config';
import { checkName, namedArn } from '../../domain/names';
import type { OpenProject } from '../project/open-project';
import { findByArn, requireTurn, serviceOf, withService } from '../resources/service-resources';
import { deleteJob, queueJob, resumeJob, stopJob } from './batch-control';
import { dated } from './dated';
import type { ApiContext, Operations } from './operation';
import { page } from './page';
import { filesAt } from './project-files';
import { refuseInfluence } from './ranking-influence';
import { object, optionalNumber, optionalObject, optionalText, text, textMap } from './read-input';

/** Most input files of a job, and bytes of them all. */
const MAX_FILES = 1000;
const MAX_BYTES = 1e9;
/** Jobs of a kind that wait or run at the same time, in the service. */
const MAX_PENDING = 5;
const NOTHING_READ: BatchProgress = { files: 0, linesRead: 0, bytesRead: 0, totalBytes: 0 };
type Kind = BatchJob['kind'];
const NAMES: {
  readonly [kind in Kind]: {
    readonly resource: 'batch-inference-job' | 'batch-segment-job';
    readonly word: string;
  };
} = {
  inference: { resource: 'batch-inference-job', word: 'batchInferenceJob' },
  segment: { resource: 'batch-segment-job', word: 'batchSegmentJob' },
};

/** @returns the id of the job that was queued. */
async function create(kind: Kind, input: JsonObject, context: ApiContext): Promise<string> {
  const { project } = context;
  const job = newJob(kind, input, project);
  const inputs = await filesAt(job.inputPath, context);
  requireFit(inputs);
  const listed = (state: ProjectState): ProjectState => withNew(job, state);
  // An unknown path is said by the job itself, as the service does.
  if (inputs.length === 0) await project.update(listed);
  else await project.files.keep(listed, job.arn, inputs);
  queueJob(job.arn, context);
  return job.arn;
}

/** @throws AppError INVALID_INPUT, NOT_FOUND, J01, J02, J03, J06, P03 for a request that cannot become a job. */
function newJob(kind: Kind, input: JsonObject, { state, data: { schemas }, nowSec }: OpenProject): BatchJob {
  const jobName = text(input, 'jobName');
  checkName(jobName);
  const version = findByArn(state.solutionVersions, text(input, 'solutionVersionArn'));
  if (version.recommender !== undefined) throw new AppError('NOT_FOUND', { arn: version.arn });
  if (version.status !== 'ACTIVE') throw new AppError('J02', { arn: version.arn, status: version.status });
  const { recipe } = version.spec;
  const { type } = recipeFacts(recipe);
  const isSegment = type === 'USER_SEGMENTATION';
  if (isSegment !== (kind === 'segment')) throw new AppError('J01', { recipe, type });
  const numResults = optionalNumber(input, 'numResults') ?? LIMITS.defaultResults;
  checkBatch(recipe, numResults);
  const filterArn = optionalText(input, 'filterArn');
  if (filterArn !== undefined)
    checkBatchFilter(findByArn(serviceOf(state).filters, filterArn).filterExpression, schemas, recipe);
  const config = optionalObject(input, 'batchInferenceJobConfig') ?? {};
  refuseInfluence(config);
  const exploration = textMap(config, 'itemExplorationConfig');
  if (exploration !== undefined) readExploration(exploration, recipe);
  return {
    kind,
    arn: namedArn(NAMES[kind].resource, jobName),
    jobName,
    status: 'PENDING',
    solutionVersionArn: version.arn,
    ...(filterArn === undefined ? {} : { filterArn }),
    numResults,
    inputPath: text(object(object(input, 'jobInput'), 's3DataSource'), 'path'),
    outputPath: text(object(object(input, 'jobOutput'), 's3DataDestination'), 'path'),
    ...(exploration === undefined ? {} : { itemExplorationConfig: exploration }),
    lines: 0,
    failedLines: 0,
    creationDateTime: nowSec,
    lastUpdatedDateTime: nowSec,
  };
}

/** @throws AppError LIMIT_EXCEEDED for more files than a job takes, TOO_LARGE for more bytes. */
function requireFit(inputs: readonly SourceFile[]): void {
  if (inputs.length > MAX_FILES)
    throw new AppError('LIMIT_EXCEEDED', { kind: 'file', limit: MAX_FILES, status: 'ACTIVE' });
  const bytes = inputs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (bytes <= MAX_BYTES) return;
  throw new AppError('TOO_LARGE', { file: inputs[0].path, sizeBytes: bytes, maxBytes: MAX_BYTES });
}

/** @throws AppError RESOURCE_ALREADY_EXISTS, LIMIT_EXCEEDED for more jobs that wait or run than the service allows. */
function withNew(job: BatchJob, state: ProjectState): ProjectState {
  const { batchJobs: jobs } = serviceOf(state);
  const { resource } = NAMES[job.kind];
  if (jobs.some(({ arn }) => arn === job.arn)) {
    throw new AppError('RESOURCE_ALREADY_EXISTS', { kind: resource, name: job.jobName, arn: job.arn });
  }
  const alike = jobs.filter((other) => other.kind === job.kind);
  requireTurn(resource, alike, MAX_PENDING, state.profile);
  return withService(state, { batchJobs: [...jobs, { ...job, progress: NOTHING_READ }] });
}

/** The job a request names. @throws AppError INVALID_INPUT, NOT_FOUND. */
function named(kind: Kind, input: JsonObject, { project }: ApiContext): BatchJob {
  const jobs = serviceOf(project.state).batchJobs.filter((job) => job.kind === kind);
  return findByArn(jobs, text(input, `${NAMES[kind].word}Arn`));
}

function summary(job: BatchJob) {
  return {
    jobName: job.jobName,
    status: job.status,
    ...dated(job),
    ...(job.failureReason === undefined ? {} : { failureReason: job.failureReason }),
    solutionVersionArn: job.solutionVersionArn,
  };
}

function description(job: BatchJob) {
  const { filterArn, itemExplorationConfig } = job;
  return {
    ...summary(job),
    ...(filterArn === undefined ? {} : { filterArn }),
    numResults: job.numResults,
    jobInput: { s3DataSource: { path: job.inputPath } },
    jobOutput: { s3DataDestination: { path: job.outputPath } },
    ...(itemExplorationConfig === undefined
      ? {}
      : { batchInferenceJobConfig: { itemExplorationConfig: { ...itemExplorationConfig } } }),
    // An account's role means nothing here; the service's JSON has one.
    roleArn: '',
  };
}

/** The jobs of a kind, of one version where the request names it. */
function listed(kind: Kind, input: JsonObject, { project }: ApiContext): readonly BatchJob[] {
  const version = optionalText(input, 'solutionVersionArn');
  return serviceOf(project.state).batchJobs.filter(
    (job) => job.kind === kind && (version === undefined || job.solutionVersionArn === version),
  );
}

/** Stop, resume and delete have no counterpart in the service, whose jobs run to their end and stay. */
export const batchJobs = {
  async CreateBatchInferenceJob(input, context) {
    return { batchInferenceJobArn: await create('inference', input, context) };
  },
  DescribeBatchInferenceJob(input, context) {
    const job = named('inference', input, context);
    return { batchInferenceJob: { batchInferenceJobArn: job.arn, ...description(job) } };
  },
  ListBatchInferenceJobs(input, context) {
    const jobs = listed('inference', input, context);
    return page(
      input,
      'batchInferenceJobs',
      jobs.map((job) => ({ batchInferenceJobArn: job.arn, ...summary(job) })),
    );
  },
  StopBatchInferenceJob: (input, context) => stopJob(named('inference', input, context).arn, context),
  ResumeBatchInferenceJob: (input, context) => resumeJob(named('inference', input, context).arn, context),
  DeleteBatchInferenceJob: (input, context) => deleteJob(named('inference', input, context).arn, context),
  async CreateBatchSegmentJob(input, context) {
    return { batchSegmentJobArn: await create('segment', input, context) };
  },
  DescribeBatchSegmentJob(input, context) {
    const job = named('segment', input, context);
    return { batchSegmentJob: { batchSegmentJobArn: job.arn, ...description(job) } };
  },
  ListBatchSegmentJobs(input, context) {
    const jobs = listed('segment', input, context);
    return page(
      input,
      'batchSegmentJobs',
      jobs.map((job) => ({ batchSegmentJobArn: job.arn, ...summary(job) })),
    );
  },
  StopBatchSegmentJob: (input, context) => stopJob(named('segment', input, context).arn, context),
  ResumeBatchSegmentJob: (input, context) => resumeJob(named('segment', input, context).arn, context),
  DeleteBatchSegmentJob: (input, context) => deleteJob(named('segment', input, context).arn, context),
} satisfies Operations;
