import type { Json } from '../../domain/json';
import { TABLE_LIMITS } from '../../domain/table-limits';

/** A list or record that a text holds. */
export interface ReadLiteral {
  readonly value: Json;
  /** It was read to its end: neither is it broken nor are there more elements than were asked for. */
  readonly whole: boolean;
}

const BLANK = /[\s,]*/y;
const NUMBER = /[-+]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y;
const PREFIXED = /[bru]{1,2}(?=['"])/iy;
const WORD = /[A-Za-z_][\w.]*/y;
const WORDS: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['True', true],
  ['true', true],
  ['False', false],
  ['false', false],
  ...['None', 'null', 'NULL', 'nan', 'NaN', 'NaT', 'inf', 'Infinity', 'undefined', 'Ellipsis'].map(
    (word): [string, null] => [word, null],
  ),
]);
const ESCAPES: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
const ESCAPE = /\\(x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|\r\n|[\s\S])/g;
/** A whole number of so many digits may not be held exactly, and stays a text. */
const LONG_DIGITS = 16;

/**
 * The list or record that a text is, in JSON or as Python prints it: with quotes of either kind, `None` and `True`,
 * tuples, sets, arrays of NumPy without commas, and calls, of which the first argument counts. What breaks off in the
 * middle is read up to there.
 *
 * @param most elements of a list that are read. @returns null for any other text.
 */
export function readLiteral(text: string, most = Infinity): ReadLiteral | null {
  const reader = new Reader(text, most);
  const value = reader.read();
  return value === null ? null : { value, whole: reader.isWhole };
}

/** What of a text cannot be read; what stands before it can. */
const BROKEN = Symbol('broken');
type Read = Json | typeof BROKEN;

class Reader {
  #at = 0;
  #broken = false;
  #more = false;

  constructor(
    private readonly text: string,
    private readonly most: number,
  ) {}

  get isWhole(): boolean {
    return !this.#broken && !this.#more;
  }

  read(): Json | null {
    this.#at = /^\s*/.exec(this.text)?.[0].length ?? 0;
    if (!'[{('.includes(this.text[this.#at] ?? ' ')) return null;
    const value = this.#value(0);
    if (value === BROKEN) return null;
    if (!this.#more && /\S/.test(this.text.slice(this.#at))) this.#broken = true;
    return value;
  }

  #value(depth: number): Read {
    const { text } = this;
    const sign = text[this.#at];
    if (depth > TABLE_LIMITS.depth) return this.#break();
    if (sign === '[') return this.#list(']', depth);
    if (sign === '(') return this.#list(')', depth);
    if (sign === '{') return this.#record(depth);
    if (sign === '"' || sign === "'") return this.#quoted();
    if (this.#take(PREFIXED) !== '') return this.#quoted();
    const number = this.#take(NUMBER);
    if (number !== '') return numberOf(number);
    const word = this.#take(WORD);
    if (word === '') return this.#break();
    if (text[this.#at] === '(') {
      const given = this.#list(')', depth);
      return Array.isArray(given) ? (given[0] ?? null) : given;
    }
    const value = WORDS.get(word);
    return value === undefined ? this.#break() : value;
  }

  /** From its opening bracket to behind the closing one. */
  #list(end: string, depth: number): Read {
    const list: Json[] = [];
    this.#at++;
    for (;;) {
      this.#take(BLANK);
      if (this.text[this.#at] === end) {
        this.#at++;
        return list;
      }
      if (depth === 0 && list.length >= this.most) {
        this.#more = true;
        return list;
      }
      const value = this.#value(depth + 1);
      if (value === BROKEN) return list.length === 0 ? BROKEN : list;
      if (this.#broken) return list.length === 0 && depth > 0 ? BROKEN : list;
      list.push(value);
      if (this.#more) return list;
    }
  }

  /** A record, or a set of values. */
  #record(depth: number): Read {
    const entries: [string, Json][] = [];
    const values: Json[] = [];
    const whole = (): Json => (values.length > 0 ? values : Object.fromEntries(entries));
    this.#at++;
    for (;;) {
      this.#take(BLANK);
      if (this.text[this.#at] === '}') {
        this.#at++;
        return whole();
      }
      const key = this.#value(depth + 1);
      if (key === BROKEN) return entries.length + values.length === 0 ? BROKEN : whole();
      this.#take(BLANK);
      if (this.text[this.#at] === ':') {
        this.#at++;
        this.#take(BLANK);
        const value = this.#value(depth + 1);
        if (value === BROKEN) return entries.length === 0 ? BROKEN : whole();
        if (typeof key !== 'object') entries.push([String(key), value]);
      } else values.push(key);
      if (this.#broken || this.#more) return whole();
    }
  }

  #quoted(): Read {
    const { text } = this;
    const quote = text[this.#at];
    const from = this.#at + 1;
    let end = text.indexOf(quote, from);
    const back = text.indexOf('\\', from);
    if (back === -1 || back > end) {
      if (end === -1) return this.#break();
      this.#at = end + 1;
      return text.slice(from, end);
    }
    for (end = back; end < text.length && text[end] !== quote; end++) if (text[end] === '\\') end++;
    if (end >= text.length) return this.#break();
    this.#at = end + 1;
    return text.slice(from, end).replace(ESCAPE, (_, escape: string) => unescaped(escape));
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #break(): typeof BROKEN {
    this.#broken = true;
    return BROKEN;
  }
}

function numberOf(digits: string): Json {
  const plain = digits.replaceAll('_', '');
  const value = Number(plain);
  if (/^[-+]?\d+$/.test(plain) && plain.length >= LONG_DIGITS) return plain;
  return Number.isFinite(value) ? value : plain;
}

function unescaped(escape: string): string {
  if (/^[xuU][\da-fA-F]/.test(escape)) {
    const code = parseInt(escape.slice(1), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  }
  if (/^\r?\n$/.test(escape)) return '';
  return Object.hasOwn(ESCAPES, escape) ? ESCAPES[escape] : escape;
}
