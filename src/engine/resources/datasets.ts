import { AppError } from '../../domain/errors';
import type { Arn, DatasetResource, ProjectState } from '../../domain/resources';
import { DATASET_TYPES, isAboutActions, type AvroSchema, type DatasetType } from '../../domain/schema';
import { datasetOfSchema } from '../../data/schema/validate';
import { datasetGroupOf } from './dataset-groups';
import { fnv1a } from '../../kernels/fnv1a';
import { checkName, datasetArn } from '../../domain/names';
import { isBusy } from './recommender-resources';
import {
  addResource,
  datedAt,
  findResource,
  inProject,
  type Changed,
  type ResourceKind,
} from './resource-kind';
import { schemaKind } from './schemas';
import { serviceOf, without } from '../../domain/service-resources';
import { workUnderWay } from './data-changes';

/** Its rows have to leave the tables in the write that deletes it. Versions that were trained on them keep answering. */
export const datasetKind: ResourceKind<DatasetResource, 'dataset'> = {
  name: 'dataset',
  place: inProject('datasets'),
  isInGroup: true,
  blocked(_dataset, state) {
    const busy = workUnderWay(state) ?? serviceOf(state).recommenders.find(isBusy);
    return busy === undefined ? null : { by: busy.arn };
  },
  removed({ arn }, state) {
    const solutionVersions = state.solutionVersions.map((version) => ({
      ...version,
      noAutoUpdate: true as const,
    }));
    return { ...state, solutionVersions, datasets: without(state.datasets, arn) };
  },
};

/**
 * An empty dataset with a schema; an import fills it. A group has at most one of each type.
 *
 * @throws AppError NOT_FOUND for the schema, INVALID_INPUT for the name, for a type that there is not, in this group, and
 *   where type and schema do not agree, RESOURCE_ALREADY_EXISTS.
 */
export function createDataset(
  state: ProjectState,
  {
    name,
    datasetType,
    schemaArn,
  }: { readonly name: string; readonly datasetType: string; readonly schemaArn: Arn },
  nowSec: number,
): Changed<DatasetResource> {
  checkName(name);
  const group = datasetGroupOf(state);
  if (group === null) throw new AppError('NOT_FOUND', { what: 'dataset-group' });
  const types = DATASET_TYPES.filter((one) => group.domain === undefined || !isAboutActions(one));
  const type = types.find((one) => one === datasetType.toUpperCase());
  if (type === undefined)
    throw new AppError('INVALID_INPUT', { field: 'datasetType', value: datasetType, allowed: types });
  const schema = schemaFor(state, type, schemaArn);
  const taken = state.datasets.find((dataset) => dataset.type === type);
  if (taken !== undefined)
    throw new AppError('RESOURCE_ALREADY_EXISTS', { kind: 'dataset', name: type, arn: taken.arn });
  const resource: DatasetResource = {
    arn: datasetArn(group.name, type),
    name,
    type,
    schema,
    schemaArn,
    rows: 0,
    status: 'ACTIVE',
    ...datedAt(nowSec),
  };
  return addResource(datasetKind, state, resource);
}

/** What events about actions name their dataset by: it comes with the dataset, which has no event tracker. */
export function actionTrackingId({ arn, creationDateTime }: DatasetResource): string {
  const part = (place: number): string =>
    fnv1a(`${place}|${arn}|${creationDateTime}`).toString(16).padStart(8, '0');
  const [a, b, c, d] = [0, 1, 2, 3].map(part);
  return `${a}-${b.slice(0, 4)}-${b.slice(4)}-${c.slice(0, 4)}-${c.slice(4)}${d}`;
}

/** @throws AppError NOT_FOUND, INVALID_INPUT where a schema is of another domain than the group or another type. */
export function schemaFor(state: ProjectState, datasetType: DatasetType, schemaArn: Arn): AvroSchema {
  const field = 'schemaArn';
  const wantedDomain = datasetGroupOf(state)?.domain;
  const { schema, domain } = findResource(schemaKind, state, schemaArn);
  if (domain !== wantedDomain) throw new AppError('INVALID_INPUT', { field, value: schemaArn });
  const type = datasetOfSchema(schema);
  if (type !== datasetType) throw new AppError('INVALID_INPUT', { field, value: schemaArn });
  return schema;
}
