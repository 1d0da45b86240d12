import { AppError, type Json, type JsonObject } from '../../domain/errors';
import { isObject, isAbsent } from '../../domain/json';
import type { AccountMembers } from '../../domain/arn';
import { defined } from '../../domain/defined';
import type { S3Location } from '../../domain/operations/operation';
import type { RankingInfluence } from '../../domain/recommendations';
import { requireChoice, requireWhole } from '../resources/ranges';

/** Members of a request in the service's JSON. Every fault is an INVALID_INPUT that names the member. */

function unfit(member: string, expected: string, value: Json | undefined): AppError {
  return new AppError('INVALID_INPUT', { field: member, expected, value: value ?? null });
}

export function text(input: JsonObject, member: string): string {
  const value = input[member];
  if (typeof value !== 'string' || value === '') throw unfit(member, 'text', value);
  return value;
}

/** A text that may be empty, for the one who reads it to judge. */
export function anyText(input: JsonObject, member: string): string {
  return input[member] === '' ? '' : text(input, member);
}

export function optionalText(input: JsonObject, member: string): string | undefined {
  return optional(text, input, member);
}

export function optionalNumber(input: JsonObject, member: string): number | undefined {
  const value = input[member];
  if (isAbsent(value)) return undefined;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw unfit(member, 'number', value);
  return value;
}

/** A whole number in a range; absent = `absent`. */
export function wholeNumber(
  input: JsonObject,
  member: string,
  { absent, min, max }: { readonly absent: number; readonly min: number; readonly max: number },
): number {
  const value = optionalNumber(input, member) ?? absent;
  requireWhole(member, value, min, max);
  return value;
}

/** One of some texts; absent = undefined. */
export function optionalChoice<Choice extends string>(
  input: JsonObject,
  member: string,
  allowed: readonly Choice[],
): Choice | undefined {
  const value = optionalText(input, member);
  return value === undefined ? undefined : requireChoice(member, value, allowed);
}

export function optionalFlag(input: JsonObject, member: string): boolean | undefined {
  const value = input[member];
  if (isAbsent(value)) return undefined;
  if (typeof value !== 'boolean') throw unfit(member, 'true or false', value);
  return value;
}

export function object(input: JsonObject, member: string): JsonObject {
  const value = input[member];
  if (!isObject(value)) throw unfit(member, 'object', value);
  return value;
}

export function optionalObject(input: JsonObject, member: string): JsonObject | undefined {
  return optional(object, input, member);
}

export function list(input: JsonObject, member: string): readonly Json[] {
  const value = input[member];
  if (!Array.isArray(value)) throw unfit(member, 'list', value);
  return value;
}

export function texts(input: JsonObject, member: string): readonly string[] {
  return list(input, member).map((value) => {
    if (typeof value !== 'string') throw unfit(member, 'list of texts', value);
    return value;
  });
}

export function objects(input: JsonObject, member: string): readonly JsonObject[] {
  return list(input, member).map((value) => {
    if (!isObject(value)) throw unfit(member, 'list of objects', value);
    return value;
  });
}

/** What `read` makes of a member; absent = undefined. */
export function optional<Value>(
  read: (input: JsonObject, member: string) => Value,
  input: JsonObject,
  member: string,
): Value | undefined {
  return isAbsent(input[member]) ? undefined : read(input, member);
}

/** A map of texts; absent = undefined. */
export function textMap(input: JsonObject, member: string): { readonly [key: string]: string } | undefined {
  const value = optionalObject(input, member);
  if (value === undefined) return undefined;
  const entries = Object.entries(value).map(([key, each]): [string, string] => {
    if (typeof each !== 'string') throw unfit(`${member}.${key}`, 'text', each);
    return [key, each];
  });
  return Object.fromEntries(entries);
}

/** What only an account has a use for. */
export function readAccount(input: JsonObject): AccountMembers {
  return defined({ roleArn: optionalText(input, 'roleArn'), kmsKeyArn: optionalText(input, 'kmsKeyArn') });
}

/** A place in S3; the models allow addresses of the web too, where the service looks for nothing. */
export function s3Path(input: JsonObject, member: string): string {
  const path = text(input, member);
  if (!/^s3:\/\/[^/]+/.test(path)) throw unfit(member, 's3://bucket/key', path);
  return path;
}

/** Where a job reads or writes: `jobInput.s3DataSource`. */
export function location(input: JsonObject, member: string, part: string): S3Location {
  const config = object(object(input, member), part);
  return { path: s3Path(config, 'path'), ...defined({ kmsKeyArn: optionalText(config, 'kmsKeyArn') }) };
}

/** A member that would have no effect here can only be off. @throws AppError INVALID_INPUT where it is on, with why. */
export function refusedFlag(input: JsonObject, member: string, expected: string): false | undefined {
  const flag = optionalFlag(input, member);
  if (flag === true) throw new AppError('INVALID_INPUT', { field: member, value: true, expected });
  return flag;
}

/** What lists are led towards; absent = undefined. @throws AppError INVALID_INPUT for what is no influence. */
export function readInfluence(config: JsonObject): RankingInfluence | undefined {
  const given = optionalObject(config, 'rankingInfluence');
  if (given === undefined) return undefined;
  for (const name of Object.keys(given)) requireChoice('rankingInfluence', name, ['POPULARITY', 'FRESHNESS']);
  return defined({
    POPULARITY: optionalNumber(given, 'POPULARITY'),
    FRESHNESS: optionalNumber(given, 'FRESHNESS'),
  });
}
