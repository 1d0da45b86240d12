import { MORE, readName, skipBlank, skipToken, type Dialect } from './tokens';

/** How the cells of a column are to be taken, by its type: `bytes` are nobody's words. */
export type Kind = 'plain' | 'boolean' | 'bit' | 'array' | 'set' | 'bytes';

export interface DumpColumn {
  readonly name: string;
  readonly kind: Kind;
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
 * @param from behind the opening bracket. @returns with the place behind the closing one, or `MORE`.
 */
export function readColumns(
  text: string,
  from: number,
  dialect: Dialect,
): { readonly columns: readonly DumpColumn[]; readonly end: number } {
  const columns: DumpColumn[] = [];
  let [at, begin, depth] = [from, from, 0];
  for (;;) {
    const next = skipBlank(text, at, dialect);
    if (next === MORE) return { columns, end: MORE };
    const sign = text[next];
    if (depth === 0 && (sign === ',' || sign === ')')) {
      const column = columnOf(text.slice(begin, next), dialect);
      if (column !== null) columns.push(column);
      begin = next + 1;
      if (sign === ')') return { columns, end: next + 1 };
    }
    if (sign === '(') depth++;
    if (sign === ')') depth--;
    at = sign === '[' ? next + 1 : skipToken(text, next, dialect);
    if (at === MORE) return { columns, end: MORE };
  }
}

function columnOf(definition: string, dialect: Dialect): DumpColumn | null {
  // A blank and a sign behind it, so that whatever ends it is seen.
  const text = `${definition} ;`;
  const at = skipBlank(text, 0, dialect);
  const { name, end } = readName(text, at);
  if (at === MORE || end === MORE || name === null) return null;
  if (/\w/.test(text[at]) && NO_COLUMN.test(name)) return null;
  const type = text
    .slice(end)
    .trimStart()
    .replace(/^[["](\w+)[\]"]/, '$1');
  return { name, kind: KINDS.find(([pattern]) => pattern.test(type))?.[1] ?? 'plain' };
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
