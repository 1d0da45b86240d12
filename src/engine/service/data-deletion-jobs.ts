import type { DataDeletionJob } from '../../domain/data-jobs';
import { defined } from '../../domain/defined';
import { AppError } from '../../domain/errors';
import type { ProjectState } from '../../domain/resources';
import { deleteUsers } from '../datasets/delete-users';
import { userIdsOf } from '../datasets/user-ids';
import { dataDeletionJobKind } from '../resources/data-jobs';
import { checkName, namedArn } from '../../domain/names';
import { addJob, datedAt } from '../resources/resource-kind';
import { groupArnOf, inGroup, requireGroup } from './dataset-groups';
import { jobSummary } from './answers';
import type { ApiContext } from './operation';
import { changeJob, runJob } from './queued-job';
import { object, optionalText, s3Path, text } from './read-input';
import { readOperations } from './resource-operations';
import type { ServiceKind } from './service-kind';

async function run({ arn, dataLocation }: DataDeletionJob, context: ApiContext): Promise<void> {
  await runJob(dataDeletionJobKind, arn, context, 'FAILED', async () => {
    await changeJob(dataDeletionJobKind, arn, { status: 'IN_PROGRESS' }, context);
    const found = await context.files.filesAt(dataLocation);
    if (found.length === 0) throw new AppError('FILE_UNREADABLE', { file: dataLocation, reason: 'missing' });
    const users = new Set<string>();
    for (const file of found) for (const id of await userIdsOf(file)) users.add(id);
    const numDeleted = await deleteUsers(context.project, users);
    await changeJob(dataDeletionJobKind, arn, { status: 'COMPLETED', numDeleted }, context);
  });
}

function summary(job: DataDeletionJob, state: ProjectState) {
  return { dataDeletionJobArn: job.arn, datasetGroupArn: groupArnOf(state), ...jobSummary(job) };
}

export const dataDeletionJobs = {
  operations: {
    async CreateDataDeletionJob(input, context) {
      const { project, queue } = context;
      requireGroup(input, project.state);
      const jobName = text(input, 'jobName');
      checkName(jobName);
      const job: DataDeletionJob = {
        arn: namedArn('data-deletion-job', jobName),
        jobName,
        status: 'PENDING',
        dataLocation: s3Path(object(input, 'dataSource'), 'dataLocation'),
        numDeleted: 0,
        ...defined({ roleArn: optionalText(input, 'roleArn') }),
        ...datedAt(project.nowSec),
      };
      await project.update((state) => addJob(dataDeletionJobKind, state, jobName, job));
      queue.add(() => run(job, context));
      return { dataDeletionJobArn: job.arn };
    },
    ...readOperations(dataDeletionJobKind, {
      summary,
      description: (job, state) => ({
        ...summary(job, state),
        dataSource: { dataLocation: job.dataLocation },
        ...defined({ roleArn: job.roleArn }),
        numDeleted: job.numDeleted,
      }),
      asked: inGroup,
    }),
  },
} satisfies ServiceKind;
