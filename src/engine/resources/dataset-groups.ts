import type { AccountMembers } from '../../domain/arn';
import { AppError } from '../../domain/errors';
import type { ProjectState } from '../../domain/resources';
import type { DatasetGroup } from '../../domain/service';
import type { DatasetDomain } from '../../domain/schema';
import { groupName, namedArn } from '../../domain/names';
import {
  addResource,
  datedAt,
  newArn,
  singleInService,
  type Changed,
  type ResourceKind,
} from './resource-kind';
import { serviceOf } from '../../domain/service-resources';

export const datasetGroupKind: ResourceKind<DatasetGroup, 'dataset-group'> = {
  name: 'dataset-group',
  place: singleInService('datasetGroup'),
  all(state) {
    const group = datasetGroupOf(state);
    return group === null ? [] : [group];
  },
};

/**
 * The group of a project that has none yet.
 *
 * @throws AppError INVALID_INPUT, RESOURCE_ALREADY_EXISTS, LIMIT_EXCEEDED for a second one: a project has one.
 */
export function createDatasetGroup(
  state: ProjectState,
  { name, ...more }: { readonly name: string; readonly domain?: DatasetDomain } & AccountMembers,
  nowSec: number,
): Changed<DatasetGroup> {
  const arn = newArn(datasetGroupKind, name, state);
  if (datasetGroupOf(state) !== null)
    throw new AppError('LIMIT_EXCEEDED', { kind: 'dataset-group', limit: 1, status: 'ACTIVE' });
  const resource: DatasetGroup = { arn, name, status: 'ACTIVE', ...more, ...datedAt(nowSec) };
  return addResource(datasetGroupKind, state, resource);
}

/** The project's group; where files were imported without naming one, it has the project's name. */
export function datasetGroupOf(state: ProjectState): DatasetGroup | null {
  const { datasetGroup } = serviceOf(state);
  if (datasetGroup !== null || state.datasets.length === 0) return datasetGroup;
  const name = groupName(state.project.name);
  const arn = namedArn('dataset-group', name);
  return { arn, name, status: 'ACTIVE', ...datedAt(state.project.createdMs / 1000) };
}
