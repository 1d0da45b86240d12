import type { ProjectState } from '../../../domain/resources';
import { serviceOf } from '../../../domain/service-resources';

/** What stands for all that a bundle is made from: another text where it may hold something else. */
export function bundleParts(state: ProjectState): string {
  const { project, datasets, dataVersion, solutionVersions, meter } = state;
  const service = serviceOf(state);
  return JSON.stringify([
    project.id,
    project.name,
    dataVersion,
    datasets.map(({ arn, lastUpdatedDateTime }) => [arn, lastUpdatedDateTime]),
    solutionVersions.map(({ arn, status }) => [arn, status]),
    {
      ...service,
      // Jobs stay behind; that there are some is all that is said of them.
      batchJobs: service.batchJobs.length,
      dataDeletionJobs: service.dataDeletionJobs.map(({ status }) => status),
      datasetExportJobs: null,
    },
    // What was put leaves no other trace in the state.
    meter?.months.map(({ putBytes }) => putBytes),
  ]);
}
