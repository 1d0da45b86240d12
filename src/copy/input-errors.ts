import type { Json, JsonObject } from '../domain/errors';
import { count } from '../domain/numbers';

const NOT_ALLOWED = 'A value is not allowed here.';

/** Why rows that are there do not fit another schema. */
const SCHEMA_RULES = {
  kept: (column: string) => `it lacks ${column}, which the rows have`,
  type: (column: string) => `the rows have ${column} as another type`,
  null: (column: string) => `${column} is null in some rows, and may not be`,
  new: (column: string) => `the rows have no ${column}, so that it has to allow null`,
} as const;

/** Which member of a request or form cannot be as it is, and why, in one sentence. */
export function describeInput(details: JsonObject): string {
  const {
    field,
    value,
    expected,
    allowed,
    pattern,
    min,
    max,
    maxLength,
    needed,
    needs,
    status,
    column,
    rule,
  } = details;
  if (typeof field !== 'string') return NOT_ALLOWED;
  // A setting that the data once fitted.
  if (field === 'excludedDatasetColumns' && typeof value === 'string' && needed !== true)
    return `The data have no “${value}” that could be left out of training.`;
  if (typeof column === 'string' && typeof rule === 'string' && Object.hasOwn(SCHEMA_RULES, rule))
    return `“${field}” cannot be this schema: ${SCHEMA_RULES[rule as keyof typeof SCHEMA_RULES](column)}.`;
  if (typeof pattern === 'string')
    return `“${shown(value)}” is no ${field} that the service takes: 1 to ${shown(maxLength)} letters, digits, - and _, starting with a letter or digit.`;
  if ((value === null || value === '') && (typeof expected === 'string' || typeof maxLength === 'number'))
    return `“${field}” is missing.`;
  if (typeof maxLength === 'number') return `“${field}” is longer than ${count(maxLength)} characters.`;
  if (typeof expected === 'string') return `“${field}” cannot be this: expected is ${expected}.`;
  if (Array.isArray(allowed) && allowed.length > 0)
    return `“${field}” cannot be “${shown(value)}”: allowed are ${allowed.map(shown).join(', ')}.`;
  if (typeof value === 'number' && (typeof min === 'number' || typeof max === 'number'))
    return `“${field}” cannot be ${shown(value)}: allowed is ${range(min, max)}.`;
  if (typeof needs === 'string') return `“${field}” cannot be this without “${needs}”.`;
  if (typeof status === 'string') return `“${field}” names something that is ${status}.`;
  return `“${field}” has a value that is not allowed here.`;
}

function range(min: Json | undefined, max: Json | undefined): string {
  if (typeof min !== 'number') return `at most ${shown(max)}`;
  return typeof max === 'number' ? `${shown(min)} to ${shown(max)}` : `at least ${shown(min)}`;
}

function shown(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
