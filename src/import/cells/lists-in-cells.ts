import { isObject, type Json, type JsonObject } from '../../domain/json';
import { LIMITS } from '../../domain/limits';
import type { TakenOfLists } from '../../domain/imports';
import { readLiteral, type ReadLiteral } from './literal';

/** Of longer lists the first ones count: the leading parts of a film are its first. */
export const MOST_NAMES = 20;
/** Lists of more numbers are no few facts of a thing. */
const MOST_NUMBERS = 16;
/** Names are shorter; longer parts are sentences. */
const NAME_CHARS = 40;
const SAMPLED = 500;
/** Of the filled cells that must be lists or records. */
const NEARLY = 0.9;

/** By these names whatever a record is about is called. */
const NAMES = ['name', 'title', 'label', 'tag', 'value', 'text'] as const;
/** What is no name of anything, though it is a text. */
const NO_NAME = /(id|url|uri|link|path|image|photo|code|href)$/i;
const NONE: ReadonlySet<string> = new Set(['', 'nan', 'NaN', 'None', 'null', 'NULL']);

/** What the lists and records in the cells of a column come to. */
export interface ListsInCells {
  readonly takes: 'names' | 'words' | 'numbers';
  /** Numbers in each list, or the most names in one of the cells looked at. */
  readonly length: number;
}

/** How the cells of a column hold lists or records, as JSON or Python writes them; null where they do not. */
export function listsIn(cells: readonly string[]): ListsInCells | null {
  const filled = cells.filter((cell) => !NONE.has(cell.trim()));
  const opening = filled.filter((cell) => /^\s*([[{]|\(\s*['"])/.test(cell));
  if (opening.length === 0 || opening.length < filled.length * NEARLY) return null;
  const step = Math.max(1, Math.floor(opening.length / SAMPLED));
  const sampled = opening.filter((_, i) => i % step === 0);
  const values = sampled.map((cell) => readLiteral(cell)).filter((read) => read !== null);
  if (values.filter(({ whole }) => whole).length < sampled.length * NEARLY) return null;
  const numbers = numbersIn(values);
  if (numbers !== null) return { takes: 'numbers', length: numbers };
  const parts = values.map(({ value }) => namesOf(value));
  const all = parts.flat();
  const letters = all.reduce((sum, part) => sum + part.length, 0);
  const length = parts.reduce((most, names) => Math.max(most, names.length), 0);
  return { takes: letters > all.length * NAME_CHARS ? 'words' : 'names', length };
}

/** How many numbers each list holds, where all are lists of as many; null where they are something else. */
function numbersIn(values: readonly ReadLiteral[]): number | null {
  const lists = values.map(({ value }) => value);
  const [first] = lists;
  if (!Array.isArray(first) || first.length === 0 || first.length > MOST_NUMBERS) return null;
  const alike = lists.filter(
    (list) => Array.isArray(list) && list.length === first.length && list.every(isNumber),
  );
  return alike.length >= lists.length * NEARLY && lists.length > 1 ? first.length : null;
}

function isNumber(value: Json): boolean {
  return typeof value === 'number' || value === null;
}

/** What is taken of a cell: names or parts joined by `|`, the words of its sentences, or the number at a place, from 1. */
export function takenOf(cell: string, takes: TakenOfLists): string {
  const text = cell.trim();
  if (NONE.has(text)) return '';
  if (typeof takes === 'object') return joined(cleaned(text.split(takes.cutAt)), '|');
  const literal = readLiteral(text, typeof takes === 'number' ? takes : MOST_NAMES + 1);
  if (literal === null) return '';
  const { value } = literal;
  if (typeof takes === 'number') {
    const number = Array.isArray(value) ? value.at(takes - 1) : undefined;
    return typeof number === 'number' ? String(number) : '';
  }
  const names = namesOf(value).slice(0, MOST_NAMES);
  return joined(names, takes === 'names' ? '|' : ' ');
}

/** All names in a cell, in their places: one may come again, or be empty. */
export function namesInCell(cell: string): string[] {
  const literal = readLiteral(cell);
  return literal === null ? [] : namesIn(literal.value).map(clean);
}

/** As many as a field has room for. */
function joined(names: readonly string[], separator: string): string {
  let text = '';
  for (const name of names) {
    const longer = text === '' ? name : `${text}${separator}${name}`;
    if (longer.length > LIMITS.stringChars) break;
    text = longer;
  }
  return text;
}

/** The names in a list, the name of a record, or what else a record says of its thing, each once. */
function namesOf(value: Json): string[] {
  return cleaned(namesIn(value));
}

function cleaned(names: readonly string[]): string[] {
  return [...new Set(names.map(clean))].filter((name) => name !== '');
}

const clean = (name: string): string => name.replace(/[\s|]+/g, ' ').trim();

function namesIn(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap((part) => (isObject(part) ? [nameIn(part)] : namesIn(part)));
  if (!isObject(value)) return value === null ? [] : [String(value)];
  return typeof value.name === 'string' ? [value.name] : factsIn(value, '');
}

/** What one record of a list is called. */
function nameIn(record: JsonObject): string {
  const own = NAMES.map((name) => record[name]).find(isScalar);
  if (own !== undefined) return String(own);
  const entries = Object.entries(record).filter(([, value]) => isScalar(value));
  const text = entries.find(([key, value]) => typeof value === 'string' && !NO_NAME.test(key));
  return String((text ?? entries.at(0))?.[1] ?? '');
}

function isScalar(value: Json | undefined): value is string | number {
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}

/**
 * What a record says of its thing: a name for what is true or counted (`Parking.street`), `WiFi: free` for what is said
 * in words, nothing for what is false or not known.
 */
function factsIn(record: JsonObject, before: string): string[] {
  return Object.entries(record).flatMap(([key, value]) => factsOf(`${before}${key}`, value));
}

function factsOf(name: string, value: Json): string[] {
  switch (typeof value) {
    case 'boolean':
      return value ? [name] : [];
    case 'number':
      return value === 0 ? [] : [name];
    case 'string':
      return factsInText(name, value.trim());
    default:
      if (value === null) return [];
      return Array.isArray(value)
        ? namesIn(value).map((part) => `${name}: ${part}`)
        : factsIn(value, `${name}.`);
  }
}

/** Values are printed within values, often enough: `"u'free'"`, `"{'garage': False}"`. */
function factsInText(name: string, text: string): string[] {
  if (/^(True|False|true|false)$/.test(text)) return /^t/i.test(text) ? [name] : [];
  if (NONE.has(text)) return [];
  const inner = /^u?(['"])(.*)\1$/.exec(text)?.[2];
  if (inner !== undefined) return [`${name}: ${inner}`];
  const literal = readLiteral(text);
  if (literal?.whole !== true) return [`${name}: ${text}`];
  return isObject(literal.value)
    ? factsIn(literal.value, `${name}.`)
    : namesIn(literal.value).map((part) => `${name}: ${part}`);
}
