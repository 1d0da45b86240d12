import type { Json, JsonObject } from './errors';

/** Whether a value read from JSON is an object with members, not a list and not null. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
