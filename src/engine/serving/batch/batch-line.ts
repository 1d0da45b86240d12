import { unreadableIn } from '../../../import/open/bytes/unreadable';
import { AppError, type Json, type JsonObject } from '../../../domain/errors';
import { isObject, jsonIn } from '../../../domain/json';
import { locateJsonFault } from '../../../domain/json-fault';
import type { RequestContext } from '../../../domain/histories';
import {
  recipeFacts,
  type BatchKey,
  type RecipeName,
  type RecipeType,
} from '../../../domain/recipe-catalogue';
import { LIMITS } from '../../../domain/limits';

/** One line of an input file, checked. */
export interface BatchLine {
  /** From 1. */
  readonly line: number;
  readonly userId: string | null;
  readonly itemId: string | null;
  readonly itemAttributes: string | null;
  /** To be put in order, duplicates dropped; null for recipes that make lists of their own. */
  readonly itemList: readonly string[] | null;
  readonly filterValues: { readonly [parameter: string]: string };
  /** Where and how somebody is now; held against the fields of Interactions when it is answered. */
  readonly context: RequestContext;
}

/** The key that every line of a job must have. @throws AppError J01 for a recipe that has no batch jobs. */
export function keyOf(recipe: RecipeName): BatchKey {
  const { batchKey, type } = recipeFacts(recipe);
  if (batchKey === null) throw new AppError('J01', { recipe, type });
  return batchKey;
}

/**
 * @throws AppError B01 for what is no JSON object, B02 for a missing key, B03 for a value of the wrong type or an id of
 *   more than 256 characters, B04 for filter values that are no texts, B05 for a list that is empty or longer than 500.
 */
export function readBatchLine(text: string, lineNumber: number, recipe: RecipeName): BatchLine {
  const { type } = recipeFacts(recipe);
  const input = parseObject(text, lineNumber);
  const key = keyOf(recipe);
  if (input[key] === undefined) throw new AppError('B02', { line: lineNumber, key, type });
  const idAt = (name: BatchKey): string | null => (name === key ? idIn(input, name, lineNumber) : null);
  return {
    line: lineNumber,
    userId: idAt('userId'),
    itemId: idAt('itemId'),
    itemAttributes: idAt('itemAttributes'),
    itemList: type === 'PERSONALIZED_RANKING' ? listIn(input, lineNumber, type) : null,
    filterValues: textsIn(input, 'filterValues', lineNumber),
    context: textsIn(input, 'context', lineNumber),
  };
}

function parseObject(text: string, line: number): JsonObject {
  const unreadable = unreadableIn([text]);
  if (unreadable !== null)
    throw new AppError('B01', { line, text: unreadable.slice(0, 80), reason: 'no-text' });
  const parsed = jsonIn(text);
  if (parsed === undefined) {
    // The engine's own message differs from browser to browser; the number of the line and the place do not.
    throw new AppError('B01', { line, position: locateJsonFault(text).column, text: text.slice(0, 80) });
  }
  if (!isObject(parsed)) {
    throw new AppError('B01', { line, position: text.search(/\S/) + 1, text: text.slice(0, 80) });
  }
  return parsed;
}

function idIn(input: JsonObject, key: BatchKey, line: number): string {
  const value = input[key];
  if (typeof value !== 'string')
    throw new AppError('B03', { line, key, found: kindOf(value), expected: 'text' });
  // An attribute query is an expression; only ids are bounded.
  if (key !== 'itemAttributes' && value.length > LIMITS.idChars) {
    throw new AppError('B03', { line, key, length: value.length, max: LIMITS.idChars });
  }
  return value;
}

function listIn(input: JsonObject, line: number, type: RecipeType): string[] {
  const { itemList } = input;
  const key = 'itemList';
  if (itemList === undefined) throw new AppError('B02', { line, key, type });
  if (!Array.isArray(itemList))
    throw new AppError('B03', { line, key, found: kindOf(itemList), expected: 'list' });
  if (itemList.length === 0 || itemList.length > LIMITS.rankedItems) {
    throw new AppError('B05', { line, length: itemList.length, max: LIMITS.rankedItems });
  }
  const ids = itemList.map((id) => {
    if (typeof id !== 'string') throw new AppError('B03', { line, key, found: kindOf(id), expected: 'text' });
    if (id.length > LIMITS.idChars)
      throw new AppError('B03', { line, key, length: id.length, max: LIMITS.idChars });
    return id;
  });
  return [...new Set(ids)];
}

/** A map of texts; what is wrong with one is a B04 of filter values, a B03 of context. */
function textsIn(
  input: JsonObject,
  key: 'filterValues' | 'context',
  line: number,
): { [name: string]: string } {
  const given = input[key];
  if (given === undefined || given === null) return {};
  const unfit = (name: string | null, value: Json): AppError => {
    if (key === 'filterValues') return new AppError('B04', { line, reason: null, parameter: name });
    const found = kindOf(value);
    return name === null
      ? new AppError('B03', { line, key, found, expected: 'object' })
      : new AppError('B03', { line, key: `${key}.${name}`, found, expected: 'text' });
  };
  if (typeof given !== 'object' || Array.isArray(given)) throw unfit(null, given);
  const entries = Object.entries(given).map(([name, value]): [string, string] => {
    if (typeof value !== 'string') throw unfit(name, value);
    return [name, value];
  });
  return Object.fromEntries(entries);
}

function kindOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'string' ? 'text' : typeof value;
}
