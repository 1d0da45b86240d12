import { MORE, readName, skipBlank, skipToken, type Dialect } from './tokens';

/** How the cells of a column are read, by its type; those of `bytes` are left empty. */
export type Kind = 'plain' | 'boolean' | 'bit' | 'array' | 'set' | 'bytes';

export interface DumpColumn {
  readonly name: string;
  readonly kind: Kind;
}

/** A column as it is defined. */
export interface DefinedColumn extends DumpColumn {
  /** Its type, with all that stands behind it. */
  readonly definition: string;
}

/** Words that begin no column of a table, unless they stand in quotes. */
const NO_COLUMN =
  /^(primary|key|unique|index|constraint|foreign|check|fulltext|spatial|exclude|like|period|inherits)$/i;

const KINDS: readonly (readonly [type: RegExp, kind: Kind])[] = [
  [/^[^']*\[\d*\]/, 'array'],
  [/^bool/i, 'boolean'],
  [/^bit\b/i, 'bit'],
  [/^set\s*\(/i, 'set'],
  [/^((tiny|medium|long)?blob|bytea|image|long raw)/i, 'bytes'],
];

/**
 * The columns of a table as it is created.
 *
 * @param from behind the opening bracket. @param noColumn words that begin none. @returns with the place behind the closing one, or `MORE`.
 */
export function readColumns(
  text: string,
  from: number,
  dialect: Dialect,
  noColumn = NO_COLUMN,
): { readonly columns: readonly DefinedColumn[]; readonly rules: readonly string[]; readonly end: number } {
  const columns: DefinedColumn[] = [];
  // What is said of several columns at once.
  const rules: string[] = [];
  let [at, begin, depth] = [from, from, 0];
  for (;;) {
    const next = skipBlank(text, at, dialect);
    if (next === MORE) return { columns, rules, end: MORE };
    const sign = text[next];
    if (depth === 0 && (sign === ',' || sign === ')')) {
      const part = text.slice(begin, next);
      const column = columnOf(part, dialect, noColumn);
      if (column === null) rules.push(part);
      else columns.push(column);
      begin = next + 1;
      if (sign === ')') return { columns, rules, end: next + 1 };
    }
    if (sign === '(') depth++;
    if (sign === ')') depth--;
    at = sign === '[' ? next + 1 : skipToken(text, next, dialect);
    if (at === MORE) return { columns, rules, end: MORE };
  }
}

function columnOf(definition: string, dialect: Dialect, noColumn: RegExp): DefinedColumn | null {
  // A blank and a sign behind it, so that whatever ends it is seen.
  const text = `${definition} ;`;
  const at = skipBlank(text, 0, dialect);
  const { name, end } = readName(text, at);
  if (at === MORE || end === MORE || name === null) return null;
  if (/\w/.test(text[at]) && noColumn.test(name)) return null;
  const type = text
    .slice(end)
    .trimStart()
    .replace(/^[["](\w+)[\]"]/, '$1');
  return { name, definition: type, kind: KINDS.find(([pattern]) => pattern.test(type))?.[1] ?? 'plain' };
}

/** A cell as a person would type it. */
export function typedCell(cell: string, kind: Kind): string {
  if (cell === '') return '';
  switch (kind) {
    case 'bytes':
      return '';
    case 'boolean':
      return cell === 't' || cell === '1' ? 'true' : cell === 'f' || cell === '0' ? 'false' : cell;
    case 'bit':
      return cell === '\u0001' ? '1' : cell;
    case 'set':
      return cell.replaceAll(',', '|');
    case 'array':
      return /^\{.*\}$/s.test(cell) ? elementsOf(cell.slice(1, -1)).join('|') : cell;
    default:
      // A day that MySQL has for none.
      return cell.startsWith('0000-00-00') ? '' : cell;
  }
}

function elementsOf(list: string): string[] {
  return [...list.matchAll(/"((?:[^"\\]|\\.)*)"|([^,{}]+)/gs)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain === 'NULL' ? '' : plain) : quoted.replace(/\\(.)/gs, '$1'),
  );
}
