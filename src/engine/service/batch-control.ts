import { isAtWork } from '../../domain/at-work';
import { AppError, isAppError, isCancelled, type ErrorCode, type JsonObject } from '../../domain/errors';
import { nounOf, type Noun } from '../../domain/arn';
import type { BatchJob } from '../../domain/batch';
import type { Arn } from '../../domain/resources';
import { keptSource } from '../project/kept-source';
import { runJob } from '../serving/batch/run-job';
import { withBatchJob } from '../resources/batch-jobs';
import { STOPPED } from '../resources/lifecycle';
import type { ResourceKind } from '../resources/resource-kind';
import { findByArn, serviceOf } from '../../domain/service-resources';
import type { ApiContext } from './operation';
import { queuedJob } from './queued-job';
import { deleteOperation, named } from './resource-operations';

type Control<Kind extends string> = {
  readonly [name in `${'Stop' | 'Resume' | 'Delete'}${Noun<Kind>}`]: (
    input: JsonObject,
    context: ApiContext,
  ) => Promise<JsonObject>;
};

/** Stop, resume and delete have no counterpart in the service, whose jobs run to their end and stay. */
export function controlOperations<Kind extends string>(kind: ResourceKind<BatchJob, Kind>): Control<Kind> {
  const noun = nounOf(kind.name);
  return {
    [`Stop${noun}`]: (input: JsonObject, context: ApiContext) =>
      stopJob(named(kind, input, context).arn, context),
    [`Resume${noun}`]: (input: JsonObject, context: ApiContext) =>
      resumeJob(named(kind, input, context).arn, context),
    ...deleteOperation(kind, true),
  } as Control<Kind>;
}

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
    await publishOutputs(arn, context);
    await change(
      arn,
      { status: 'ACTIVE', lines: counts.lines, failedLines: counts.failed, progress: undefined },
      context,
    );
  } catch (error) {
    await change(arn, { status: 'CREATE FAILED', ...reasonOf(error, context) }, context);
    if (!isAppError(error)) throw error;
  } finally {
    batches.delete(arn);
  }
  await project.storage.measureSize();
}

async function publishOutputs(arn: Arn, { project, files }: ApiContext): Promise<void> {
  const own = (await project.files.list()).filter(({ owner, role }) => owner === arn && role === 'output');
  await files.publish(own.map((file) => keptSource(project, file)));
}

/** Why a job ended early. What the request or the file is to blame for would only happen again: it is not resumed. */
function reasonOf(error: unknown, { describe }: ApiContext): Partial<BatchJob> {
  if (!isAppError(error)) return { failureReason: 'INTERNAL' };
  if (isCancelled(error)) return { failureReason: STOPPED };
  return { failureReason: describe(error), ...(isForGood(error.code) ? { progress: undefined } : {}) };
}

function isForGood(code: ErrorCode): boolean {
  return /^[JBFR]\d\d$/.test(code);
}

/** @throws AppError INVALID_INPUT for a job that neither waits nor runs. */
async function stopJob(arn: Arn, context: ApiContext): Promise<JsonObject> {
  const { project, batches } = context;
  await project.update((state) => {
    const job = findByArn(serviceOf(state).batchJobs, arn);
    if (!isAtWork(job)) throw new AppError('INVALID_INPUT', { field: 'status', value: job.status });
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
async function resumeJob(arn: Arn, context: ApiContext): Promise<JsonObject> {
  const { project } = context;
  await project.update((state) => {
    const { status, progress } = findByArn(serviceOf(state).batchJobs, arn);
    if (status !== 'CREATE FAILED' || progress === undefined)
      throw new AppError('INVALID_INPUT', { field: 'status', value: status });
    return withBatchJob(state, arn, project.nowSec, { status: 'PENDING', failureReason: undefined });
  });
  queueJob(arn, context);
  return {};
}

async function change(arn: Arn, what: Partial<BatchJob>, { project }: ApiContext): Promise<void> {
  await project.update((state) => withBatchJob(state, arn, project.nowSec, what));
}
