import { titleOfSchema } from '../../domain/title-field';
import type { DatasetResource, ProjectState } from '../../domain/resources';
import type { AvroSchema } from '../../domain/schema';
import { schemaOf } from './schemas';

/**
 * A dataset's schema with the mark on the field that says what items are called. Whoever gave it a schema says so
 * there; of one that files made here and that says nothing, it is the field by which people know an item (ours).
 */
export function namedSchema(dataset: DatasetResource, state: ProjectState): AvroSchema {
  const { schema, type } = dataset;
  return type !== 'ITEMS' || schemaOf(dataset, state) !== undefined ? schema : withTitleMarked(schema);
}

/** The same for a schema that files alone have made. */
export function withTitleMarked(schema: AvroSchema): AvroSchema {
  if (schema.fields.some(({ itemName }) => itemName === true)) return schema;
  const title = titleOfSchema(schema.fields);
  if (title === null) return schema;
  const fields = schema.fields.map((field) => (field.name === title ? { ...field, itemName: true } : field));
  return { ...schema, fields };
}
