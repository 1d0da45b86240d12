import { AppError } from '../../domain/errors';
import type { Arn, DatasetResource, ProjectState } from '../../domain/resources';
import type { DatasetGroup, Schema } from '../../domain/service';
import type { AvroSchema, DatasetDomain, DatasetType } from '../../domain/schema';
import { QUOTAS } from '../../domain/limits';
import { datasetOfSchema, validateSchema } from '../../data/schema/validate';
import { isRunning } from './lifecycle';
import { isBusy } from './busy-recommender';
import { checkName, datasetArn, groupName, namedArn } from '../../domain/names';
import {
  findByArn,
  newArn,
  requireRoom,
  serviceOf,
  withService,
  without,
  type Changed,
} from './service-resources';

/**
 * The group of a project that has none yet.
 *
 * @throws AppError INVALID_INPUT, RESOURCE_ALREADY_EXISTS, LIMIT_EXCEEDED for a second one: a project has one.
 */
export function createDatasetGroup(
  state: ProjectState,
  { name, domain }: { readonly name: string; readonly domain?: DatasetDomain },
  nowSec: number,
): Changed<DatasetGroup> {
  const existing = datasetGroupOf(state);
  const arn = newArn('dataset-group', name, existing === null ? [] : [existing]);
  if (existing !== null)
    throw new AppError('LIMIT_EXCEEDED', { kind: 'dataset-group', limit: 1, status: 'ACTIVE' });
  const resource: DatasetGroup = {
    arn,
    name,
    status: 'ACTIVE',
    ...(domain === undefined ? {} : { domain }),
    creationDateTime: nowSec,
    lastUpdatedDateTime: nowSec,
  };
  return { state: withService(state, { datasetGroup: resource }), resource };
}

/** The project's group; where files were imported without naming one, it has the project's name. */
export function datasetGroupOf(state: ProjectState): DatasetGroup | null {
  const { datasetGroup } = serviceOf(state);
  if (datasetGroup !== null || state.datasets.length === 0) return datasetGroup;
  const name = groupName(state.project.name);
  const createdSec = state.project.createdMs / 1000;
  return {
    arn: namedArn('dataset-group', name),
    name,
    status: 'ACTIVE',
    creationDateTime: createdSec,
    lastUpdatedDateTime: createdSec,
  };
}

/** @throws AppError INVALID_INPUT, RESOURCE_ALREADY_EXISTS, LIMIT_EXCEEDED, IMPORT_FAILED with the faults found. */
export function createSchema(
  state: ProjectState,
  {
    name,
    schema,
    domain,
  }: { readonly name: string; readonly schema: AvroSchema; readonly domain?: DatasetDomain },
  nowSec: number,
): Changed<Schema> {
  const { schemas } = serviceOf(state);
  const arn = newArn('schema', name, schemas);
  requireRoom('schema', schemas.length, QUOTAS.schemas, state.profile);
  const faults = validateSchema(schema, null, domain ?? null);
  if (faults.length > 0) throw new AppError('INVALID_INPUT', { field: 'schema', issue: faults[0] });
  const resource: Schema = {
    arn,
    name,
    schema,
    ...(domain === undefined ? {} : { domain }),
    creationDateTime: nowSec,
    lastUpdatedDateTime: nowSec,
  };
  return { state: withService(state, { schemas: [...schemas, resource] }), resource };
}

/**
 * An empty dataset with a schema; an import fills it. A group has at most one of each type.
 *
 * @throws AppError NOT_FOUND for the schema, INVALID_INPUT for the name and where type and schema do not agree, D02 for a
 *   type that is not offered, RESOURCE_ALREADY_EXISTS.
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
  const type = datasetType.toUpperCase();
  if (!isDatasetType(type)) throw new AppError('D02', { type: datasetType });
  const schema = schemaFor(state, type, schemaArn);
  const taken = state.datasets.find((dataset) => dataset.type === type);
  if (taken !== undefined)
    throw new AppError('RESOURCE_ALREADY_EXISTS', { kind: 'dataset', name: type, arn: taken.arn });
  const resource: DatasetResource = {
    arn: datasetArn(group.name, type),
    name,
    type,
    schema,
    rows: 0,
    status: 'ACTIVE',
    creationDateTime: nowSec,
    lastUpdatedDateTime: nowSec,
  };
  return { state: { ...state, datasets: [...state.datasets, resource] }, resource };
}

/** @throws AppError NOT_FOUND, INVALID_INPUT where a schema is of another domain than the group or another type. */
export function schemaFor(state: ProjectState, datasetType: DatasetType, schemaArn: Arn): AvroSchema {
  const field = 'schemaArn';
  const wantedDomain = datasetGroupOf(state)?.domain;
  const { schema, domain } = findByArn(serviceOf(state).schemas, schemaArn);
  if (domain !== wantedDomain) throw new AppError('INVALID_INPUT', { field, value: schemaArn });
  const type = datasetOfSchema(schema);
  if (type !== datasetType) throw new AppError('INVALID_INPUT', { field, value: schemaArn });
  return schema;
}

/**
 * The state without a dataset; its rows have to leave the tables in the same write. Versions that were trained on them
 * keep answering.
 *
 * @throws AppError NOT_FOUND, RESOURCE_IN_USE while an import or a training runs.
 */
export function withoutDataset(state: ProjectState, arn: Arn): ProjectState {
  findByArn(state.datasets, arn);
  const busy =
    [...state.importJobs, ...state.solutionVersions].find(({ status }) => isRunning(status)) ??
    serviceOf(state).recommenders.find(isBusy);
  if (busy !== undefined) throw new AppError('RESOURCE_IN_USE', { arn, by: busy.arn });
  const solutionVersions = state.solutionVersions.map((version) => ({
    ...version,
    noAutoUpdate: true as const,
  }));
  return { ...state, solutionVersions, datasets: without(state.datasets, arn) };
}

/** @throws AppError NOT_FOUND, RESOURCE_IN_USE while a dataset has it. */
export function deleteSchema(state: ProjectState, arn: Arn): ProjectState {
  const { schemas } = serviceOf(state);
  const { schema } = findByArn(schemas, arn);
  const user = state.datasets.find(
    (dataset) => dataset.schema === schema || sameSchema(dataset.schema, schema),
  );
  if (user !== undefined) throw new AppError('RESOURCE_IN_USE', { arn, by: user.arn });
  return withService(state, { schemas: without(schemas, arn) });
}

/** @throws AppError NOT_FOUND, RESOURCE_IN_USE naming what has to be deleted first. */
export function deleteDatasetGroup(state: ProjectState, arn: Arn): ProjectState {
  const group = datasetGroupOf(state);
  if (group?.arn !== arn) throw new AppError('NOT_FOUND', { arn });
  const { eventTracker, metricAttribution, solutions, filters, campaigns, recommenders } = serviceOf(state);
  const blocker = [
    ...recommenders,
    ...campaigns,
    ...solutions,
    ...state.solutionVersions,
    ...filters,
    ...state.datasets,
    eventTracker,
    metricAttribution,
  ].find((resource) => resource !== null);
  if (blocker) throw new AppError('RESOURCE_IN_USE', { arn, by: blocker.arn });
  return withService(state, { datasetGroup: null });
}

function isDatasetType(type: string): type is DatasetType {
  return type === 'INTERACTIONS' || type === 'ITEMS' || type === 'USERS';
}

function sameSchema(one: AvroSchema, other: AvroSchema): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
