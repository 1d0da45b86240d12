import { AppError, isAppError, isCancelled, type ErrorCode, type JsonObject } from '../../domain/errors';
import type { Arn } from '../../domain/resources';
import { runJob } from '../serving/batch/run-job';
import { withBatchJob, type BatchChange } from '../serving/batch/with-batch-job';
import { isUnfinished, STOPPED } from '../resources/lifecycle';
import { findByArn, serviceOf, withService, without } from '../resources/service-resources';
import type { ApiContext } from './operation';
import { queuedJob } from './queued-job';

/** Has a job that waits run in its turn. */
export function queueJob(arn: Arn, context: ApiContext): void {
  context.queue.add(() => run(arn, context));
}

async function run(arn: Arn, context: ApiContext): Promise<void> {
  const { project, batches, clock } = context;
  const job = serviceOf(project.state).batchJobs.find((other) => other.arn === arn);
  if (job?.status !== 'PENDING') return; // stopped or deleted while it waited
  const token = queuedJob(clock);
  batches.set(arn, token);
  try {
    await change(arn, { status: 'IN PROGRESS' }, context);
    const counts = await runJob(arn, project, token, context);
    await change(
      arn,
      { status: 'ACTIVE', lines: counts.lines, failedLines: counts.failed, progress: null },
      context,
    );
  } catch (error) {
    await change(arn, { status: 'CREATE FAILED', ...reasonOf(error, context) }, context);
    if (!isAppError(error)) throw error;
  } finally {
    batches.delete(arn);
  }
  await project.measureSize();
}

/** Why a job ended early. What the request or the file is to blame for would only happen again: it is not resumed. */
function reasonOf(error: unknown, { describe }: ApiContext): BatchChange {
  if (!isAppError(error)) return { failureReason: 'INTERNAL' };
  if (isCancelled(error)) return { failureReason: STOPPED };
  return { failureReason: describe(error), ...(isForGood(error.code) ? { progress: null } : {}) };
}

function isForGood(code: ErrorCode): boolean {
  return /^[JBFR]\d\d$/.test(code);
}

/** @throws AppError INVALID_INPUT for a job that neither waits nor runs. */
export async function stopJob(arn: Arn, context: ApiContext): Promise<JsonObject> {
  const { project, batches } = context;
  await project.update((state) => {
    const job = findByArn(serviceOf(state).batchJobs, arn);
    if (!isUnfinished(job)) throw new AppError('INVALID_INPUT', { field: 'status', value: job.status });
    const token = batches.get(arn);
    token?.end('cancel');
    // One that waits for its turn stops at once; one that runs, at its next look for a stop.
    return token === undefined
      ? withBatchJob(state, arn, project.nowSec, { status: 'CREATE FAILED', failureReason: STOPPED })
      : state;
  });
  return {};
}

/** Goes on after the last line that was written. @throws AppError INVALID_INPUT for a job that cannot be resumed. */
export async function resumeJob(arn: Arn, context: ApiContext): Promise<JsonObject> {
  const { project } = context;
  await project.update((state) => {
    const { status, progress } = findByArn(serviceOf(state).batchJobs, arn);
    if (status !== 'CREATE FAILED' || progress === undefined)
      throw new AppError('INVALID_INPUT', { field: 'status', value: status });
    return withBatchJob(state, arn, project.nowSec, { status: 'PENDING', failureReason: null });
  });
  queueJob(arn, context);
  return {};
}

/** Takes a job away, and its files with it. @throws AppError RESOURCE_IN_USE while it waits or runs. */
export async function deleteJob(arn: Arn, { project }: ApiContext): Promise<JsonObject> {
  await project.update((state) => {
    const { batchJobs } = serviceOf(state);
    const job = findByArn(batchJobs, arn);
    if (isUnfinished(job)) throw new AppError('RESOURCE_IN_USE', { by: null, arn, status: job.status });
    return withService(state, { batchJobs: without(batchJobs, arn) });
  });
  await project.measureSize();
  return {};
}

async function change(arn: Arn, what: BatchChange, { project }: ApiContext): Promise<void> {
  await project.update((state) => withBatchJob(state, arn, project.nowSec, what));
}
