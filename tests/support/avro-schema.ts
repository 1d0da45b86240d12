import type { AvroSchema, SchemaField } from '../../src/domain/schema';

/** A schema. Of a field that is text the name is enough, and of the time as well. */
export function avroSchema(name: AvroSchema['name'], fields: readonly (string | SchemaField)[]): AvroSchema {
  return {
    type: 'record',
    name,
    namespace: 'com.amazonaws.personalize.schema',
    fields: fields.map((field) =>
      typeof field === 'string' ? { name: field, type: field === 'TIMESTAMP' ? 'long' : 'string' } : field,
    ),
    version: '1.0',
  };
}
