import type { ProjectState } from '../../../domain/resources';

/** What stands for the billed work of a project: another text where a month's bill may be another. */
export function billedWork({ project, solutionVersions, importJobs, service }: ProjectState): string {
  return JSON.stringify([
    project.id,
    solutionVersions.map(({ arn, status }) => [arn, status]),
    importJobs.map(({ arn, status }) => [arn, status]),
    service?.batchJobs.map(({ arn, status }) => [arn, status]),
    service?.campaigns.map(({ arn, minProvisionedTPS, creationDateTime }) => [
      arn,
      minProvisionedTPS,
      creationDateTime,
    ]),
  ]);
}
