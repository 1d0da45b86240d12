import { AppError, isAppError, type JsonObject } from '../../domain/errors';
import type { Arn, DatasetResource, ImportJob } from '../../domain/resources';
import type { ImportMode } from '../../domain/schema';
import { inspect } from '../datasets/import';
import { checkName, importJobArn } from '../../domain/names';
import { findByArn, requireTurn } from '../resources/service-resources';
import { importInto, type Intake } from '../datasets/import-into';
import { dated } from './dated';
import type { ApiContext, Operations } from './operation';
import { page } from './page';
import { filesAt } from './project-files';
import { object, optionalText, text } from './read-input';
import { queuedJob } from './queued-job';

const MAX_PENDING = 5;

function readMode(input: JsonObject): ImportMode {
  const mode = optionalText(input, 'importMode') ?? 'FULL';
  if (mode === 'FULL' || mode === 'INCREMENTAL') return mode;
  throw new AppError('INVALID_INPUT', { field: 'importMode', value: mode, allowed: ['FULL', 'INCREMENTAL'] });
}

function summary({ arn, status, failureReason, asked, ...rest }: ImportJob) {
  return {
    datasetImportJobArn: arn,
    ...(asked === undefined ? {} : { jobName: asked.jobName, importMode: asked.importMode }),
    status,
    ...dated(rest),
    ...(failureReason === undefined ? {} : { failureReason }),
  };
}

function description(job: ImportJob) {
  const { asked } = job;
  if (asked === undefined) return summary(job);
  return { ...summary(job), datasetArn: asked.datasetArn, dataSource: { dataLocation: asked.dataLocation } };
}

/** The plan that reads the files of a path into one dataset under its schema. @throws AppError FILE_UNREADABLE. */
async function intakeFor(
  dataset: DatasetResource,
  { dataLocation, importMode }: { readonly dataLocation: string; readonly importMode: ImportMode },
  context: ApiContext,
): Promise<Intake> {
  const { project, clock } = context;
  const found = await filesAt(dataLocation, context);
  if (found.length === 0) throw new AppError('FILE_UNREADABLE', { file: dataLocation, reason: 'missing' });
  const { profile } = project.state;
  const known = new Map(found.map((file) => [file.path, { dataset: dataset.type, schema: dataset.schema }]));
  const { proposal, sources } = await inspect(found, profile, queuedJob(clock), known);
  const plan = { ...proposal.plan, profile, mode: importMode };
  return { sources, plan, provenance: { files: found.map(({ path }) => path) } };
}

async function run(job: ImportJob, dataset: DatasetResource, context: ApiContext): Promise<void> {
  const { project } = context;
  const { asked } = job;
  if (asked === undefined) return;
  try {
    const intake = await intakeFor(dataset, asked, context);
    await importInto(project, intake, queuedJob(context.clock), context, job);
  } catch (error) {
    await fail(job.arn, error, context);
  }
}

/** What failed before the import had begun is said in its job too. */
async function fail(arn: Arn, error: unknown, { project, describe }: ApiContext): Promise<void> {
  const file =
    isAppError(error) && 'file' in error.details && typeof error.details.file === 'string'
      ? ` ${error.details.file}`
      : '';
  const failureReason = isAppError(error) ? `${describe(error)}${file}` : 'INTERNAL';
  await project.update((state) => ({
    ...state,
    importJobs: state.importJobs.map((job) =>
      job.arn === arn
        ? { ...job, status: 'CREATE FAILED', failureReason, lastUpdatedDateTime: project.nowSec }
        : job,
    ),
  }));
  if (!isAppError(error)) throw error;
}

export const importJobs = {
  async CreateDatasetImportJob(input, context) {
    const { project, queue } = context;
    const jobName = text(input, 'jobName');
    checkName(jobName);
    const dataset = findByArn(project.state.datasets, text(input, 'datasetArn'));
    const dataLocation = text(object(input, 'dataSource'), 'dataLocation');
    const arn = importJobArn(jobName);
    const nowSec = project.nowSec;
    const job: ImportJob = {
      arn,
      status: 'CREATE PENDING',
      report: null,
      asked: { jobName, datasetArn: dataset.arn, dataLocation, importMode: readMode(input) },
      creationDateTime: nowSec,
      lastUpdatedDateTime: nowSec,
    };
    await project.update((state) => {
      if (state.importJobs.some((other) => other.arn === arn)) {
        throw new AppError('RESOURCE_ALREADY_EXISTS', { kind: 'dataset-import-job', name: jobName, arn });
      }
      requireTurn('dataset-import-job', state.importJobs, MAX_PENDING, state.profile);
      return { ...state, importJobs: [...state.importJobs, job] };
    });
    queue.add(() => run(job, dataset, context));
    return { datasetImportJobArn: arn };
  },
  DescribeDatasetImportJob: (input, { project }) => ({
    datasetImportJob: description(findByArn(project.state.importJobs, text(input, 'datasetImportJobArn'))),
  }),
  ListDatasetImportJobs(input, { project }) {
    const datasetArn = optionalText(input, 'datasetArn');
    const jobs = project.state.importJobs.filter(
      ({ asked }) => datasetArn === undefined || asked?.datasetArn === datasetArn,
    );
    return page(input, 'datasetImportJobs', jobs.map(summary));
  },
} satisfies Operations;
