import type { Dated } from '../../domain/arn';
import { isAppError } from '../../domain/errors';
import type { Clock } from '../../domain/ports';
import type { Arn } from '../../domain/resources';
import { JobToken } from '../project/job-token';
import { patchResource, type Resource, type ResourceKind } from '../resources/resource-kind';
import type { ApiContext } from './operation';

/** The token of queued work: nobody hears its progress, messages get in between, and it can be stopped. */
export function queuedJob(clock: Clock): JobToken {
  return new JobToken(
    clock,
    () => undefined,
    () => new Promise((resolve) => setTimeout(resolve)),
  );
}

interface Job extends Resource, Dated {
  readonly status: string;
  readonly failureReason?: string;
}

/** Keeps how a job stands now. */
export async function changeJob<J extends Job>(
  kind: ResourceKind<J>,
  arn: Arn,
  members: Partial<J>,
  { project }: ApiContext,
): Promise<void> {
  await project.update((state) => patchResource(kind, state, arn, members, project.nowSec));
}

/**
 * Does the work of a job; why it failed is kept in the job. @throws what is no fault of the request or the data.
 *
 * @param failed the status of a job of this kind that has failed.
 */
export async function runJob<J extends Job>(
  kind: ResourceKind<J>,
  arn: Arn,
  context: ApiContext,
  failed: J['status'],
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const failureReason = isAppError(error) ? context.describe(error) : 'INTERNAL';
    await changeJob(kind, arn, { status: failed, failureReason } as Partial<J>, context);
    if (!isAppError(error)) throw error;
  }
}
