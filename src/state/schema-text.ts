import type { AvroSchema } from '../domain/schema';

/** A schema as JSON with one field a line, which is shorter to read and to edit than one value a line. */
export function schemaText(schema: AvroSchema): string {
  const { fields, ...rest } = schema;
  if (!Array.isArray(fields)) return JSON.stringify(schema, null, 2);
  const lines = fields.map((field) => `    ${JSON.stringify(field)}`).join(',\n');
  const outer = Object.entries({ ...rest, version: undefined })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  const version = schema.version === undefined ? [] : [`  "version": ${JSON.stringify(schema.version)}`];
  return `{\n${[...outer, `  "fields": [\n${lines}\n  ]`, ...version].join(',\n')}\n}`;
}
