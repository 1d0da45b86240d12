import { isAtWork } from '../../domain/at-work';
import type { BatchJob } from '../../domain/batch';
import type { Arn, ProjectState } from '../../domain/resources';
import { interrupted } from './lifecycle';
import { inService, patchResource, type ResourceKind } from './resource-kind';
import { serviceOf } from '../../domain/service-resources';

/** Jobs of a kind that wait or run at the same time, in the service. */
const MAX_PENDING = 5;

/** Both kinds of batch job stand in one list. */
function batchKind<Name extends string>(name: Name, kind: BatchJob['kind']): ResourceKind<BatchJob, Name> {
  return {
    name,
    place: inService('batchJobs'),
    all: (state) => serviceOf(state).batchJobs.filter((job) => job.kind === kind),
    queue: MAX_PENDING,
    isAbout: () => null,
    uses(job) {
      if (!isAtWork(job)) return [];
      return [job.solutionVersionArn, ...(job.filterArn === undefined ? [] : [job.filterArn])];
    },
    blocked: (job) => (isAtWork(job) ? { by: null, status: job.status } : null),
    isUnfinished: isAtWork,
    ended: (job, _state, nowSec) => interrupted(job, 'CREATE FAILED', nowSec),
  };
}

export const batchInferenceJobKind = batchKind('batch-inference-job', 'inference');
export const batchSegmentJobKind = batchKind('batch-segment-job', 'segment');

/** The state with one batch job, of either kind, changed now. */
export function withBatchJob(
  state: ProjectState,
  arn: Arn,
  nowSec: number,
  members: Partial<BatchJob>,
): ProjectState {
  return patchResource(batchInferenceJobKind, state, arn, members, nowSec);
}
