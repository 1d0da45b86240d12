import type { SchemaFacts } from '../../domain/facts/imports';
import { issueOf, type Issue, type IssueFacts } from '../../domain/issue';
import {
  fieldType,
  holdsEvents,
  isAboutActions,
  type AvroSchema,
  type DatasetDomain,
  type DatasetType,
  type SchemaField,
  PRIMITIVE_TYPES,
} from '../../domain/schema';
import { LIMITS } from '../../domain/limits';
import { requiredFields, reservedFields } from './reserved';

const PRIMITIVES: readonly string[] = PRIMITIVE_TYPES;
/** The service's own examples call the schema of action interactions by either name. */
const NAMES: Record<string, DatasetType> = {
  interactions: 'INTERACTIONS',
  items: 'ITEMS',
  users: 'USERS',
  actions: 'ACTIONS',
  action_interactions: 'ACTION_INTERACTIONS',
  actioninteractions: 'ACTION_INTERACTIONS',
};

/** The dataset a schema is for, by its name; null when the name is none. */
export function datasetOfSchema(schema: AvroSchema): DatasetType | null {
  const name = schema.name.toLowerCase();
  return Object.hasOwn(NAMES, name) ? NAMES[name] : null;
}

/**
 * Every fault of a schema whose top level is in order (S03 … S12, S14, and D02 for actions in a domain
 * group, which has none). `dataset` is the type it is meant for; null when only its own name says.
 */
export function validateSchema(
  schema: AvroSchema,
  dataset: DatasetType | null,
  domain: DatasetDomain | null = null,
): Issue[] {
  const own = datasetOfSchema(schema);
  if (own !== null && isAboutActions(own) && domain !== null)
    return [issueOf('D02', 'error', { dataset: own }, { reason: 'domain', type: schema.name })];
  if (own === null || (dataset !== null && own !== dataset))
    return [issueOf('S03', 'error', dataset ? { dataset } : {}, { name: schema.name, dataset })];
  const issues: Issue[] = [];
  const add: Add = (code, column, details) => {
    issues.push(
      issueOf(code, 'error', { dataset: own, ...(column === undefined ? {} : { column }) }, details),
    );
  };
  const missing = requiredFields(own, domain).filter(
    (name) => !schema.fields.some((field) => field.name === name || alias(field.name) === name),
  );
  if (missing.length > 0) add('S04', undefined, { missing: [...missing], domain });
  judgeNames(schema.fields, add);
  const sound = schema.fields.filter((field) => {
    const supported = isSupportedType(field.type);
    if (!supported) add('S07', field.name, { type: JSON.stringify(field.type ?? null) });
    return supported;
  });
  for (const field of sound) {
    judgeReserved(own, domain, field, add);
    judgeFlags(own, field, add);
  }
  judgeCounts(own, domain, sound, add);
  return issues;
}

type Add = <Code extends keyof SchemaFacts>(
  code: Code,
  column: string | undefined,
  details: IssueFacts[Code],
) => void;

function alias(name: string): string {
  return name === 'GENRES_L1' ? 'GENRES' : name;
}

function isSupportedType(type: unknown): boolean {
  if (typeof type === 'string') return PRIMITIVES.includes(type);
  if (!Array.isArray(type)) return false;
  const parts = type as unknown[];
  const solid = parts.filter((part) => part !== 'null');
  return (
    solid.length === 1 &&
    parts.length - solid.length <= 1 &&
    typeof solid[0] === 'string' &&
    PRIMITIVES.includes(solid[0])
  );
}

function judgeNames(fields: readonly SchemaField[], add: Add): void {
  const seen = new Map<string, string>();
  for (const { name } of fields) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || name.length > LIMITS.fieldNameChars)
      add('S09', name, {
        field: name.slice(0, LIMITS.valueChars),
        length: name.length,
        limit: LIMITS.fieldNameChars,
      });
    const bare = name.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
    const other = seen.get(bare);
    if (other !== undefined) add('S08', name, { names: [other, name] });
    else seen.set(bare, name);
  }
}

function judgeReserved(
  dataset: DatasetType,
  domain: DatasetDomain | null,
  field: SchemaField,
  add: Add,
): void {
  const wanted = reservedFields(dataset, domain).find((reserved) => reserved.name === field.name);
  if (!wanted) return;
  const { primitive, nullable } = fieldType(field);
  const names = wanted.nullable ? wanted.types.map((type) => `${type} or ${type} and null`) : wanted.types;
  if (!wanted.types.includes(primitive))
    add('S05', field.name, { found: JSON.stringify(field.type), wanted: names.join(', ') });
  else if (nullable && !wanted.nullable) {
    const neverNull = requiredFields(dataset).includes(field.name) || field.name === 'EVENT_TYPE';
    if (neverNull) add('S14', field.name, {});
    else add('S05', field.name, { found: JSON.stringify(field.type), wanted: names.join(', ') });
  }
  if (primitive !== 'string') return;
  for (const flag of ['categorical', 'textual'] as const)
    if ((field[flag] === true) !== wanted[flag]) add('S06', field.name, { flag, wanted: wanted[flag] });
}

function judgeFlags(dataset: DatasetType, field: SchemaField, add: Add): void {
  const string = fieldType(field).primitive === 'string';
  for (const flag of ['categorical', 'textual'] as const)
    if (field[flag] !== undefined && typeof field[flag] !== 'boolean')
      add('S12', field.name, { reason: 'flag-not-boolean', flag });
  if (field.categorical === true && !string) add('S12', field.name, { reason: 'categorical-not-string' });
  if (field.textual === true && !string) add('S12', field.name, { reason: 'textual-not-string' });
  if (field.textual === true && dataset !== 'ITEMS')
    add('S12', field.name, { reason: 'textual-outside-items' });
  if (field.itemName !== undefined && typeof field.itemName !== 'boolean')
    add('S12', field.name, { reason: 'flag-not-boolean', flag: 'itemName' });
  if (field.itemName === true && !string) add('S12', field.name, { reason: 'item-name-not-string' });
  if (field.itemName === true && dataset !== 'ITEMS')
    add('S12', field.name, { reason: 'item-name-outside-items' });
  if (field.textual === true && field.categorical === true) add('S12', field.name, { reason: 'both-flags' });
}

function judgeCounts(
  dataset: DatasetType,
  domain: DatasetDomain | null,
  fields: readonly SchemaField[],
  add: Add,
): void {
  const textual = fields.filter((field) => field.textual === true).map((field) => field.name);
  if (dataset === 'ITEMS' && textual.length > LIMITS.textualFields)
    add('S12', textual[1], { reason: 'too-many-textual', fields: textual, limit: LIMITS.textualFields });
  const called = fields.filter((field) => field.itemName === true).map((field) => field.name);
  if (called.length > 1) add('S12', called[1], { reason: 'too-many-item-names', fields: called });
  const names = new Set(reservedFields(dataset).map((field) => field.name));
  const described = fields.filter((field) => !names.has(field.name)).length;
  if (!holdsEvents(dataset) && described === 0) add('S10', undefined, {});
  const reserved = new Set(reservedFields(dataset, domain).map((field) => field.name));
  const metadata = fields.filter((field) => !reserved.has(field.name)).length;
  const limit = LIMITS.metadataFields[dataset];
  if (metadata > limit) add('S11', undefined, { count: metadata, limit });
}
