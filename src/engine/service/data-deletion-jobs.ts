import { AppError, isAppError } from '../../domain/errors';
import type { DataDeletionJob } from '../../domain/data-jobs';
import { userIdsOf } from '../datasets/user-ids';
import { checkName, namedArn } from '../../domain/names';
import { datasetGroupOf } from '../resources/datasets';
import { findByArn, serviceOf, withService } from '../resources/service-resources';
import { dated } from './dated';
import { groupAt, requireGroup } from './dataset-groups';
import type { ApiContext, Operations } from './operation';
import { page } from './page';
import { object, text } from './read-input';
import { deleteUsers } from '../datasets/delete-users';

async function run(job: DataDeletionJob, context: ApiContext): Promise<void> {
  const { project, files, describe } = context;
  try {
    await change(job.arn, { status: 'IN_PROGRESS' }, context);
    const found = files.filesAt(job.dataLocation);
    if (found.length === 0)
      throw new AppError('FILE_UNREADABLE', { file: job.dataLocation, reason: 'missing' });
    const users = new Set<string>();
    for (const file of found) for (const id of await userIdsOf(file)) users.add(id);
    const numDeleted = await deleteUsers(project, users);
    await change(job.arn, { status: 'COMPLETED', numDeleted }, context);
  } catch (error) {
    const failureReason = isAppError(error) ? describe(error) : 'INTERNAL';
    await change(job.arn, { status: 'FAILED', failureReason }, context);
    if (!isAppError(error)) throw error;
  }
}

async function change(arn: string, what: Partial<DataDeletionJob>, { project }: ApiContext): Promise<void> {
  await project.update((state) =>
    withService(state, {
      dataDeletionJobs: serviceOf(state).dataDeletionJobs.map((job) =>
        job.arn === arn ? { ...job, ...what, lastUpdatedDateTime: project.nowSec } : job,
      ),
    }),
  );
}

function summary(job: DataDeletionJob, { project }: ApiContext) {
  return {
    dataDeletionJobArn: job.arn,
    datasetGroupArn: datasetGroupOf(project.state)?.arn ?? '',
    jobName: job.jobName,
    status: job.status,
    ...dated(job),
    ...(job.failureReason === undefined ? {} : { failureReason: job.failureReason }),
  };
}

export const dataDeletionJobs = {
  async CreateDataDeletionJob(input, context) {
    const { project, queue } = context;
    groupAt(context, text(input, 'datasetGroupArn'));
    const jobName = text(input, 'jobName');
    checkName(jobName);
    const nowSec = project.nowSec;
    const job: DataDeletionJob = {
      arn: namedArn('data-deletion-job', jobName),
      jobName,
      status: 'PENDING',
      dataLocation: text(object(input, 'dataSource'), 'dataLocation'),
      numDeleted: 0,
      creationDateTime: nowSec,
      lastUpdatedDateTime: nowSec,
    };
    await project.update((state) => {
      const { dataDeletionJobs: jobs } = serviceOf(state);
      if (jobs.some(({ arn }) => arn === job.arn))
        throw new AppError('RESOURCE_ALREADY_EXISTS', {
          kind: 'data-deletion-job',
          name: jobName,
          arn: job.arn,
        });
      return withService(state, { dataDeletionJobs: [...jobs, job] });
    });
    queue.add(() => run(job, context));
    return { dataDeletionJobArn: job.arn };
  },
  DescribeDataDeletionJob(input, context) {
    const job = findByArn(
      serviceOf(context.project.state).dataDeletionJobs,
      text(input, 'dataDeletionJobArn'),
    );
    return {
      dataDeletionJob: {
        ...summary(job, context),
        dataSource: { dataLocation: job.dataLocation },
        roleArn: '',
        numDeleted: job.numDeleted,
      },
    };
  },
  ListDataDeletionJobs(input, context) {
    requireGroup(input, context);
    const jobs = serviceOf(context.project.state).dataDeletionJobs;
    return page(
      input,
      'dataDeletionJobs',
      jobs.map((job) => summary(job, context)),
    );
  },
} satisfies Operations;
