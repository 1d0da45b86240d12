import type { Json, JsonObject } from '../../domain/errors';
import { isObject, isAbsent } from '../../domain/json';
import { REQUESTS, SHAPES } from './constraints';
import type { Members, Shape } from './shape';

/** How the service refuses a request that it does not even look into. */
export interface Refusal {
  readonly name: 'InvalidInputException' | 'InvalidNextTokenException' | 'SerializationException';
  readonly message: string;
}

/** The lists that know no InvalidInputException. */
const TOKEN_ONLY = new Set(['ListDatasetGroups', 'ListSchemas']);

/**
 * Holds a request against the constraints of the API's models, in the service's order and words: first whether each value
 * is of its type, then everything that is wrong with the values, in the order of the model's members. Members that the
 * models do not know are passed over, and so are operations.
 *
 * @returns null where nothing is wrong.
 */
export function refusalOf(operation: string, input: JsonObject): Refusal | null {
  if (!Object.hasOwn(REQUESTS, operation)) return null;
  const members = REQUESTS[operation];
  const misfit = misfitIn(members, input);
  if (misfit !== null) return { name: 'SerializationException', message: misfit };
  const violations = [...violationsIn(members, input, '')];
  if (violations.length === 0) return null;
  const aboutToken = violations.every(({ place }) => place === 'nextToken');
  const count = `${violations.length} validation ${violations.length === 1 ? 'error' : 'errors'} detected: `;
  return {
    name: aboutToken && TOKEN_ONLY.has(operation) ? 'InvalidNextTokenException' : 'InvalidInputException',
    message: count + violations.map(sentence).join('; '),
  };
}

/** What JSON calls a value of each type, in the words of a refusal. */
function tokenOf(value: Json): string {
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return typeof value === 'number' ? 'NUMBER_VALUE' : 'STRING_VALUE';
}

/** The first value that is of another type than it has to be; null where none is. */
function misfitIn(members: Members, input: JsonObject): string | null {
  for (const [name, shape] of Object.entries(members)) {
    const misfit = misfitOf(shapeNamed(shape), input[name]);
    if (misfit !== null) return misfit;
  }
  return null;
}

function misfitOf(shape: Shape, value: Json | undefined): string | null {
  if (isAbsent(value) || shape.type === 'json') return null;
  switch (shape.type) {
    case 'list':
      if (!Array.isArray(value)) return 'Expected list or null';
      return firstOf(value, (each) => misfitOf(SHAPES[shape.of], each));
    case 'map':
      if (!isObject(value)) return 'Expected map or null';
      return firstOf(Object.values(value), (each) => misfitOf(SHAPES[shape.of], each));
    case 'structure':
      return isObject(value) ? misfitIn(shape.members, value) : 'Unexpected value type in payload';
  }
  if (typeof value === 'object')
    return `Start of ${Array.isArray(value) ? 'list' : 'structure or map'} found where not expected.`;
  switch (shape.type) {
    case 'string':
      return typeof value === 'string' ? null : `${tokenOf(value)} can not be converted to a String`;
    case 'boolean':
      return typeof value === 'boolean' ? null : `${tokenOf(value)} can not be converted to a Boolean`;
    case 'number': {
      const fits = typeof value === 'number' && (shape.whole !== true || Number.isInteger(value));
      return fits
        ? null
        : `${tokenOf(value)} can not be converted to ${shape.whole ? 'an Integer' : 'a Float'}`;
    }
    case 'time':
      return typeof value === 'boolean' ? `${tokenOf(value)} can not be converted to a Timestamp` : null;
  }
}

function firstOf(values: readonly Json[], misfit: (value: Json) => string | null): string | null {
  for (const value of values) {
    const found = misfit(value);
    if (found !== null) return found;
  }
  return null;
}

interface Violation {
  /** `eventList.1.member.eventType` */
  readonly place: string;
  /** As the service says it again; null for what it keeps to itself. */
  readonly value: string | null;
  readonly constraint: string;
}

function sentence({ place, value, constraint }: Violation): string {
  return `Value ${value === null ? '' : `${value} `}at '${place}' failed to satisfy constraint: ${constraint}`;
}

function* violationsIn(members: Members, input: JsonObject, within: string): Generator<Violation> {
  for (const [name, shape] of Object.entries(members)) {
    const value = input[name];
    const place = within + name;
    if (!isAbsent(value)) yield* violationsOf(shapeNamed(shape), value, place);
    else if (shape.endsWith('!')) yield { place, value: 'null', constraint: 'Member must not be null' };
  }
}

