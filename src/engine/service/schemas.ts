import { AppError } from '../../domain/errors';
import type { Schema } from '../../domain/service';
import { parseSchema } from '../../data/schema/parse';
import { createSchema, deleteSchema } from '../resources/datasets';
import { findByArn, serviceOf } from '../resources/service-resources';
import { dated } from './dated';
import { readDomain } from './dataset-groups';
import type { Operations } from './operation';
import { page } from './page';
import { text } from './read-input';

function summary({ arn, name, domain, ...rest }: Schema) {
  return { name, schemaArn: arn, ...dated(rest), ...(domain === undefined ? {} : { domain }) };
}

export const schemas = {
  async CreateSchema(input, { project }) {
    const { schema, issues } = parseSchema(text(input, 'schema'));
    if (schema === null) throw new AppError('INVALID_INPUT', { field: 'schema', issue: issues[0] });
    const request = { name: text(input, 'name'), schema, ...readDomain(input) };
    const state = await project.update((before) => createSchema(before, request, project.nowSec).state);
    const made = serviceOf(state).schemas.find(({ name }) => name === request.name);
    return { schemaArn: made?.arn ?? '' };
  },
  DescribeSchema(input, { project }) {
    const schema = findByArn(serviceOf(project.state).schemas, text(input, 'schemaArn'));
    return { schema: { ...summary(schema), schema: JSON.stringify(schema.schema) } };
  },
  ListSchemas: (input, { project }) => page(input, 'schemas', serviceOf(project.state).schemas.map(summary)),
  async DeleteSchema(input, { project }) {
    const arn = text(input, 'schemaArn');
    await project.update((before) => deleteSchema(before, arn));
    return {};
  },
} satisfies Operations;
