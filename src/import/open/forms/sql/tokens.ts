const BLANK = /(?:[\s\ufeff]+|--[^\n]*(?:\n|$)|\/\*(?:[\s\S]*?\*\/|[\s\S]*$))+/y;
const BLANK_OF_MYSQL = /(?:[\s\ufeff]+|--[^\n]*(?:\n|$)|#[^\n]*(?:\n|$)|\/\*(?:[\s\S]*?\*\/|[\s\S]*$))+/y;
const DOLLAR = /\$(?:[A-Za-z_]\w*)?\$/y;
const NAME = /[\w$@#\u0080-\ufffe]+/y;
/** Signs that end no part of a list, and may hide none that does. */
const PLAIN = /[^'"`$();,\-/#]+/y;

/** The place behind what a sticky pattern finds here, or the same. */
export function behind(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}

/** Behind blanks and comments. @param escapes as MySQL writes: `\'` in texts, `#` before comments. */
export function skipBlank(text: string, from: number, escapes: boolean): number {
  return behind(escapes ? BLANK_OF_MYSQL : BLANK, text, from);
}

/** Behind a text or a name in quotes that begins here; the quote is doubled inside, or escaped. −1: it has no end. */
export function skipQuoted(text: string, from: number, escapes: boolean): number {
  const quote = text.charCodeAt(from);
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 92 && escapes) at++;
    else if (code === quote && text.charCodeAt(++at) !== quote) return at;
  }
  return -1;
}

/** Behind what may hold a sign that ends nothing there, a text, a name or a comment; else behind one sign. −1: it has no end. */
export function skipToken(text: string, from: number, escapes: boolean): number {
  const sign = text[from];
  if (sign === "'" || sign === '"' || sign === '`') return skipQuoted(text, from, escapes && sign !== '`');
  const dollars = sign === '$' && !escapes ? behind(DOLLAR, text, from) : from;
  const end = dollars === from ? from : text.indexOf(text.slice(from, dollars), dollars) + dollars - from;
  if (dollars !== from) return end < dollars ? -1 : end;
  return Math.max(from + 1, '-/#'.includes(sign) ? skipBlank(text, from, escapes) : 0);
}

/** The parts of a list, as they stand between its commas, and what is behind it. @returns null parts: it breaks off. */
export function partsIn(
  text: string,
  from: number,
  escapes: boolean,
): { readonly parts: readonly string[] | null; readonly end: number } {
  const parts: string[] = [];
  let [at, begin, depth] = [from, from, 0];
  for (;;) {
    at = behind(PLAIN, text, at);
    const sign = text.charAt(at);
    if (sign === '' || sign === ';') return { parts: null, end: at };
    if (depth === 0 && (sign === ',' || sign === ')')) {
      parts.push(text.slice(begin, at));
      begin = at + 1;
      if (sign === ')') return { parts, end: begin };
    }
    depth += sign === '(' ? 1 : sign === ')' ? -1 : 0;
    at = skipToken(text, at, escapes);
    if (at === -1) return { parts: null, end: text.length };
  }
}

/** A name behind those of what it lies in, as in `shop.public.orders`, in quotes or without; none where none begins here. */
export function namesAt(
  text: string,
  from: number,
): { readonly names: readonly string[]; readonly end: number } {
  const names: string[] = [];
  for (let at = from; ; at++) {
    const sign = text.charAt(at);
    const end =
      sign === '['
        ? text.indexOf(']', at) + 1
        : sign === '"' || sign === '`'
          ? skipQuoted(text, at, false)
          : behind(NAME, text, at);
    if (end <= at) return { names, end: at };
    const isQuoted = '["`'.includes(sign);
    names.push(isQuoted ? text.slice(at + 1, end - 1).replaceAll(sign + sign, sign) : text.slice(at, end));
    at = end;
    if (text[at] !== '.') return { names, end: at };
  }
}
