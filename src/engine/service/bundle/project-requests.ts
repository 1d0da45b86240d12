import type { BundleRequest } from '../../../domain/bundle';
import type { ProjectState } from '../../../domain/resources';
import type { DatasetType } from '../../../domain/schema';
import { datasetGroupOf } from '../../resources/dataset-groups';
import { serviceOf } from '../../resources/service-resources';
import { bundledKinds } from '../service-kinds';

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
