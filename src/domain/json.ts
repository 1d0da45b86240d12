/** JSON-safe values: what may cross the worker door or be stored beside a resource. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Whether a value read from JSON is an object with members, not a list and not null. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The members of an object read from JSON; none of anything else. */
export function objectIn(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
