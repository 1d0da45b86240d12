import { defined } from '../../domain/defined';
import { AppError } from '../../domain/errors';
import { QUOTAS } from '../../domain/limits';
import type { DatasetResource, ProjectState } from '../../domain/resources';
import type { Schema } from '../../domain/service';
import type { AvroSchema, DatasetDomain } from '../../domain/schema';
import { serviceOf } from '../../domain/service-resources';
import { validateSchema } from '../../data/schema/validate';
import { addResource, datedAt, inService, newArn, type Changed, type ResourceKind } from './resource-kind';

export const schemaKind: ResourceKind<Schema, 'schema'> = {
  name: 'schema',
  place: inService('schemas'),
  quota: QUOTAS.schemas,
  /** A dataset that has it, under whatever name it came. */
  blocked({ arn }, state) {
    const user = state.datasets.find((dataset) => schemaOf(dataset, state)?.arn === arn);
    return user === undefined ? null : { by: user.arn };
  },
};

/** @throws AppError INVALID_INPUT, RESOURCE_ALREADY_EXISTS, LIMIT_EXCEEDED, IMPORT_FAILED with the faults found. */
export function createSchema(
  state: ProjectState,
  {
    name,
    schema,
    text,
    domain,
  }: {
    readonly name: string;
    readonly schema: AvroSchema;
    readonly text?: string;
    readonly domain?: DatasetDomain;
  },
  nowSec: number,
): Changed<Schema> {
  const arn = newArn(schemaKind, name, state);
  const faults = validateSchema(schema, null, domain ?? null);
  if (faults.length > 0) throw new AppError('INVALID_INPUT', { field: 'schema', issue: faults[0] });
  const resource: Schema = { arn, name, schema, ...defined({ text, domain }), ...datedAt(nowSec) };
  return addResource(schemaKind, state, resource);
}

/** The schema that a dataset was given; of one that files made, the first that says what it has. */
export function schemaOf({ schema, schemaArn }: DatasetResource, state: ProjectState): Schema | undefined {
  const alike = serviceOf(state).schemas.filter((other) => sameSchema(other.schema, schema));
  return alike.find(({ arn }) => arn === schemaArn) ?? alike[0];
}

/** Whether two schemas say the same. */
export function sameSchema(one: AvroSchema, other: AvroSchema): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
