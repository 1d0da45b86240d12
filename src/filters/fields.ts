import { fieldType, type AvroSchema } from '../domain/schema';
import type { Name } from './ast';
import { Fault } from './errors';
import { nearMatches } from './suggest';

/** How a field may be tested: strings with IN, numbers with comparisons. */
export interface Field {
  readonly name: string;
  readonly kind: 'string' | 'number';
}

/**
 * Looks a field up, ignoring case.
 * @throws Fault F04 unknown, F08 boolean, F09 textual.
 */
export function findField(schema: AvroSchema, name: Name): Field {
  const wanted = name.text.toLowerCase();
  const field = schema.fields.find((candidate) => candidate.name.toLowerCase() === wanted);
  const details = { dataset: schema.name, field: field?.name ?? name.text };
  if (!field) {
    const fields = schema.fields.map((candidate) => candidate.name);
    throw new Fault('F04', name.span, { ...details, fields, near: nearMatches(name.text, fields, 1) });
  }
  const { primitive } = fieldType(field);
  if (primitive === 'boolean') throw new Fault('F08', name.span, details);
  if (field.textual === true) throw new Fault('F09', name.span, details);
  return { name: field.name, kind: primitive === 'string' ? 'string' : 'number' };
}
