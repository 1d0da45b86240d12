import type { DataDeletionJob, DatasetExportJob } from '../../domain/data-jobs';
import { interrupted } from './lifecycle';
import { inService, type ResourceKind } from './resource-kind';

function isUnfinished({ status }: DataDeletionJob | DatasetExportJob): boolean {
  return /PENDING$|IN_PROGRESS$/.test(status);
}

export const dataDeletionJobKind: ResourceKind<DataDeletionJob, 'data-deletion-job'> = {
  name: 'data-deletion-job',
  place: inService('dataDeletionJobs'),
  isUnfinished,
  ended: (job, _state, nowSec) => interrupted(job, 'FAILED', nowSec),
};

export const datasetExportJobKind: ResourceKind<DatasetExportJob, 'dataset-export-job'> = {
  name: 'dataset-export-job',
  place: inService('datasetExportJobs'),
  isUnfinished,
  ended: (job, _state, nowSec) => interrupted(job, 'CREATE FAILED', nowSec),
};
