import { namesAt, partsIn, skipBlank, skipToken } from '../sql/tokens';
import { columnOf, type DefinedColumn, type Kind } from '../sql/values';
import type { Stored } from './record';

/** A column as the records of its table have it. */
export interface StoredColumn {
  readonly name: string;
  readonly kind: Kind;
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

/** Other words that begin no column elsewhere are names of some here. */
const RULE = /^(constraint|primary|unique|check|foreign)$/i;
const CREATE = /^\s*create\s+(?:temp\s+|temporary\s+)?table\s+(?:if\s+not\s+exists\s+)?/i;

/** How a table is stored, from the statement that made it; null where that cannot be read. */
export function storedTable(statement: string): StoredTable | null {
  const head = CREATE.exec(statement)?.[0];
  if (head === undefined) return null;
  const open = skipBlank(statement, namesAt(statement, head.length).end, false);
  const list = statement[open] === '(' ? partsIn(statement, open + 1, false) : null;
  const parts = list?.parts ?? null;
  if (list === null || parts === null) return null;
  const columns = parts.flatMap((part) => columnOf(part, RULE) ?? []);
  const rules = parts.filter((part) => columnOf(part, RULE) === null);
  const isById = !/\bwithout\s+rowid\b/i.test(statement.slice(list.end));
  const stored = columns
    .map((column) => ({ column, words: wordsOf(column.definition) }))
    .filter(({ words }) => !isComputed(words));
  const keys = stored.flatMap(({ column, words }) => (isKey(words) ? [column.name] : []));
  const key = keys.length > 0 ? keys : keyOf(rules);
  return {
    columns: stored.map(({ column, words }) => ({ ...storedColumn(column), fallback: fallbackOf(words) })),
    places: isById
      ? placesById(stored, key)
      : placesByKey(
          stored.map(({ column }) => column.name),
          key,
        ),
  };
}

function storedColumn({ name, kind }: DefinedColumn): Omit<StoredColumn, 'fallback'> {
  // Each value says by itself whether it is bytes, whatever its column is declared as.
  return { name, kind: kind === 'boolean' ? kind : 'plain' };
}

/** The words of a definition, what stands in quotes or brackets as one. */
function wordsOf(definition: string): string[] {
  const words: string[] = [];
  for (
    let at = skipBlank(definition, 0, false);
    at < definition.length;
    at = skipBlank(definition, at, false)
  ) {
    const from = at;
    const word = /^[\w.$\u0080-\uffff]+/.exec(definition.slice(at))?.[0];
    if (word !== undefined) at += word.length;
    else
      at = definition[at] === '(' ? partsIn(definition, at + 1, false).end : skipToken(definition, at, false);
    if (at === -1) break;
    words.push(definition.slice(from, at));
  }
  return words;
}

const is = (word: string | undefined, wanted: string): boolean => word?.toLowerCase() === wanted;

/** What is computed when it is asked for is stored nowhere. */
function isComputed(words: readonly string[]): boolean {
  const at = words.findIndex((word, i) => is(word, 'as') && words.at(i + 1)?.startsWith('(') === true);
  return at !== -1 && !words.slice(at).some((word) => is(word, 'stored'));
}

function isKey(words: readonly string[]): boolean {
  return words.some((word, i) => is(word, 'primary') && is(words[i + 1], 'key'));
}

/** The columns that a rule of the table makes its key. */
function keyOf(rules: readonly string[]): string[] {
  for (const rule of rules) {
    const words = wordsOf(rule);
    const at = words.findIndex((word, i) => is(word, 'primary') && is(words[i + 1], 'key'));
    const inner = words.at(at + 2)?.slice(1, -1);
    if (at === -1 || inner === undefined) continue;
    return inner.split(',').flatMap((part) => namesAt(part.trim(), 0).names.at(0) ?? []);
  }
  return [];
}

interface Worded {
  readonly column: DefinedColumn;
  readonly words: readonly string[];
}

/** A key of one whole number stands for the id of the row, and is stored as such. */
function placesById(stored: readonly Worded[], key: readonly string[]): number[] {
  const alias = key.length === 1 ? key[0].toLowerCase() : null;
  return stored.map(({ column, words }, i) => {
    const isWhole = is(words[0], 'integer') && !/^(unsigned|\()/i.test(words.at(1) ?? '');
    const isBackwards = words.some((word, at) => is(word, 'key') && is(words[at + 1], 'desc'));
    return column.name.toLowerCase() === alias && isWhole && !isBackwards ? -1 : i;
  });
}

/** A table without ids stores its key first. */
function placesByKey(names: readonly string[], key: readonly string[]): number[] {
  const lower = names.map((name) => name.toLowerCase());
  const first = [...new Set(key.map((name) => lower.indexOf(name.toLowerCase())))].filter((at) => at !== -1);
  const order = [...first, ...names.keys()].filter((at, i, all) => all.indexOf(at) === i);
  return names.map((_, at) => order.indexOf(at));
}

/** What stands in a row for a column that came later. */
function fallbackOf(words: readonly string[]): Stored {
  const at = words.findIndex((word) => is(word, 'default'));
  if (at === -1) return null;
  let word = words.at(at + 1) ?? '';
  if (word === '-' || word === '+') word += words.at(at + 2) ?? '';
  if (word.startsWith('(')) word = word.slice(1, -1).trim();
  if (/^['"]/.test(word)) return word.slice(1, -1).replaceAll(word[0] + word[0], word[0]);
  if (/^(true|false)$/i.test(word)) return Number(is(word, 'true'));
  return /^[-+]?[\d.]/.test(word) && !Number.isNaN(Number(word)) ? Number(word) : null;
}
