/** JSON-safe values: what may cross the worker door or be stored beside a resource. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Whether a value read from JSON is an object with members, not a list and not null. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a member is not there, or null, which says the same. */
export function isAbsent(value: Json | undefined): value is null | undefined {
  return value === undefined || value === null;
}

/** The members of an object read from JSON; none of anything else. */
export function objectIn(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** A value of the domain as JSON has it: nothing is read only, and members that say nothing are absent. */
export type Plain<T> = T extends object ? { -readonly [Member in keyof T]: Plain<T[Member]> } : T;

/** A copy that crosses doors. @param value JSON-safe. */
export function plain<T>(value: T): Plain<T> {
  return JSON.parse(JSON.stringify(value)) as Plain<T>;
}

/** What a text holds; undefined for what is no JSON, or nested too deeply for this engine. */
export function jsonIn(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}
