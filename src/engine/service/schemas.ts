import { freeName } from '../../domain/free-name';
import { defined } from '../../domain/defined';
import { AppError } from '../../domain/errors';
import type { BundleRequest } from '../../domain/bundle';
import { recipeFacts } from '../../domain/recipe-catalogue';
import type { DatasetResource, ProjectState } from '../../domain/resources';
import type { Schema } from '../../domain/service';
import { parseSchema } from '../../data/schema/parse';
import { datasetGroupOf } from '../resources/dataset-groups';
import { namedArn } from '../../domain/names';
import { namedSchema } from '../resources/item-name';
import { createSchema, schemaKind } from '../resources/schemas';
import { serviceOf } from '../../domain/service-resources';
import { solutionsOf } from '../resources/solutions';
import { nameInGroup } from './bundle-paths';
import { readDomain } from './dataset-groups';
import { dated } from './answers';
import { text } from './read-input';
import { deleteOperation, readOperations, stored } from './resource-operations';
import { requestFor, type ServiceKind } from './service-kind';

function summary(schema: Schema) {
  const { name, arn, domain } = schema;
  return { name, schemaArn: arn, ...dated(schema), ...defined({ domain }) };
}

export const schemas = {
  operations: {
    async CreateSchema(input, { project }) {
      const given = text(input, 'schema');
      const { schema, issues } = parseSchema(given);
      if (schema === null) throw new AppError('INVALID_INPUT', { field: 'schema', issue: issues[0] });
      const request = { name: text(input, 'name'), schema, text: given, ...readDomain(input) };
      const { arn } = await stored(project, (before) => createSchema(before, request, project.nowSec));
      return { schemaArn: arn };
    },
    ...readOperations(schemaKind, {
      summary,
      description: (resource) => ({
        ...summary(resource),
        schema: resource.text ?? JSON.stringify(resource.schema),
      }),
    }),
    ...deleteOperation(schemaKind),
  },
  bundled: {
    kind: 'schema',
    /** Those of datasets first. */
    requests(state) {
      const used = state.datasets.map((dataset) => schemaRequest(state, dataset));
      const others = serviceOf(state).schemas.filter(({ arn }) => !used.some((one) => one.arn === arn));
      return [...used, ...others.map((schema) => requestOf(schema, false))];
    },
    restored(state, { input, implied }, nowSec) {
      const { schema } = parseSchema(text(input, 'schema'));
      if (implied || schema === null) return null;
      return createSchema(state, { name: text(input, 'name'), schema, ...readDomain(input) }, nowSec);
    },
  },
} satisfies ServiceKind;

/** The request for the schema that a dataset has, under its own name where somebody gave it one. */
export function schemaRequest(state: ProjectState, dataset: DatasetResource): BundleRequest {
  const { type, schema } = dataset;
  const group = datasetGroupOf(state);
  const known = serviceOf(state).schemas;
  const json = JSON.stringify(schema);
  const named = known.find((other) => JSON.stringify(other.schema) === json);
  if (named !== undefined) return requestOf(named, false);
  const taken = new Set(known.map(({ name }) => name));
  const nameOf = (what: string): string => nameInGroup(group?.name ?? '', what);
  const name = nameOf(freeName(type.toLowerCase(), (what) => taken.has(nameOf(what))));
  // The service does not guess what items are called.
  const asked = readsTexts(state) ? namedSchema(dataset, state) : schema;
  return requestOf(
    { arn: namedArn('schema', name), name, schema: asked, ...defined({ domain: group?.domain }) },
    true,
  );
}

function requestOf(resource: Pick<Schema, 'arn' | 'name' | 'schema' | 'domain'>, implied: boolean) {
  const { name, schema, domain } = resource;
  const input = { name, schema: JSON.stringify(schema), ...defined({ domain }) };
  return requestFor('schema', resource, input, implied);
}

function readsTexts(state: ProjectState): boolean {
  return solutionsOf(state).some(
    ({ request: { recipe } }) => recipe !== undefined && recipeFacts(recipe).readsTexts === true,
  );
}
