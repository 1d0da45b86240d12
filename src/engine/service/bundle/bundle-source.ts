import { BUNDLE_FORMAT, BUNDLE_VERSION, type BundleSource, type BundleRequest } from '../../../domain/bundle';
import type { Job } from '../../../domain/ports';
import type { ProjectState } from '../../../domain/resources';
import type { DatasetType } from '../../../domain/schema';
import { PUT_INTO, type TrackedBatch } from '../../../domain/tracking';
import { serviceOf } from '../../../domain/service-resources';
import { solutionsOf } from '../../resources/solutions';
import { bundlePaths } from '../bundle-paths';
import { datasetTables, putTableOf, type RowSources } from './bundle-tables';
import { bundleWarnings } from './bundle-warnings';
import { datasetGroupOf } from '../../resources/dataset-groups';
import { bundledKinds } from '../service-kinds';

/**
 * Everything that an export bundle of a project is made from. O(cells), with looks at the job. Tables come as text when they are asked for, part by
 * part; nothing is copied before.
 *
 * @param put what was put over the imported rows and still counts.
 * @param metricsSince after how many batches of it each metric began to count.
 */
export async function bundleSource(
  state: ProjectState,
  rows: RowSources,
  put: readonly TrackedBatch[],
  metricsSince: BundleSource['manifest']['metricsSince'],
  job: Job,
): Promise<BundleSource> {
  const read = [];
  for (const resource of state.datasets) {
    const hasPut = put.some(({ kind }) => PUT_INTO[kind] === resource.type);
    read.push({ resource, ...(await datasetTables(resource, rows, hasPut, job)) });
  }
  const filled = new Set(read.flatMap(({ dataset }) => (dataset.rows > 0 ? [dataset.type] : [])));
  const requests = projectRequests(state, filled);
  const datasets = read.map(({ resource, dataset, tables }) => {
    const schema = requests.find(
      ({ kind, input }) => kind === 'schema' && input.schema === JSON.stringify(resource.schema),
    );
    return { dataset: { ...dataset, schema: bundlePaths.schema(schema?.name ?? resource.type) }, tables };
  });
  const { joinedSessions, eventTracker } = serviceOf(state);
  const { name, simulated } = state.project;
  return {
    manifest: {
      format: BUNDLE_FORMAT,
      version: BUNDLE_VERSION,
      project: { name, simulated, profile: state.profile, provenance: state.provenance },
      datasets: datasets.map(({ dataset }) => dataset),
      solutions: Object.fromEntries(
        solutionsOf(state).map((solution) => [
          solution.name,
          { seed: solution.request.seed, budget: solution.request.budget },
        ]),
      ),
      trackingId: eventTracker?.trackingId ?? null,
      metricsSince,
      putBatches: put.length,
      put: put.length > 0 ? bundlePaths.put : null,
      joinedSessions,
    },
    requests,
    tables: [...datasets.flatMap(({ tables }) => tables), ...(put.length > 0 ? [putTableOf(put)] : [])],
    warnings: await bundleWarnings(state, rows.live, job),
    trainingSeconds: state.solutionVersions.reduce(
      (sum, version) => sum + (version.status === 'ACTIVE' ? version.trainingSeconds : 0),
      0,
    ),
  };
}

/**
 * Every resource of the project as the API call that makes it, in the order in which they can be made. Every solution
 * has one version, for campaigns to serve; batch jobs, which are work and no resources, are left out.
 *
 * @param filled datasets that have rows, imported or put: each gets an import job.
 */
export function projectRequests(
  state: ProjectState,
  filled: ReadonlySet<DatasetType>,
): readonly BundleRequest[] {
  if (datasetGroupOf(state) === null) return [];
  const { tags } = serviceOf(state);
  const requests = bundledKinds().flatMap((kind) => kind.requests(state, filled));
  return requests.map((request) => {
    const own = tags[request.arn] ?? [];
    if (own.length === 0) return request;
    return { ...request, input: { ...request.input, tags: own.map((tag) => ({ ...tag })) } };
  });
}
