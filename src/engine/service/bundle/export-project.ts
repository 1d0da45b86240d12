import type { BundleSource } from '../../../domain/bundle';
import type { Job } from '../../../domain/ports';
import type { Arn } from '../../../domain/resources';
import { serviceOf, withoutResources } from '../../../domain/service-resources';
import type { OpenProject } from '../../project/open-project';
import { bundleSource } from './bundle-source';

/**
 * What an export bundle of the project as it is now is made from.
 *
 * @param without resources that stay behind. @throws AppError NOT_FOUND without data.
 */
export async function exportSource(
  project: OpenProject,
  job: Job,
  without: readonly Arn[] = [],
): Promise<BundleSource> {
  const [index, { tables }, put, all] = await Promise.all([
    project.data.index(),
    project.data.existing(),
    project.data.countedBatches(),
    project.data.putBatches(),
  ]);
  // Batches of a dataset that was deleted stay behind, so places among them move up.
  const counted = new Set(put);
  const placeOf = (since: number): number => all.slice(0, since).filter((batch) => counted.has(batch)).length;
  const metrics = serviceOf(project.state).metricAttribution?.metrics ?? [];
  const metricsSince = Object.fromEntries(
    metrics.map(({ metricName, since }) => [metricName, placeOf(since)]),
  );
  const state = withoutResources(project.state, without);
  return bundleSource(state, { imported: tables, live: index.tables }, put, metricsSince, job);
}
