import type { ImportJob } from '../../domain/resources';
import { interrupted, isRunning } from './lifecycle';
import { inProject, type ResourceKind } from './resource-kind';

export const importJobKind: ResourceKind<ImportJob, 'dataset-import-job'> = {
  name: 'dataset-import-job',
  place: inProject('importJobs'),
  queue: 5,
  isUnfinished: ({ status }) => isRunning(status),
  ended: (job, _state, nowSec) => interrupted(job, 'CREATE FAILED', nowSec),
};
