import type { Stored } from './record';

/** A column as the records of its table have it. */
export interface StoredColumn {
  readonly name: string;
  /** Its 0 and 1 stand for no and yes. */
  readonly isBoolean: boolean;
  /** Of rows that were written before the column was there. */
  readonly fallback: Stored;
}

/** How the rows of a table are stored. */
export interface StoredTable {
  /** In the order of the table. */
  readonly columns: readonly StoredColumn[];
  /** For each column its place in a record; -1: it is the id of the row. */
  readonly places: readonly number[];
}

type Words = readonly string[];

const CREATE = /^\s*create\s+(?:temp\s+|temporary\s+)?table\s+(?:if\s+not\s+exists\s+)?/i;
/** Blanks and comments; names in quotes of any kind, and texts; words and numbers; single signs. */
const TOKEN =
  /\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"]|"")*"|`(?:[^`]|``)*`|'(?:[^']|'')*'|\[[^\]]*\]|[\w.$\u0080-\uffff]+|[\s\S]/g;
const BLANK = /^(?:\s|--|\/\*)/;
const RULE = /^(constraint|primary|unique|check|foreign)$/i;

/** How a table is stored, from the statement that made it; null where that cannot be read. */
export function storedTable(statement: string): StoredTable | null {
  const head = CREATE.exec(statement)?.[0];
  if (head === undefined) return null;
  const words = (statement.slice(head.length).match(TOKEN) ?? []).filter((token) => !BLANK.test(token));
  const list = partsIn(words, words.indexOf('(') + 1);
  if (list === null) return null;
  const columns = list.parts.filter(([name]) => !RULE.test(name));
  const rules = list.parts.filter(([name]) => RULE.test(name));
  const stored = columns.filter((column) => !isComputed(column));
  const own = stored.flatMap((column) => (keyIn(column) === -1 ? [] : [nameOf(column)]));
  const key = own.length > 0 ? own : keyOf(rules);
  const isById = !/\bwithout rowid\b/i.test(words.slice(list.end).join(' '));
  return {
    columns: stored.map((column) => ({
      name: nameOf(column),
      isBoolean: /^["[`]?bool/i.test(column.at(1) ?? ''),
      fallback: fallbackOf(column),
    })),
    places: isById ? placesById(stored, key) : placesByKey(stored.map(nameOf), key),
  };
}

/** What stands between the commas of a list that begins at a place, and the place behind it; null where it has no end. */
function partsIn(words: Words, from: number): { readonly parts: Words[]; readonly end: number } | null {
  const parts: string[][] = [[]];
  let depth = 0;
  for (let at = from; at > 0 && at < words.length; at++) {
    const word = words[at];
    if (depth === 0 && word === ')') return { parts: parts.filter(({ length }) => length > 0), end: at + 1 };
    depth += word === '(' ? 1 : word === ')' ? -1 : 0;
    if (depth === 0 && word === ',') parts.push([]);
    else parts[parts.length - 1].push(word);
  }
  return null;
}

function nameOf([word]: Words): string {
  const [quote] = word;
  return '"`[\''.includes(quote) ? word.slice(1, -1).replaceAll(quote + quote, quote) : word;
}

const is = (word: string | undefined, wanted: string): boolean => word?.toLowerCase() === wanted;

/** What is computed when it is asked for is stored nowhere. */
function isComputed(column: Words): boolean {
  const at = column.findIndex((word, i) => is(word, 'as') && column.at(i + 1) === '(');
  return at !== -1 && !column.slice(at).some((word) => is(word, 'stored'));
}

/** The place of `primary key`, or -1. */
function keyIn(words: Words): number {
  return words.findIndex((word, i) => is(word, 'primary') && is(words[i + 1], 'key'));
}

/** The columns that a rule of the table makes its key. */
function keyOf(rules: readonly Words[]): string[] {
  const rule = rules.find((words) => keyIn(words) !== -1) ?? [];
  return (partsIn(rule, keyIn(rule) + 3)?.parts ?? []).map(nameOf);
}

/** A key of one whole number stands for the id of the row, and is stored as such. */
function placesById(stored: readonly Words[], key: readonly string[]): number[] {
  const alias = key.length === 1 ? key[0].toLowerCase() : null;
  return stored.map((column, i) => {
    const isWhole = is(column[1], 'integer') && !/^(unsigned|\()$/i.test(column.at(2) ?? '');
    const isBackwards = column.some((word, at) => is(word, 'key') && is(column[at + 1], 'desc'));
    return nameOf(column).toLowerCase() === alias && isWhole && !isBackwards ? -1 : i;
  });
}

/** A table without ids stores its key first. */
function placesByKey(names: readonly string[], key: readonly string[]): number[] {
  const lower = names.map((name) => name.toLowerCase());
  const first = key.map((name) => lower.indexOf(name.toLowerCase())).filter((at) => at !== -1);
  const order = [...new Set([...first, ...names.keys()])];
  return names.map((_, at) => order.indexOf(at));
}

/** What stands in a row for a column that came later. */
function fallbackOf(column: Words): Stored {
  const at = column.findIndex((word) => is(word, 'default'));
  if (at === -1) return null;
  const [sign = '', second = ''] = column.slice(at + 1).filter((word) => word !== '(');
  const word = sign === '-' || sign === '+' ? sign + second : sign;
  if (/^['"]/.test(word)) return nameOf([word]);
  if (/^(true|false)$/i.test(word)) return Number(is(word, 'true'));
  return /^[-+]?[\d.]/.test(word) && !Number.isNaN(Number(word)) ? Number(word) : null;
}
