/** The text ends before the end of what was asked for can be told. */
export const MORE = -1;

/** How a dump writes its texts and comments. */
export interface Dialect {
  /** MySQL and MariaDB: a backslash escapes inside quotes, and `#` begins a comment. */
  readonly escapes: boolean;
}

const WORD = /[A-Za-z_$@\u0080-\ufffe][\w$@#\u0080-\ufffe]*/y;
const NUMBER = /[-+]?[\d.][\w.]*(?:(?<=[eE])[-+]\d+)?/y;
const DOLLAR = /\$(?:[A-Za-z_]\w*)?\$/y;

/** Where the next token begins, blanks and comments left out. */
export function skipBlank(text: string, from: number, { escapes }: Dialect): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (Number.isNaN(code)) return MORE;
    if (code <= 32 || code === 0xa0 || code === 0xfeff) {
      at++;
      continue;
    }
    const isDash = code === 45 && (text.charCodeAt(at + 1) === 45 || at + 1 === text.length);
    if (isDash || (escapes && code === 35)) at = after(text, '\n', at);
    else if (code === 47 && at + 1 === text.length) return MORE;
    else if (code === 47 && text.charCodeAt(at + 1) === 42) at = after(text, '*/', at + 2);
    else return at;
    if (at === MORE) return MORE;
  }
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at === -1 ? MORE : at + mark.length;
}

/** Behind a text or a name in quotes that begins here; the quote is doubled inside, or escaped. */
export function skipQuoted(text: string, from: number, escapes: boolean): number {
  const quote = text.charCodeAt(from);
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 92 && escapes) at++;
    else if (code === quote) {
      if (at + 1 === text.length) return MORE;
      if (text.charCodeAt(at + 1) !== quote) return at + 1;
      at++;
    }
  }
  return MORE;
}

/** Behind a word that begins here; where none does, the same place. */
export function skipWord(text: string, from: number): number {
  return skipPattern(WORD, text, from);
}

/** Behind a number that begins here; where none does, the same place. */
export function skipNumber(text: string, from: number): number {
  return skipPattern(NUMBER, text, from);
}

function skipPattern(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  if (!pattern.test(text)) return from;
  return pattern.lastIndex === text.length ? MORE : pattern.lastIndex;
}

/** Behind whatever begins here: a text, a name, a word, a number, or one sign. */
export function skipToken(text: string, from: number, { escapes }: Dialect): number {
  const sign = text[from];
  if (sign === "'") return skipQuoted(text, from, escapes);
  if (sign === '"' || sign === '`') return skipQuoted(text, from, escapes && sign === '"');
  if (sign === '$' && !escapes) {
    DOLLAR.lastIndex = from;
    const mark = DOLLAR.exec(text)?.[0];
    if (mark !== undefined) return after(text, mark, from + mark.length);
  }
  for (const skip of [skipWord, skipNumber]) {
    const end = skip(text, from);
    if (end !== from) return end;
  }
  return from + 1;
}

/** A name with what it stands for, and where it ends; `name` is null where none begins here. */
export interface ReadName {
  readonly name: string | null;
  readonly end: number;
}

/** One name: a word, or anything in quotes or square brackets. */
export function readName(text: string, from: number): ReadName {
  const sign = text[from];
  if (sign === '"' || sign === '`') {
    const end = skipQuoted(text, from, false);
    const name = end === MORE ? null : text.slice(from + 1, end - 1).replaceAll(sign + sign, sign);
    return { name, end };
  }
  if (sign === '[') {
    const end = after(text, ']', from);
    return { name: end === MORE ? null : text.slice(from + 1, end - 1), end };
  }
  const end = skipWord(text, from);
  return { name: end === MORE || end === from ? null : text.slice(from, end), end };
}

/** A name and those of what it lies in, as in `shop.public.orders`. */
export function readPath(
  text: string,
  from: number,
  dialect: Dialect,
): { readonly names: readonly string[]; readonly end: number } {
  const names: string[] = [];
  let at = from;
  for (;;) {
    const { name, end } = readName(text, at);
    if (end === MORE) return { names, end };
    if (name === null) return { names, end: at };
    names.push(name);
    const next = skipBlank(text, end, dialect);
    if (next === MORE) return { names, end: MORE };
    if (text[next] !== '.') return { names, end: next };
    at = skipBlank(text, next + 1, dialect);
    if (at === MORE) return { names, end: MORE };
  }
}
