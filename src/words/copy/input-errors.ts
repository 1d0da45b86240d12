import type { InputFacts, SchemaRule } from '../../domain/faults';
import * as say from '../messages/errors';
import type { Always } from './said';

const SCHEMA_RULES: {
  readonly [rule in SchemaRule]: (facts: { readonly field: string; readonly column: string }) => string;
} = { kept: say.schemaLacks, type: say.schemaType, null: say.schemaNull, new: say.schemaNew };

/** Which member of a request or form cannot be as it is, and why, in one sentence. */
export function inputSentence(facts: Always<InputFacts>): string {
  const { field } = facts;
  if ('excluded' in facts) return say.excludedMissing({ column: facts.excluded });
  if ('column' in facts) return SCHEMA_RULES[facts.rule]({ field, column: facts.column });
  if ('pattern' in facts) return say.nameUnfit({ value: facts.value, field, max: `${facts.maxLength}` });
  const value = 'value' in facts ? facts.value : undefined;
  if ((value === null || value === '') && ('expected' in facts || 'maxLength' in facts))
    return say.inputMissing({ field });
  if ('maxLength' in facts) return say.inputLong({ field, max: facts.maxLength });
  if ('expected' in facts) return say.inputKind({ field, expected: facts.expected });
  if ('allowed' in facts && facts.allowed.length > 0)
    return say.inputAllowed({ field, value: shown(value), allowed: facts.allowed.join(', ') });
  if ('min' in facts && 'max' in facts)
    return say.inputBetween({ field, value: shown(value), min: `${facts.min}`, max: `${facts.max}` });
  if ('min' in facts) return say.inputAtLeast({ field, value: shown(value), min: `${facts.min}` });
  if ('max' in facts) return say.inputAtMost({ field, value: shown(value), max: `${facts.max}` });
  if ('needs' in facts) return say.inputNeeds({ field, needs: facts.needs });
  if ('status' in facts) return say.inputStatus({ field, status: facts.status });
  return say.inputUnfit({ field });
}

function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
