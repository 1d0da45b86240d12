import { QUOTAS } from '../../domain/limits';
import type { ProjectState } from '../../domain/resources';
import type { FilterResource } from '../../domain/service';
import type { AvroSchema, DatasetType, Schemas } from '../../domain/schema';
import { checkFilter, type CheckResult } from '../../filters/check';
import { filterError } from '../../filters/errors';
import { refuseFilterName } from '../../filters/filter-name';
import { namedArn } from '../../domain/names';
import { addResource, datedAt, inService, type Changed, type ResourceKind } from './resource-kind';
import { serviceOf } from '../../domain/service-resources';

/** Batch jobs that wait or run keep the filter that they use. */
export const filterKind: ResourceKind<FilterResource, 'filter'> = {
  name: 'filter',
  place: inService('filters'),
  quota: QUOTAS.filters,
  isInGroup: true,
};

/**
 * @throws AppError F01 … F18 with the place in the text, F19 for a name that is malformed or taken and for one filter
 *   too many.
 */
export function createFilter(
  state: ProjectState,
  { name, filterExpression }: { readonly name: string; readonly filterExpression: string },
  nowSec: number,
): Changed<FilterResource> {
  const { filters } = serviceOf(state);
  const count = state.profile === 'aws' ? filters.length : 0;
  const refused = refuseFilterName(
    name,
    filters.map((filter) => filter.name),
    count,
  );
  if (refused !== null) throw refused;
  const { filter, errors } = checkIn(state, filterExpression);
  if (filter === null) throw filterError(errors[0]);
  const resource: FilterResource = {
    arn: namedArn('filter', name),
    name,
    status: 'ACTIVE',
    filterExpression,
    ...datedAt(nowSec),
  };
  return addResource(filterKind, state, resource);
}

/** The schemas of the group, and the distinct fields that its filters use already. */
export function groupOf(state: ProjectState): {
  readonly schemas: Schemas;
  readonly fields: readonly string[];
} {
  const schemas: { [type in DatasetType]?: AvroSchema } = {};
  for (const { type, schema } of state.datasets) schemas[type] = schema;
  const used = serviceOf(state).filters.flatMap(
    ({ filterExpression }) => checkFilter(filterExpression, schemas).filter?.fields ?? [],
  );
  return { schemas, fields: [...new Set(used)] };
}

/** An expression held against the group's schemas and the fields that its filters use already. */
export function checkIn(state: ProjectState, expression: string): CheckResult {
  const { schemas, fields } = groupOf(state);
  return checkFilter(expression, schemas, fields);
}
