import { AppError, isAppError, type JsonObject } from '../../domain/errors';
import type { BatchJob } from '../../domain/batch';
import { findRecipe } from '../../recipes/registry';
import { attributeQueries } from '../batch/attribute-query';
import { batchFilter } from '../batch/batch-filter';
import { checkBatch, runBatch } from '../batch/batch-job';
import { linesOf } from '../batch/lines-of';
import { answer } from '../answer';
import { readExploration } from '../exploration-config';
import { checkName, namedArn } from '../names';
import { findByArn, serviceOf, withService } from '../service/service-resources';
import { dated } from './dated';
import type { ApiContext, Operations } from './operation';
import { page } from './page';
import { object, optionalNumber, optionalObject, optionalText, text, textMap } from './read-input';
import { queuedJob } from './queued-job';

const DEFAULT_RESULTS = 25;
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

async function create(kind: Kind, input: JsonObject, context: ApiContext): Promise<JsonObject> {
  const { project, queue } = context;
  const { resource, word } = NAMES[kind];
  const jobName = text(input, 'jobName');
  checkName(jobName);
  const version = findByArn(project.state.solutionVersions, text(input, 'solutionVersionArn'));
  if (version.status !== 'ACTIVE') throw new AppError('J02', { arn: version.arn, status: version.status });
  const recipe = findRecipe(version.spec.recipe);
  const isSegment = recipe.type === 'USER_SEGMENTATION';
  if (isSegment !== (kind === 'segment'))
    throw new AppError('J01', { recipe: recipe.name, type: recipe.type });
  const numResults = optionalNumber(input, 'numResults') ?? DEFAULT_RESULTS;
  checkBatch(recipe.name, recipe.type, numResults);
  const filterArn = optionalText(input, 'filterArn');
  if (filterArn !== undefined) findByArn(serviceOf(project.state).filters, filterArn);
  const exploration = textMap(
    optionalObject(input, 'batchInferenceJobConfig') ?? {},
    'itemExplorationConfig',
  );
  if (exploration !== undefined) readExploration(exploration, recipe.name);
  const nowSec = project.nowSec;
  const job: BatchJob = {
    kind,
    arn: namedArn(resource, jobName),
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
  await project.update((state) => {
    const { batchJobs: jobs } = serviceOf(state);
    if (jobs.some(({ arn }) => arn === job.arn)) {
      throw new AppError('RESOURCE_ALREADY_EXISTS', { kind: resource, name: jobName, arn: job.arn });
    }
    return withService(state, { batchJobs: [...jobs, job] });
  });
  queue.add(() => run(job, context));
  return { [`${word}Arn`]: job.arn };
}

async function run(job: BatchJob, context: ApiContext): Promise<void> {
  await change(job.arn, { status: 'IN PROGRESS' }, context);
  try {
    const counts = await answerAll(job, context);
    await change(job.arn, { status: 'ACTIVE', lines: counts.lines, failedLines: counts.failed }, context);
  } catch (error) {
    const failureReason = isAppError(error) ? context.describe(error) : 'INTERNAL';
    await change(job.arn, { status: 'CREATE FAILED', failureReason }, context);
    if (!isAppError(error)) throw error;
  }
}

/** @throws AppError J, F and R codes, FILE_UNREADABLE, MODEL_UNREADABLE. */
async function answerAll(
  job: BatchJob,
  { project, files, describe, clock }: ApiContext,
): Promise<{ readonly lines: number; readonly failed: number }> {
  const version = findByArn(project.state.solutionVersions, job.solutionVersionArn);
  const recipe = findRecipe(version.spec.recipe);
  const inputs = files.filesAt(job.inputPath);
  if (inputs.length === 0) throw new AppError('FILE_UNREADABLE', { file: job.inputPath, reason: 'missing' });
  const [index, served] = await Promise.all([project.index(), project.model(version)]);
  const { filters } = serviceOf(project.state);
  const expression = job.filterArn === undefined ? null : findByArn(filters, job.filterArn).filterExpression;
  const filter = expression === null ? null : batchFilter(expression, project.schemas, index.tables, recipe);
  const { itemExplorationConfig } = job;
  const explored = (userId: string): Float64Array =>
    answer(served, index, version, {
      solutionVersionArn: version.arn,
      userId,
      ...(itemExplorationConfig === undefined ? {} : { itemExplorationConfig }),
    }).values;
  const source = {
    ...(itemExplorationConfig === undefined ? {} : { logitsOf: explored }),
    served,
    index,
    type: recipe.type,
    numResults: job.numResults,
    filter,
    itemsMatching: attributeQueries(project.schemas, index.tables),
  };
  const total = { lines: 0, failed: 0 };
  for (const file of inputs) {
    const name = file.path.slice(file.path.lastIndexOf('/') + 1);
    const folder = job.outputPath.endsWith('/') ? job.outputPath : `${job.outputPath}/`;
    const lines = runBatch(linesOf(file), { recipe: recipe.name, source, describe }, queuedJob(clock));
    await files.write(`${folder}${name}.out`, counted(lines, total));
  }
  return total;
}

/** The lines, and their number once they have ended. */
async function* counted(
  lines: ReturnType<typeof runBatch>,
  total: { lines: number; failed: number },
): AsyncGenerator<string> {
  const counts = yield* lines;
  total.lines += counts.lines;
  total.failed += counts.failed;
}

async function change(arn: string, what: Partial<BatchJob>, { project }: ApiContext): Promise<void> {
  await project.update((state) =>
    withService(state, {
      batchJobs: serviceOf(state).batchJobs.map((job) =>
        job.arn === arn ? { ...job, ...what, lastUpdatedDateTime: project.nowSec } : job,
      ),
    }),
  );
}

function summary(job: BatchJob): JsonObject {
  return {
    [`${NAMES[job.kind].word}Arn`]: job.arn,
    jobName: job.jobName,
    status: job.status,
    ...dated(job),
    ...(job.failureReason === undefined ? {} : { failureReason: job.failureReason }),
    solutionVersionArn: job.solutionVersionArn,
  };
}

function description(job: BatchJob): JsonObject {
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

function describe(kind: Kind, input: JsonObject, { project }: ApiContext): JsonObject {
  const { word } = NAMES[kind];
  const jobs = serviceOf(project.state).batchJobs.filter((job) => job.kind === kind);
  return { [word]: description(findByArn(jobs, text(input, `${word}Arn`))) };
}

function listAll(kind: Kind, input: JsonObject, { project }: ApiContext): JsonObject {
  const version = optionalText(input, 'solutionVersionArn');
  const jobs = serviceOf(project.state).batchJobs.filter(
    (job) => job.kind === kind && (version === undefined || job.solutionVersionArn === version),
  );
  return page(input, `${NAMES[kind].word}s`, jobs.map(summary));
}

export const batchJobs: Operations = {
  CreateBatchInferenceJob: (input, context) => create('inference', input, context),
  DescribeBatchInferenceJob: (input, context) => describe('inference', input, context),
  ListBatchInferenceJobs: (input, context) => listAll('inference', input, context),
  CreateBatchSegmentJob: (input, context) => create('segment', input, context),
  DescribeBatchSegmentJob: (input, context) => describe('segment', input, context),
  ListBatchSegmentJobs: (input, context) => listAll('segment', input, context),
};
