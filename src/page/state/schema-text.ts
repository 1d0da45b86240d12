import type { Issue } from '../../domain/issue';
import { isObject, jsonIn } from '../../domain/json';
import { locateJsonFault } from '../../domain/json-fault';
import type { AvroSchema } from '../../domain/schema';

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

/** Why a text is no JSON object, as finding S01 with its place; null when it is one. */
export function jsonFault(text: string): Issue | null {
  const value = jsonIn(text);
  if (value === undefined) return finding(locateJsonFault(text));
  if (isObject(value)) return null;
  return finding({ line: 1, column: 1, token: text.trim().slice(0, 12), trailingComma: false });
}

function finding({ line, column, token, trailingComma }: ReturnType<typeof locateJsonFault>): Issue {
  return { code: 'S01', severity: 'error', line, value: token, details: { column, token, trailingComma } };
}
