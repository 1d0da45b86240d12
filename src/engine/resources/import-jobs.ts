import type { ImportJob } from '../../domain/resources';
import { isAtWork } from '../../domain/at-work';
import { interrupted } from './lifecycle';
import { inProject, type ResourceKind } from './resource-kind';

export const importJobKind: ResourceKind<ImportJob, 'dataset-import-job'> = {
  name: 'dataset-import-job',
  place: inProject('importJobs'),
  queue: 5,
  isAbout: ({ asked }) => asked?.datasetArn ?? null,
  isUnfinished: isAtWork,
  ended: (job, _state, nowSec) => interrupted(job, 'CREATE FAILED', nowSec),
};
