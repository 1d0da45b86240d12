import { isObject, jsonIn, type Json, type JsonObject } from '../../../domain/json';

/** Results of a line that are shown. */
export const SHOWN_RESULTS = 10;
/** Items of a given list that are named. */
const NAMED = 3;

/** What a line of the input asked about. */
export type Asked =
  | { readonly kind: 'user' | 'item' | 'attributes'; readonly value: string }
  | {
      readonly kind: 'ranking';
      readonly value: string;
      readonly first: readonly string[];
      readonly count: number;
    }
  /** No object with any of these: as it stands in the file. */
  | { readonly kind: 'text'; readonly value: string };

export interface OutputResult {
  readonly id: string;
  readonly score: number | null;
}

/** One line of an output file, for people. */
export interface OutputLine {
  readonly asked: Asked;
  /** Further members of the input, as `GENRES = "comedy"`: filter values and context. */
  readonly given: readonly string[];
  readonly of: 'item' | 'user';
  /** What the list is called, where themes were asked for. */
  readonly theme: string | null;
  readonly results: readonly OutputResult[];
  /** Results that are not shown; null where the line was read in part and nobody knows. */
  readonly more: number | null;
  /** Why it has no answer, in words. */
  readonly error: string | null;
}

/**
 * What an output line says; null where so little of it was read that it says nothing yet. Files are read to a bound, so
 * that the last line may be cut: its list then ends where the reading did.
 *
 * @param most results that are read
 */
export function readOutputLine(line: string, most = SHOWN_RESULTS): OutputLine | null {
  const whole = asObject(jsonIn(line));
  const read = whole ?? asObject(jsonIn(closedAtLastId(line)));
  if (read === null) return null;
  const output = objectAt(read, 'output');
  // Earlier builds wrote an object.
  const said = objectAt(read, 'error')?.message ?? read.error;
  const error = typeof said === 'string' ? said.replace(/^User error: /, '') : null;
  if (output === null && error === null) return null;
  // The service writes the first; its guide, and earlier builds, the second.
  const people = ['usersList', 'recommendedUsers'].find((member) => output?.[member] !== undefined);
  const of = people === undefined ? 'item' : 'user';
  const ids = textsAt(output, people ?? 'recommendedItems');
  const given = output?.scores ?? output?.itemsThemeRelevanceScores;
  const scores = Array.isArray(given) ? given : [];
  return {
    ...askedBy(read.input),
    of,
    theme: typeof output?.theme === 'string' && output.theme !== '' ? output.theme : null,
    results: ids.slice(0, most).map((id, at) => {
      const score = scores[at];
      return { id, score: typeof score === 'number' ? score : null };
    }),
    more: whole === null ? null : Math.max(0, ids.length - most),
    error,
  };
}

/** The items that these lines name, each once. */
export function itemsNamedBy(lines: readonly (OutputLine | null)[]): readonly string[] {
  const ids = lines.flatMap((line) => {
    if (line === null) return [];
    const { asked, of, results } = line;
    const questions = asked.kind === 'item' ? [asked.value] : asked.kind === 'ranking' ? asked.first : [];
    return of === 'item' ? [...questions, ...results.map(({ id }) => id)] : questions;
  });
  return [...new Set(ids)];
}

export function titlesById(
  items: readonly string[],
  titles: readonly (string | null)[],
): ReadonlyMap<string, string> {
  const named = items.map((id, at): [string, string | null] => [id, titles[at]]);
  return new Map(named.filter((pair): pair is [string, string] => pair[1] !== null));
}

function askedBy(input: Json | undefined): Pick<OutputLine, 'asked' | 'given'> {
  const members = asObject(input);
  const given = ['filterValues', 'context'].flatMap((key) =>
    Object.entries(objectAt(members, key) ?? {}).map(
      ([name, value]) => `${name} = ${typeof value === 'string' ? value : JSON.stringify(value)}`,
    ),
  );
  return { asked: questionOf(members, input), given };
}

function questionOf(members: JsonObject | null, input: Json | undefined): Asked {
  const { userId, itemId, itemAttributes } = members ?? {};
  const list = textsAt(members, 'itemList');
  if (typeof userId === 'string')
    return list.length === 0
      ? { kind: 'user', value: userId }
      : { kind: 'ranking', value: userId, first: list.slice(0, NAMED), count: list.length };
  if (typeof itemId === 'string') return { kind: 'item', value: itemId };
  if (typeof itemAttributes === 'string') return { kind: 'attributes', value: itemAttributes };
  return { kind: 'text', value: typeof input === 'string' ? input : JSON.stringify(input ?? null) };
}

/** The beginning of an output line up to the last id that ends in it, with its brackets closed. */
function closedAtLastId(line: string): string {
  return `${line.slice(0, line.lastIndexOf('",') + 1)}]}}`;
}

function asObject(value: Json | undefined): JsonObject | null {
  return isObject(value) ? value : null;
}

function objectAt(object: JsonObject | null, key: string): JsonObject | null {
  return asObject(object?.[key]);
}

function textsAt(object: JsonObject | null, key: string): readonly string[] {
  const value = object?.[key];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
