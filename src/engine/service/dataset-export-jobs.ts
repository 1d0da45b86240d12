import { AppError, isAppError, type JsonObject } from '../../domain/errors';
import type { DatasetExportJob, IngestionMode } from '../../domain/data-jobs';
import type { DatasetType } from '../../domain/schema';
import type { TrackedBatch } from '../../domain/tracking';
import { exportLines } from '../datasets/export-lines';
import { checkName, namedArn } from '../../domain/names';
import { findByArn, serviceOf, withService } from '../resources/service-resources';
import { dated } from './dated';
import type { ApiContext, Operations } from './operation';
import { page } from './page';
import { object, optionalText, text } from './read-input';
import { queuedJob } from './queued-job';

const MODES: readonly IngestionMode[] = ['BULK', 'PUT', 'ALL'];
const KIND_OF: { readonly [type in DatasetType]: TrackedBatch['kind'] } = {
  INTERACTIONS: 'events',
  ITEMS: 'items',
  USERS: 'users',
};
/** Lines between two looks at what else is waiting. */
const LINES_A_STEP = 2000;

function readMode(input: JsonObject): IngestionMode {
  const mode = optionalText(input, 'ingestionMode') ?? 'PUT';
  const known = MODES.find((one) => one === mode);
  if (known !== undefined) return known;
  throw new AppError('INVALID_INPUT', { field: 'ingestionMode', value: mode, allowed: [...MODES] });
}

async function run(job: DatasetExportJob, context: ApiContext): Promise<void> {
  const { files, describe } = context;
  try {
    await change(job.arn, { status: 'CREATE IN_PROGRESS' }, context);
    const folder = job.outputPath.endsWith('/') ? job.outputPath : `${job.outputPath}/`;
    await files.write(`${folder}${job.jobName}.csv`, linesFor(job, context));
    await change(job.arn, { status: 'ACTIVE' }, context);
  } catch (error) {
    const failureReason = isAppError(error) ? describe(error) : 'INTERNAL';
    await change(job.arn, { status: 'CREATE FAILED', failureReason }, context);
    if (!isAppError(error)) throw error;
  }
}

async function* linesFor(job: DatasetExportJob, { project, clock }: ApiContext): AsyncGenerator<string> {
  const { type, schema } = findByArn(project.state.datasets, job.datasetArn);
  const [{ tables: bulk }, index, put] = await Promise.all([
    project.data.existing(),
    project.data.index(),
    project.data.putBatches(),
  ]);
  const forgotten = serviceOf(project.state).forgottenBatches[type] ?? 0;
  const batches = put.slice(forgotten).filter(({ kind }) => kind === KIND_OF[type]);
  const token = queuedJob(clock);
  let n = 0;
  for (const line of exportLines({ type, schema, bulk, batches, all: index.tables }, job.ingestionMode)) {
    if (n++ % LINES_A_STEP === 0) await token.checkpoint('export', n, n + LINES_A_STEP);
    yield line;
  }
}

async function change(arn: string, what: Partial<DatasetExportJob>, { project }: ApiContext): Promise<void> {
  await project.update((state) =>
    withService(state, {
      datasetExportJobs: serviceOf(state).datasetExportJobs.map((job) =>
        job.arn === arn ? { ...job, ...what, lastUpdatedDateTime: project.nowSec } : job,
      ),
    }),
  );
}

function summary(job: DatasetExportJob) {
  return {
    datasetExportJobArn: job.arn,
    jobName: job.jobName,
    status: job.status,
    ...dated(job),
    ...(job.failureReason === undefined ? {} : { failureReason: job.failureReason }),
  };
}

export const datasetExportJobs = {
  async CreateDatasetExportJob(input, context) {
    const { project, queue } = context;
    const jobName = text(input, 'jobName');
    checkName(jobName);
    const { arn: datasetArn } = findByArn(project.state.datasets, text(input, 'datasetArn'));
    const nowSec = project.nowSec;
    const job: DatasetExportJob = {
      arn: namedArn('dataset-export-job', jobName),
      jobName,
      status: 'CREATE PENDING',
      datasetArn,
      ingestionMode: readMode(input),
      outputPath: text(object(object(input, 'jobOutput'), 's3DataDestination'), 'path'),
      creationDateTime: nowSec,
      lastUpdatedDateTime: nowSec,
    };
    await project.update((state) => {
      const { datasetExportJobs: jobs } = serviceOf(state);
      if (jobs.some(({ arn }) => arn === job.arn))
        throw new AppError('RESOURCE_ALREADY_EXISTS', {
          kind: 'dataset-export-job',
          name: jobName,
          arn: job.arn,
        });
      return withService(state, { datasetExportJobs: [...jobs, job] });
    });
    queue.add(() => run(job, context));
    return { datasetExportJobArn: job.arn };
  },
  DescribeDatasetExportJob(input, { project }) {
    const job = findByArn(serviceOf(project.state).datasetExportJobs, text(input, 'datasetExportJobArn'));
    return {
      datasetExportJob: {
        ...summary(job),
        datasetArn: job.datasetArn,
        ingestionMode: job.ingestionMode,
        roleArn: '',
        jobOutput: { s3DataDestination: { path: job.outputPath } },
      },
    };
  },
  ListDatasetExportJobs(input, { project }) {
    const datasetArn = optionalText(input, 'datasetArn');
    const jobs = serviceOf(project.state).datasetExportJobs.filter(
      (job) => datasetArn === undefined || job.datasetArn === datasetArn,
    );
    return page(input, 'datasetExportJobs', jobs.map(summary));
  },
} satisfies Operations;
