import { EVENT_KEYS } from './event-properties';
import type { RequestContext } from './histories';

/** Fields of the Interactions dataset that are no metadata. */
const RESERVED: ReadonlySet<string> = new Set([...EVENT_KEYS, 'EVENT_ATTRIBUTION_SOURCE']);

/** Whether a field of the Interactions dataset, spelt as in its schema, may stand in the context of a request. */
export function isContextField(name: string): boolean {
  return !RESERVED.has(name);
}

/** Columns with more values than this tell single events apart and not kinds of them. */
export const MOST_CONTEXT_VALUES = 200;

/** A field that a request can give a value of, and the values that the data have. */
export interface ContextChoice {
  readonly field: string;
  readonly values: readonly string[];
}

/** What a context says of a field; empty where it says nothing. Columns may be called `constructor`. */
export function givenIn(context: RequestContext, field: string): string {
  return Object.hasOwn(context, field) ? context[field] : '';
}

/** What there is to choose: one that is given stays to be seen, and changed, once the data have no such value. */
export function offeredValues({ field, values }: ContextChoice, context: RequestContext): readonly string[] {
  const given = givenIn(context, field);
  return given === '' || values.includes(given) ? values : [given, ...values];
}
