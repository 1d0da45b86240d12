import { asFolder } from '../../domain/arn';
import { INGESTION_MODES, type DatasetExportJob } from '../../domain/data-jobs';
import { defined } from '../../domain/defined';
import { PUT_INTO } from '../../domain/tracking';
import { exportLines } from '../datasets/export-lines';
import { datasetExportJobKind } from '../resources/data-jobs';
import { datasetKind } from '../resources/datasets';
import { checkName, namedArn } from '../../domain/names';
import { addJob, datedAt, findResource } from '../resources/resource-kind';
import { serviceOf } from '../../domain/service-resources';
import { jobSummary } from './answers';
import type { ApiContext } from './operation';
import { changeJob, queuedJob, runJob } from './queued-job';
import { location, optionalChoice, optionalText, text } from './read-input';
import { askedBy, named, readOperations } from './resource-operations';
import type { ServiceKind } from './service-kind';

/** Lines between two looks at what else is waiting. */
const LINES_A_STEP = 2000;

async function run(job: DatasetExportJob, context: ApiContext): Promise<void> {
  const { arn, outputPath, jobName } = job;
  await runJob(datasetExportJobKind, arn, context, 'CREATE FAILED', async () => {
    await changeJob(datasetExportJobKind, arn, { status: 'CREATE IN_PROGRESS' }, context);
    await context.files.write(`${asFolder(outputPath)}${jobName}.csv`, linesFor(job, context));
    await changeJob(datasetExportJobKind, arn, { status: 'ACTIVE' }, context);
  });
}

async function* linesFor(job: DatasetExportJob, { project, clock }: ApiContext): AsyncGenerator<string> {
  const { type, schema } = findResource(datasetKind, project.state, job.datasetArn);
  const [{ tables: bulk }, index, put] = await Promise.all([
    project.data.existing(),
    project.data.index(),
    project.data.putBatches(),
  ]);
  const forgotten = serviceOf(project.state).forgottenBatches[type] ?? 0;
  const batches = put.slice(forgotten).filter(({ kind }) => PUT_INTO[kind] === type);
  const token = queuedJob(clock);
  let n = 0;
  for (const line of exportLines({ type, schema, bulk, batches, all: index.tables }, job.ingestionMode)) {
    if (n++ % LINES_A_STEP === 0) await token.checkpoint('export', n, n + LINES_A_STEP);
    yield line;
  }
}

function summary(job: DatasetExportJob) {
  return { datasetExportJobArn: job.arn, ...jobSummary(job) };
}

export const datasetExportJobs = {
  operations: {
    async CreateDatasetExportJob(input, context) {
      const { project, queue } = context;
      const jobName = text(input, 'jobName');
      checkName(jobName);
      const output = location(input, 'jobOutput', 's3DataDestination');
      const job: DatasetExportJob = {
        arn: namedArn('dataset-export-job', jobName),
        jobName,
        status: 'CREATE PENDING',
        datasetArn: named(datasetKind, input, context).arn,
        ingestionMode: optionalChoice(input, 'ingestionMode', INGESTION_MODES) ?? 'PUT',
        outputPath: output.path,
        ...defined({ outputKmsKeyArn: output.kmsKeyArn, roleArn: optionalText(input, 'roleArn') }),
        ...datedAt(project.nowSec),
      };
      await project.update((state) => addJob(datasetExportJobKind, state, jobName, job));
      queue.add(() => run(job, context));
      return { datasetExportJobArn: job.arn };
    },
    ...readOperations(datasetExportJobKind, {
      summary,
      description: (job) => ({
        ...summary(job),
        datasetArn: job.datasetArn,
        ingestionMode: job.ingestionMode,
        ...defined({ roleArn: job.roleArn }),
        jobOutput: {
          s3DataDestination: { path: job.outputPath, ...defined({ kmsKeyArn: job.outputKmsKeyArn }) },
        },
      }),
      asked: askedBy('datasetArn', ({ datasetArn }) => datasetArn),
    }),
  },
} satisfies ServiceKind;
