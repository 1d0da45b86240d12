import type { InputFacts, SchemaRule } from '../domain/facts/faults';
import { count } from '../domain/numbers';
import type { Always } from './said';

const SCHEMA_RULES: { readonly [rule in SchemaRule]: (column: string) => string } = {
  kept: (column) => `it lacks ${column}, which the rows have`,
  type: (column) => `the rows have ${column} as another type`,
  null: (column) => `${column} is null in some rows, and may not be`,
  new: (column) => `the rows have no ${column}, so that it has to allow null`,
};

/** Which member of a request or form cannot be as it is, and why, in one sentence. */
export function inputSentence(facts: Always<InputFacts>): string {
  const { field } = facts;
  if ('excluded' in facts) return `The data have no “${facts.excluded}” that could be left out of training.`;
  if ('column' in facts)
    return `“${field}” cannot be this schema: ${SCHEMA_RULES[facts.rule](facts.column)}.`;
  if ('pattern' in facts)
    return `“${facts.value}” is no ${field} that the service takes: 1 to ${facts.maxLength} letters, digits, - and _, starting with a letter or digit.`;
  const value = 'value' in facts ? facts.value : undefined;
  if ((value === null || value === '') && ('expected' in facts || 'maxLength' in facts))
    return `“${field}” is missing.`;
  if ('maxLength' in facts) return `“${field}” is longer than ${count(facts.maxLength)} characters.`;
  if ('expected' in facts) return `“${field}” cannot be this: expected is ${facts.expected}.`;
  if ('allowed' in facts && facts.allowed.length > 0)
    return `“${field}” cannot be “${shown(value)}”: allowed are ${facts.allowed.join(', ')}.`;
  if ('min' in facts && 'max' in facts)
    return `“${field}” cannot be ${facts.value}: allowed is ${facts.min} to ${facts.max}.`;
  if ('min' in facts) return `“${field}” cannot be ${facts.value}: allowed is at least ${facts.min}.`;
  if ('max' in facts) return `“${field}” cannot be ${facts.value}: allowed is at most ${facts.max}.`;
  if ('needs' in facts) return `“${field}” cannot be this without “${facts.needs}”.`;
  if ('status' in facts) return `“${field}” names something that is ${facts.status}.`;
  return `“${field}” has a value that is not allowed here.`;
}

function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
