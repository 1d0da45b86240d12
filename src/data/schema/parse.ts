import type { SchemaFacts } from '../../domain/facts/imports';
import { issueOf, type Issue } from '../../domain/issue';
import { isObject, jsonIn, type Json } from '../../domain/json';
import type { AvroSchema, DatasetDomain, DatasetType } from '../../domain/schema';
import { LIMITS } from '../../domain/limits';
import { locateJsonFault } from '../../domain/json-fault';
import { datasetOfSchema, validateSchema } from './validate';

const REQUIRED = ['type', 'name', 'namespace', 'fields'];
/** Amazon's own set-ups leave the version out. */
const KEYS = [...REQUIRED, 'version'];

/**
 * Reads a schema text. With any error `schema` is null. `dataset` null: the schema's own name decides.
 */
export function parseSchema(
  text: string,
  dataset: DatasetType | null = null,
  domain: DatasetDomain | null = null,
  file?: string,
): { schema: AvroSchema | null; issues: Issue[] } {
  const at = { ...(dataset ? { dataset } : {}), ...(file === undefined ? {} : { file }) };
  const only = (issue: Issue) => ({ schema: null, issues: [issue] });
  if (text.length > LIMITS.schemaChars)
    return only(issueOf('S13', 'error', at, { length: text.length, limit: LIMITS.schemaChars }));
  const json = jsonIn(text);
  if (json === undefined) {
    const { line, column, token, trailingComma } = locateJsonFault(text);
    return only(issueOf('S01', 'error', { ...at, line, value: token }, { column, token, trailingComma }));
  }
  const faults = topLevelFaults(json);
  if (faults.length > 0)
    return { schema: null, issues: faults.map((details) => issueOf('S02', 'error', at, details)) };
  const schema = json as unknown as AvroSchema;
  const issues = validateSchema(schema, dataset ?? datasetOfSchema(schema), domain).map((issue) =>
    file === undefined ? issue : { ...issue, file },
  );
  return { schema: issues.some((issue) => issue.severity === 'error') ? null : schema, issues };
}

function topLevelFaults(json: Json): SchemaFacts['S02'][] {
  if (!isObject(json)) return [{ key: 'type', reason: 'missing' }];
  const map = new Map<string, unknown>(Object.entries(json));
  const faults: SchemaFacts['S02'][] = [];
  for (const key of REQUIRED) if (!map.has(key)) faults.push({ key, reason: 'missing' });
  for (const key of map.keys()) if (!KEYS.includes(key)) faults.push({ key, reason: 'unknown' });
  if (map.has('type') && map.get('type') !== 'record') faults.push({ key: 'type', reason: 'not-record' });
  for (const key of ['name', 'namespace', 'version']) {
    const value = map.get(key);
    const isNumbered = key === 'version' && typeof value === 'number';
    if (map.has(key) && typeof value !== 'string' && !isNumbered) faults.push({ key, reason: 'not-text' });
  }
  if (map.has('fields') && !isFieldList(map.get('fields')))
    faults.push({ key: 'fields', reason: 'not-fields' });
  return faults;
}

/** A list of objects that have at least a name; their types are judged one by one (S07). */
function isFieldList(fields: unknown): boolean {
  return (
    Array.isArray(fields) && fields.every((field: Json) => isObject(field) && typeof field.name === 'string')
  );
}
