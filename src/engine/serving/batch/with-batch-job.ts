import type { BatchJob } from '../../../domain/batch';
import type { Arn, ProjectState } from '../../../domain/resources';
import { serviceOf, withService } from '../../resources/service-resources';

/** What changes of a job; null takes a member away. */
export type BatchChange = {
  readonly [member in keyof BatchJob]?:
    BatchJob[member] | (undefined extends BatchJob[member] ? null : never);
};

/** The state with one batch job changed; its `lastUpdatedDateTime` becomes now. */
export function withBatchJob(state: ProjectState, arn: Arn, nowSec: number, what: BatchChange): ProjectState {
  return withService(state, {
    batchJobs: serviceOf(state).batchJobs.map((job) => (job.arn === arn ? changed(job, what, nowSec) : job)),
  });
}

function changed(job: BatchJob, what: BatchChange, nowSec: number): BatchJob {
  const members = Object.entries({ ...job, ...what, lastUpdatedDateTime: nowSec });
  return Object.fromEntries(members.filter(([, value]) => value !== null)) as unknown as BatchJob;
}
