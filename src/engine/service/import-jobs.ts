import { asFolder } from '../../domain/arn';
import { defined } from '../../domain/defined';
import { AppError } from '../../domain/errors';
import type { DatasetResource, ImportJob } from '../../domain/resources';
import { importInto, type LaterIntake } from '../datasets/import-into';
import { readForJob } from '../datasets/read-for-job';
import { datasetGroupOf } from '../resources/dataset-groups';
import { datasetKind } from '../resources/datasets';
import { importJobKind } from '../resources/import-jobs';
import { checkName, namedArn } from '../../domain/names';
import { addJob, datedAt } from '../resources/resource-kind';
import { bundlePaths, nameInGroup } from './bundle/bundle-paths';
import { dated } from './answers';
import type { ApiContext } from './operation';
import { filesAt } from './project-files';
import { queuedJob, runJob } from './queued-job';
import { object, optionalChoice, optionalText, refusedFlag, s3Path, text } from './read-input';
import { askedBy, named, readOperations } from './resource-operations';
import { requestFor, type ServiceKind } from './service-kind';

/** Stands in for the bucket that files are uploaded to; scripts put in the real one. */
const BUCKET = 's3://your-bucket';
const NOT_PUBLISHED =
  'false: metrics are counted of events that are put, and GetMetricAttributionReport tells them';
const MODES = ['FULL', 'INCREMENTAL'] as const;

function summary(job: ImportJob) {
  const { arn, status, failureReason, asked } = job;
  return {
    datasetImportJobArn: arn,
    ...(asked && { jobName: asked.jobName, importMode: asked.importMode }),
    status,
    ...dated(job),
    ...defined({ failureReason }),
  };
}

function description(job: ImportJob) {
  const { asked } = job;
  if (asked === undefined) return summary(job);
  const { datasetArn, dataLocation, roleArn, publishAttributionMetricsToS3 } = asked;
  return {
    ...summary(job),
    datasetArn,
    dataSource: { dataLocation },
    ...defined({ roleArn, publishAttributionMetricsToS3 }),
  };
}

/** Whether a file is what a path names, or lies in that folder and in none below it: an import looks no further. */
function isDirectlyAt(location: string, path: string): boolean {
  return path === location || !path.slice(asFolder(location).length).includes('/');
}

async function run(job: ImportJob, dataset: DatasetResource, context: ApiContext): Promise<void> {
  const { arn, asked } = job;
  if (asked === undefined) return;
  // What failed before the import had begun is said in its job too.
  const describe = (error: AppError): string => {
    const said = context.describe(error);
    const file = 'file' in error.details ? error.details.file : null;
    return typeof file !== 'string' || said.includes(file) ? said : `${said} ${file}`;
  };
  await runJob(importJobKind, arn, { ...context, describe }, 'CREATE FAILED', async () => {
    const { project, clock, readImport = readForJob } = context;
    const { dataLocation, importMode: mode } = asked;
    const at = await filesAt(dataLocation, context);
    const files = at.filter(({ path }) => isDirectlyAt(dataLocation, path));
    if (files.length === 0) throw new AppError('FILE_UNREADABLE', { file: dataLocation, reason: 'missing' });
    const { type, schema } = dataset;
    const { profile } = project.state;
    const intake: LaterIntake = {
      provenance: { files: files.map(({ path }) => path) },
      read: (existing, token) => readImport(files, { dataset: type, schema, profile, mode }, existing, token),
    };
    await importInto(project, intake, queuedJob(clock), context, job);
  });
}

export const importJobs = {
  operations: {
    async CreateDatasetImportJob(input, context) {
      const { project, queue } = context;
      const jobName = text(input, 'jobName');
      checkName(jobName);
      const dataset = named(datasetKind, input, context);
      const dataLocation = s3Path(object(input, 'dataSource'), 'dataLocation');
      const job: ImportJob = {
        arn: namedArn(importJobKind.name, jobName),
        status: 'CREATE PENDING',
        report: null,
        asked: {
          jobName,
          datasetArn: dataset.arn,
          dataLocation,
          importMode: optionalChoice(input, 'importMode', MODES) ?? 'FULL',
          ...defined({
            roleArn: optionalText(input, 'roleArn'),
            publishAttributionMetricsToS3: refusedFlag(input, 'publishAttributionMetricsToS3', NOT_PUBLISHED),
          }),
        },
        ...datedAt(project.nowSec),
      };
      await project.update((state) => addJob(importJobKind, state, jobName, job));
      queue.add(() => run(job, dataset, context));
      return { datasetImportJobArn: job.arn };
    },
    ...readOperations(importJobKind, {
      summary,
      description,
      asked: askedBy('datasetArn', ({ asked }) => asked?.datasetArn),
    }),
  },
  bundled: {
    kind: 'dataset-import-job',
    /** One for each dataset that has rows. */
    requests: (state, filled) =>
      state.datasets.flatMap(({ arn, type }) => {
        if (!filled.has(type)) return [];
        const group = datasetGroupOf(state)?.name ?? '';
        const jobName = nameInGroup(group, `${type.toLowerCase()}-import`);
        const job = { arn: namedArn(importJobKind.name, jobName), name: jobName };
        const dataSource = { dataLocation: `${BUCKET}/${group}/${bundlePaths.folder(type)}` };
        const input = { jobName, datasetArn: arn, dataSource, importMode: 'FULL' };
        return [requestFor('dataset-import-job', job, input, true)];
      }),
  },
} satisfies ServiceKind;
