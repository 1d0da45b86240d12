import type { ProjectState } from '../../domain/resources';

/** What stands for all that a bundle is made from: another text where it may hold something else. */
export function bundleParts({
  project,
  datasets,
  dataVersion,
  solutionVersions,
  service,
  meter,
}: ProjectState): string {
  return JSON.stringify([
    project.id,
    project.name,
    dataVersion,
    datasets.map(({ arn, lastUpdatedDateTime }) => [arn, lastUpdatedDateTime]),
    solutionVersions.map(({ arn, status }) => [arn, status]),
    service === undefined
      ? null
      : {
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
