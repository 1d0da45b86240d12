import { isObject, type Json } from './json';

/** Whether a value read from JSON is what is expected in its place. */
export type Check = (value: Json | undefined) => boolean;

export const isText: Check = (value) => typeof value === 'string';
export const isNumber: Check = (value) => Number.isFinite(value);
export const isCount: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
/** A place in an order, the first being 1. */
export const isOrdinal: Check = (value) => isCount(value) && value !== 0;
export const isFlag: Check = (value) => typeof value === 'boolean';

export const oneOf =
  (...allowed: readonly (Json | undefined)[]): Check =>
  (value) =>
    allowed.includes(value);
export const either =
  (...checks: readonly Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));
export const orNull = (check: Check): Check => either(check, oneOf(null));
export const ifThere = (check: Check): Check => either(check, oneOf(undefined));
export const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
export const pairOf =
  (first: Check, second: Check): Check =>
  (value) =>
    Array.isArray(value) && value.length === 2 && first(value[0]) && second(value[1]);
export const mapOf =
  (check: Check): Check =>
  (value) =>
    isObject(value) && Object.values(value).every(check);
/** An object that has these members; it may have others. */
export const shaped =
  (members: { readonly [key: string]: Check }): Check =>
  (value) =>
    isObject(value) && Object.entries(members).every(([key, check]) => check(value[key]));

/** Members of the same kind, for `shaped`. */
export function all(check: Check, ...keys: readonly string[]): { readonly [key: string]: Check } {
  return Object.fromEntries(keys.map((key) => [key, check]));
}
