import type { Json, JsonObject } from '../../domain/errors';

/** The arguments of a call, or why they cannot be read. */
export type Boto3Arguments =
  | { readonly object: JsonObject }
  | {
      /** Not a literal: a value that only the running program knows. Not Python: nothing else that is read here. */
      readonly fault: 'NOT_LITERAL' | 'NOT_PYTHON';
      /** The name, or the text from which on it cannot be read. */
      readonly what: string;
    };

/** Calls that make the client and not a request. */
const MAKERS = new Set(['client', 'resource', 'Session']);
/** Calls of the API, where a program makes others too. */
const API_CALL = /^(?:create|update|delete|describe|list|get|put|start|stop|tag|untag)_/;
/** Any text literal. */
const TEXT = /"""(?:[^\\]|\\[^])*?"""|'''(?:[^\\]|\\[^])*?'''|"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'/;
const STICKY_TEXT = new RegExp(TEXT, 'y');
/** A call with its method; comments and texts are taken whole, so that none is found in them. */
const CALL = new RegExp(`#.*|${TEXT.source}|\\b[A-Za-z_]\\w*\\s*\\.\\s*([A-Za-z_]\\w*)\\s*\\(`, 'g');
const CONSTANTS: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['True', true],
  ['False', false],
  ['None', null],
]);
const ESCAPES: { readonly [letter: string]: string } = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};
const MOST_DEPTH = 100;

/**
 * The first request in a piece of Python: `client.create_filter(name='x', …)` with literals as values. Nothing is run.
 * What is commented out is none.
 *
 * @returns null where nothing is called.
 */
export function readBoto3(
  text: string,
): { readonly method: string; readonly read: () => Boto3Arguments } | null {
  const calls = Array.from(text.matchAll(CALL), (found) => {
    const [whole, method] = found as [string, string?];
    return { method: method ?? '', end: found.index + whole.length };
  }).filter(({ method }) => method !== '' && !MAKERS.has(method));
  const call = calls.find(({ method }) => API_CALL.test(method)) ?? calls.at(0);
  return call === undefined ? null : { method: call.method, read: () => argumentsAt(text, call.end) };
}

function argumentsAt(text: string, at: number): Boto3Arguments {
  try {
    return { object: new Reader(text, at).keywords() };
  } catch (error) {
    if (error instanceof Unreadable) return { fault: error.fault, what: error.what };
    throw error;
  }
}

class Unreadable extends Error {
  constructor(
    readonly fault: 'NOT_LITERAL' | 'NOT_PYTHON',
    readonly what: string,
  ) {
    super(what);
  }
}

/** Reads literals one after the other, blanks and comments between them left out. */
class Reader {
  #depth = 0;

  constructor(
    private readonly text: string,
    private at: number,
  ) {}

  /** `name=value, …)`. */
  keywords(): JsonObject {
    return Object.fromEntries(
      this.#listed(')', (): [string, Json] => {
        const name = this.#take(/[A-Za-z_]\w*/y) ?? this.#fail();
        this.#symbol('=');
        return [name, this.#value()];
      }),
    );
  }

  #value(): Json {
    if (++this.#depth > MOST_DEPTH) this.#fail();
    const value = this.#literal();
    this.#depth--;
    return value;
  }

  #literal(): Json {
    if (this.#skip('{'))
      return Object.fromEntries(
        this.#listed('}', (): [string, Json] => {
          const key = this.#string() ?? this.#fail();
          this.#symbol(':');
          return [key, this.#value()];
        }),
      );
    if (this.#skip('[')) return this.#listed(']', () => this.#value());
    const number = this.#take(/[-+]?(\d[\d_]*\.?\d*|\.\d+)([eE][-+]?\d+)?(?![\w.])/y);
    if (number !== null) return Number(number.replaceAll('_', ''));
    const text = this.#string();
    if (text !== null) return text;
    const name = this.#take(/[A-Za-z_][\w.]*/y) ?? this.#fail();
    const constant = CONSTANTS.get(name);
    if (constant === undefined) throw new Unreadable('NOT_LITERAL', name);
    return constant;
  }

  /** A text, also one that goes on in a second literal; null where none begins. */
  #string(): string | null {
    let whole: string | null = null;
    for (;;) {
      const literal = this.#take(STICKY_TEXT);
      if (literal === null) return whole;
      const quotes = /^("""|''')/.test(literal) ? 3 : 1;
      whole = (whole ?? '') + unescaped(literal.slice(quotes, -quotes));
    }
  }

  #listed<T>(close: string, each: () => T): T[] {
    const all: T[] = [];
    while (!this.#skip(close)) {
      all.push(each());
      if (this.#skip(close)) break;
      this.#symbol(',');
    }
    return all;
  }

  #symbol(symbol: string): void {
    if (!this.#skip(symbol)) this.#fail();
  }

  #skip(symbol: string): boolean {
    this.#blanks();
    if (!this.text.startsWith(symbol, this.at)) return false;
    this.at += symbol.length;
    return true;
  }

  #take(pattern: RegExp): string | null {
    this.#blanks();
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? null;
    this.at += found?.length ?? 0;
    return found;
  }

  #blanks(): void {
    const blanks = /(?:[\s\\]|#.*)*/y;
    blanks.lastIndex = this.at;
    this.at += blanks.exec(this.text)?.[0].length ?? 0;
  }

  #fail(): never {
    throw new Unreadable('NOT_PYTHON', this.text.slice(this.at, this.at + 40).trim());
  }
}

/** A backslash before another letter stays, as in Python. */
function unescaped(text: string): string {
  return text.replace(/\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[^])/g, (whole, escape: string) =>
    escape.length > 1 ? String.fromCharCode(parseInt(escape.slice(1), 16)) : (ESCAPES[escape] ?? whole),
  );
}
