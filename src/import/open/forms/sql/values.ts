import { namesAt, partsIn, skipBlank, skipQuoted } from './tokens';

/** How the cells of a column are read, by its type; those of `bytes` are left empty. */
export type Kind = 'plain' | 'boolean' | 'array' | 'set' | 'bytes';

/** A column, with all that stands behind its name. */
export interface DefinedColumn {
  readonly name: string;
  readonly kind: Kind;
  readonly definition: string;
}

const KINDS: readonly (readonly [type: RegExp, kind: Kind])[] = [
  [/^[^']*\[\d*\]/, 'array'],
  [/^bool/i, 'boolean'],
  [/^set\s*\(/i, 'set'],
  [/^((tiny|medium|long)?blob|bytea|image|long raw)/i, 'bytes'],
];
const RULE =
  /^(primary|key|unique|index|constraint|foreign|check|fulltext|spatial|exclude|like|period|inherits)$/i;

/** The column that a part of `CREATE TABLE (…)` defines; null for a rule. @param rule words that begin one, unless in quotes. */
export function columnOf(part: string, rule = RULE): DefinedColumn | null {
  const text = part.slice(skipBlank(part, 0, false));
  const { names, end } = namesAt(text, 0);
  if (names.length === 0 || (/\w/.test(text[0]) && rule.test(names[0]))) return null;
  const definition = text
    .slice(end)
    .trim()
    .replace(/^[["](\w+)[\]"]/, '$1');
  return { name: names[0], definition, kind: KINDS.find(([type]) => type.test(definition))?.[1] ?? 'plain' };
}

/** A cell as a person would type it. */
export function typedCell(cell: string, kind: Kind): string {
  if (cell === '' || kind === 'bytes') return '';
  if (kind === 'boolean') return /^[t1]$/.test(cell) ? 'true' : /^[f0]$/.test(cell) ? 'false' : cell;
  if (kind === 'set') return cell.replaceAll(',', '|');
  if (kind === 'array' && /^\{.*\}$/s.test(cell))
    return [...cell.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,{}]+)/gs)]
      .map(([, quoted, plain]) => quoted?.replace(/\\(.)/gs, '$1') ?? (plain === 'NULL' ? '' : plain))
      .join('|');
  // A day that MySQL has for none.
  return cell.startsWith('0000-00-00') ? '' : cell;
}

/** What letters behind a backslash stand for; ends of texts and files are nothing in a cell. */
const ESCAPES = new Map(
  Object.entries({ b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '0': '', Z: '' }),
);
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

const unescaped = (text: string): string =>
  text.replace(/\\([\s\S])/g, (_, letter: string) => ESCAPES.get(letter) ?? letter);

/** A cell of a line below `COPY … FROM stdin`: `\N` is nothing. */
export function copiedCell(cell: string): string {
  return cell === '\\N' ? '' : unescaped(cell);
}

/** What a value in brackets comes to as a cell. What is computed only when it is stored has none. */
export function valueOf(part: string, escapes: boolean): string {
  const text = part.slice(skipBlank(part, 0, escapes)).trimEnd();
  if (NUMBER.test(text)) return text.replace(/^\+/, '');
  const [, word = '', blanks = ''] = /^([-+]?[\w.]*)(\s*(?=['"([]))?/.exec(text) ?? [];
  const [name, at] = [word.toLowerCase(), word.length + blanks.length];
  const { value, end } = unitOf(text, name, at, escapes);
  const rest = text.slice(end).trimStart();
  return rest.startsWith('||') ? value + valueOf(rest.slice(2), escapes) : value;
}

function unitOf(
  text: string,
  name: string,
  at: number,
  escapes: boolean,
): { readonly value: string; readonly end: number } {
  const sign = text[at];
  if (sign === "'" || (sign === '"' && escapes)) {
    const hasEscapes = escapes || name === 'e';
    const end = skipQuoted(text, at, hasEscapes);
    const pairs = hasEscapes ? /\\[\s\S]|''|""/g : /''/g;
    const plain = text
      .slice(at + 1, end - 1)
      .replace(pairs, (pair) => (pair.startsWith('\\') ? unescaped(pair) : pair[0] === sign ? sign : pair));
    return { value: name === 'b' ? String(parseInt(plain, 2)) : plain, end };
  }
  if (sign === '(' || sign === '[') {
    const end = sign === '[' ? text.lastIndexOf(']') : partsIn(text, at + 1, escapes).end - 1;
    const { parts } = partsIn(`${text.slice(at + 1, end)})`, 0, escapes);
    const cells = (parts ?? []).map((inner) => valueOf(inner, escapes));
    return { value: sign === '[' ? cells.join('|') : resultOf(name, cells), end: end + 1 };
  }
  if (/^0x[\da-f]+$/.test(name)) return { value: name.slice(2), end: at };
  return { value: /^(true|false)$/.test(name) || NUMBER.test(name) ? name : '', end: at };
}

/** What a call that a dump writes comes to; of one that only says how a text is to be read, that text. */
function resultOf(name: string, cells: readonly string[]): string {
  const [first = '', second = '', third = ''] = cells;
  const letters = (codes: readonly number[]): string =>
    String.fromCodePoint(...codes.filter((code) => code > 0 && code <= 0x10ffff));
  if (name === 'replace') return second === '' ? first : first.replaceAll(second, third);
  if (/^n?cha?r$/.test(name)) return letters(cells.map(Number));
  if (name === 'unistr')
    return first.replace(/\\u?([\da-f]{4})/gi, (_, code: string) => letters([parseInt(code, 16)]));
  return cells.find((cell) => cell !== '') ?? '';
}