function* violationsOf(shape: Shape, given: Json, place: string): Generator<Violation> {
  const value = shape.type === 'json' && typeof given !== 'string' ? JSON.stringify(given) : given;
  const shown = isSecret(shape) ? null : `'${asJava(value)}'`;
  for (const constraint of brokenBy(shape, value)) yield { place, value: shown, constraint };
  if (shape.type === 'structure') yield* violationsIn(shape.members, value as JsonObject, `${place}.`);
  if (shape.type === 'list') yield* violationsInList(shape.of, value as readonly Json[], place);
  if (shape.type === 'map') {
    const { key, of } = shape;
    const parts = value as JsonObject;
    yield* violationsInMap(SHAPES[key], Object.keys(parts), 'Map keys', { place, shown });
    yield* violationsInMap(SHAPES[of], Object.values(parts), 'Map value', { place, shown });
  }
}

/** Entries that have members are named by their place; of others the list is, with all that one of them has to be. */
function* violationsInList(of: string, entries: readonly Json[], place: string): Generator<Violation> {
  const shape = SHAPES[of];
  if (shape.type === 'structure') {
    for (const [i, entry] of entries.entries())
      if (entry !== null) yield* violationsOf(shape, entry, `${place}.${i + 1}.member`);
    return;
  }
  if (!entries.some((entry) => isBroken(shape, entry))) return;
  const value = isSecret(shape) ? null : `'${asJava(entries)}'`;
  yield { place, value, constraint: `Member must satisfy constraint: [${allOf(shape).join(', ')}]` };
}

function* violationsInMap(
  shape: Shape,
  values: readonly Json[],
  what: 'Map keys' | 'Map value',
  { place, shown }: { readonly place: string; readonly shown: string | null },
): Generator<Violation> {
  if (!values.some((value) => isBroken(shape, value))) return;
  const value = isSecret(shape) ? null : shown;
  yield { place, value, constraint: `${what} must satisfy constraint: [${allOf(shape).join(', ')}]` };
}

/** Whether a value in a list or map breaks a constraint, or one in it does. */
function isBroken(shape: Shape, value: Json): boolean {
  return value !== null && !violationsOf(shape, value, '').next().done;
}

function isSecret(shape: Shape): boolean {
  return 'secret' in shape && shape.secret === true;
}

function shapeNamed(member: string): Shape {
  return SHAPES[member.endsWith('!') ? member.slice(0, -1) : member];
}

/** The constraints of a shape that a value of its type breaks. */
function brokenBy(shape: Shape, value: Json): readonly string[] {
  return constraintsOf(shape).flatMap(({ words, holds }) => (holds(value) ? [] : [words]));
}

function allOf(shape: Shape): readonly string[] {
  const own = constraintsOf(shape).map(({ words }) => words);
  if (shape.type !== 'list' || own.length === 0) return own;
  return [...own, ...constraintsOf(SHAPES[shape.of]).map(({ words }) => words)];
}

interface Constraint {
  readonly words: string;
  readonly holds: (value: Json) => boolean;
}

function constraintsOf(shape: Shape): readonly Constraint[] {
  const all: Constraint[] = [];
  const add = (words: string, holds: Constraint['holds']): void =>
    void all.push({ words: `Member must ${words}`, holds });
  if ('max' in shape || 'min' in shape) {
    const { min, max } = shape;
    const what = shape.type === 'number' ? 'value' : 'length';
    if (max !== undefined) add(`have ${what} less than or equal to ${max}`, (value) => sizeOf(value) <= max);
    if (min !== undefined)
      add(`have ${what} greater than or equal to ${min}`, (value) => sizeOf(value) >= min);
  }
  if (shape.type !== 'string') return all;
  const { pattern, values } = shape;
  if (pattern !== undefined)
    add(`satisfy regular expression pattern: ${pattern}`, (value) => wholly(pattern).test(String(value)));
  if (values !== undefined)
    add(`satisfy enum value set: [${values.join(', ')}]`, (value) => values.includes(String(value)));
  return all;
}

function sizeOf(value: Json): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return value.length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}

const PATTERNS = new Map<string, RegExp>();

/** The expression that a whole text has to match. */
function wholly(pattern: string): RegExp {
  let found = PATTERNS.get(pattern);
  if (found === undefined) {
    found = new RegExp(`^(?:${pattern})$`, 'u');
    PATTERNS.set(pattern, found);
  }
  return found;
}

/** A value as Java writes it: `[a, b]`, `{key=value}`. */
function asJava(value: Json | readonly Json[]): string {
  if (Array.isArray(value)) return `[${value.map((each: Json) => asJava(each)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([key, each]) => `${key}=${asJava(each)}`)
    .join(', ')}}`;
}
