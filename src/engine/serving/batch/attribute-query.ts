import type { Tables } from '../../../domain/columns';
import { AppError } from '../../../domain/errors';
import { has, intersect, type Bitset } from '../../../filters/bitset';
import { Entities } from '../../../filters/entities';
import { Fault } from '../../../filters/errors';
import { findField } from '../../../filters/fields';
import type { Schemas } from '../../../domain/schema';
import { tokenize, type Token } from '../../../filters/tokens';

const KEY = 'itemAttributes';

/** ITEMS.column = value. */
interface Condition {
  readonly field: Token;
  readonly value: Token;
}

/**
 * The items that an attribute query is about: `ITEMS.column = "text"` or `= number`, several joined by AND. Names of
 * columns ignore case, values are exact, and a column of several values fits with any of them.
 *
 * @returns a function from query to items of the present data, ascending. @throws AppError B03 for what is no such
 *   query, B06 for a column there is not or a value, or several together, that no item has.
 */
export function attributeQueries(
  schemas: Schemas,
  tables: Tables,
): (query: string, line: number) => Int32Array {
  const schema = schemas.ITEMS;
  const items = new Entities(tables.itemIds, tables.items, 'ITEM_ID');
  const matching = ({ field, value }: Condition, line: number): Bitset => {
    if (schema === undefined) throw new AppError('B06', { line, value: field.text });
    const { name, kind } = known(() => findField(schema, { text: field.text, span: field }), field, line);
    if ((kind === 'string') !== (value.kind === 'string')) {
      const expected = kind === 'string' ? `${name} = "text"` : `${name} = a number`;
      throw new AppError('B03', { line, key: KEY, found: `${name} = ${value.text}`, expected });
    }
    const set =
      kind === 'string'
        ? items.withText(name, 'IN', [value.value])
        : items.withNumber(name, '=', Number(value.value));
    requireAny(set, tables.itemIds.length, `${name} = ${value.text}`, line);
    return set;
  };
  return (query, line) => {
    const sets = conditionsOf(query, line).map((condition) => matching(condition, line));
    const all = sets.reduce((one, other) => intersect(one, other));
    requireAny(all, tables.itemIds.length, query, line);
    const found: number[] = [];
    for (let i = 0; i < tables.itemIds.length; i++) if (has(all, i)) found.push(i);
    return Int32Array.from(found);
  };
}

/** A field that is not there, or cannot be asked about, is the line's own fault. */
function known<T>(find: () => T, field: Token, line: number): T {
  try {
    return find();
  } catch (error) {
    if (error instanceof Fault) throw new AppError('B06', { line, value: field.text });
    throw error;
  }
}

function requireAny(set: Bitset, size: number, value: string, line: number): void {
  for (let i = 0; i < size; i++) if (has(set, i)) return;
  throw new AppError('B06', { line, value });
}

function conditionsOf(query: string, line: number): Condition[] {
  const tokens = tokenize(query);
  const conditions: Condition[] = [];
  let at = 0;
  const take = (fits: (token: Token) => boolean): Token => {
    const token = tokens[at++];
    if (fits(token)) return token;
    const found = token.kind === 'end' ? query : token.text;
    throw new AppError('B03', { line, key: KEY, found, position: token.start + 1, expected: FORM });
  };
  const isWord = (text: string) => (token: Token) =>
    token.kind === 'word' && token.text.toUpperCase() === text;
  const isSymbol = (text: string) => (token: Token) => token.kind === 'symbol' && token.text === text;
  for (;;) {
    take(isWord('ITEMS'));
    take(isSymbol('.'));
    const field = take(({ kind }) => kind === 'word');
    take(isSymbol('='));
    const value = take(({ kind }) => kind === 'string' || kind === 'number');
    conditions.push({ field, value });
    if (tokens[at].kind === 'end') return conditions;
    take(isWord('AND'));
  }
}

const FORM = 'conditions like ITEMS.GENRE = "drama", joined by AND';
