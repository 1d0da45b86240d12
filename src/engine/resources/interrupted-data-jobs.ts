import type { ProjectState } from '../../domain/resources';
import type { ServiceResources } from '../../domain/service';
import { serviceOf } from './service-resources';

const UNFINISHED = /PENDING$|IN_PROGRESS$/;

export function hasUnfinishedDataJobs(state: ProjectState): boolean {
  const { dataDeletionJobs, datasetExportJobs } = serviceOf(state);
  return [...dataDeletionJobs, ...datasetExportJobs].some(({ status }) => UNFINISHED.test(status));
}

/** Deletion and export jobs that a closed page has cut off, failed for this reason. */
export function endedDataJobs(
  state: ProjectState,
  failureReason: string,
  nowSec: number,
): Pick<ServiceResources, 'dataDeletionJobs' | 'datasetExportJobs'> {
  const { dataDeletionJobs, datasetExportJobs } = serviceOf(state);
  const end = <T extends { readonly status: string }>(job: T, status: T['status']): T =>
    UNFINISHED.test(job.status) ? { ...job, status, failureReason, lastUpdatedDateTime: nowSec } : job;
  return {
    dataDeletionJobs: dataDeletionJobs.map((job) => end(job, 'FAILED')),
    datasetExportJobs: datasetExportJobs.map((job) => end(job, 'CREATE FAILED')),
  };
}
