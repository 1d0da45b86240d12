import { operatorTokens } from './operators';

export type TokenKind = 'word' | 'string' | 'number' | 'parameter' | 'symbol' | 'bad' | 'end';

/** A stretch of the expression as offsets of UTF-16 units: [start, end). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Token extends Span {
  readonly kind: TokenKind;
  /** As written. */
  readonly text: string;
  /** A string's content without quotes and escapes, a parameter's name, else the text. */
  readonly value: string;
}

/** A number literal of the filter language; also what a value for a comparison must look like. */
export const numberPattern = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

const space = /\s+/y;
const word = /[A-Za-z_][A-Za-z0-9_]*/y;
const number = /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const parameter = /\$[A-Za-z0-9_]+/y;
const signs = [...operatorTokens().signs, '.', ',', '(', ')', '|', '*'];
/** The longest first: `<=` is one sign. */
const symbol = new RegExp(
  signs
    .sort((a, b) => b.length - a.length)
    .map((sign) => sign.replace(/[^\w\s]/g, '\\$&'))
    .join('|'),
  'y',
);
/** What may not follow a number directly: `5abc` is a slip of the pen, not two tokens. */
const glued = /[A-Za-z0-9_]+/y;

export const maxParameterLength = 50;

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

/** Reads a quoted string that starts at `at`. A line break or the end of the text before the closing quote makes it bad. */
function stringAt(text: string, at: number): Token {
  const quote = text[at];
  let value = '';
  let end = at + 1;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') {
    if (text[end] === quote) {
      end++;
      return { kind: 'string', text: text.slice(at, end), value, start: at, end };
    }
    if (text[end] === '\\') {
      end++;
      if (end >= text.length || text[end] === '\n' || text[end] === '\r') break;
    }
    value += text[end];
    end++;
  }
  return { kind: 'bad', text: text.slice(at, end), value, start: at, end };
}

function tokenAt(text: string, at: number): Token {
  const first = text[at];
  const token = (kind: TokenKind, found: string, value = found): Token => ({
    kind,
    text: found,
    value,
    start: at,
    end: at + found.length,
  });
  if (first === '"' || first === "'") return stringAt(text, at);
  const wordText = matchAt(word, text, at);
  if (wordText !== null) return token('word', wordText);
  const numberText = matchAt(number, text, at);
  if (numberText !== null) {
    const rest = matchAt(glued, text, at + numberText.length);
    // Beyond ±1.8e308 no number can hold it.
    if (rest === null && Number.isFinite(Number(numberText))) return token('number', numberText);
    return token('bad', numberText + (rest ?? ''));
  }
  const parameterText = matchAt(parameter, text, at);
  if (parameterText !== null) {
    const fits = parameterText.length <= maxParameterLength + 1;
    return token(fits ? 'parameter' : 'bad', parameterText, parameterText.slice(1));
  }
  const symbolText = matchAt(symbol, text, at);
  if (symbolText !== null) return token('symbol', symbolText);
  return token('bad', String.fromCodePoint(text.codePointAt(at) ?? 0));
}

/**
 * Cuts an expression into tokens, ending with one of kind `end`. Never throws: what is no token of the language
 * (an unclosed string, a stray sign, a number too large, a parameter name over 50 characters) becomes one of kind `bad`.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    at += matchAt(space, text, at)?.length ?? 0;
    if (at >= text.length) break;
    const token = tokenAt(text, at);
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: 'end', text: '', value: '', start: text.length, end: text.length });
  return tokens;
}
