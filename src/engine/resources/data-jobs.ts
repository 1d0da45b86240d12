import { isAtWork } from '../../domain/at-work';
import type { DataDeletionJob, DatasetExportJob } from '../../domain/data-jobs';
import { interrupted } from './lifecycle';
import { inService, type ResourceKind } from './resource-kind';

export const dataDeletionJobKind: ResourceKind<DataDeletionJob, 'data-deletion-job'> = {
  name: 'data-deletion-job',
  place: inService('dataDeletionJobs'),
  isAbout: () => null,
  isUnfinished: isAtWork,
  ended: (job, _state, nowSec) => interrupted(job, 'FAILED', nowSec),
};

export const datasetExportJobKind: ResourceKind<DatasetExportJob, 'dataset-export-job'> = {
  name: 'dataset-export-job',
  place: inService('datasetExportJobs'),
  isAbout: ({ datasetArn }) => datasetArn,
  isUnfinished: isAtWork,
  ended: (job, _state, nowSec) => interrupted(job, 'CREATE FAILED', nowSec),
};
