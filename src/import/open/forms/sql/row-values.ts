import { ESCAPES } from './escapes';
import { MORE, skipBlank, skipNumber, skipQuoted, skipToken, skipWord, type Dialect } from './tokens';

/** It is no list of values. */
export const MALFORMED = -2;

/** Brackets and calls inside one another. */
const MOST_DEPTH = 50;
/** Ends of texts and files, as MySQL writes them, are nothing in a cell. */
const ESCAPES_IN_TEXTS: typeof ESCAPES = { ...ESCAPES, '0': '', Z: '' };

/** Reads the values between two brackets, as cells; what is computed only when it is stored has none. */
export class RowValues {
  #text = '';
  #value = '';
  /** What is being read is not wanted, and need not be put together. */
  #isSkipped = false;

  /** @param skips which cells are of no use, and come empty. */
  constructor(
    readonly dialect: Dialect,
    readonly skips: (cell: number) => boolean,
  ) {}

  /** @param from behind the opening bracket. @returns the place behind the closing one, `MORE` or `MALFORMED`. */
  read(text: string, from: number, cells: string[]): number {
    this.#text = text;
    return this.#list(from, cells, 0);
  }

  #list(from: number, cells: string[], depth: number): number {
    if (depth > MOST_DEPTH) return MALFORMED;
    let at = from;
    for (;;) {
      at = skipBlank(this.#text, at, this.dialect);
      if (at === MORE) return MORE;
      if (this.#text[at] === ')' && cells.length === 0) return at + 1;
      if (depth === 0) this.#isSkipped = this.skips(cells.length);
      at = this.#sum(at, depth);
      if (at < 0) return at;
      cells.push(this.#value);
      if (this.#text[at] === ')') return at + 1;
      at++;
    }
  }

  /** A value with all that stands behind it, up to a comma or a closing bracket. */
  #sum(from: number, depth: number): number {
    let at = this.#unit(from, depth);
    let value = this.#value;
    for (;;) {
      if (at < 0) return at;
      at = skipBlank(this.#text, at, this.dialect);
      if (at === MORE) return MORE;
      const sign = this.#text[at];
      if (sign === ',' || sign === ')') break;
      if (sign === ';') return MALFORMED;
      const joins = sign === '|' && this.#text[at + 1] === '|';
      if (joins) {
        at = skipBlank(this.#text, at + 2, this.dialect);
        if (at === MORE) return MORE;
        at = this.#unit(at, depth);
        value += this.#value;
      } else at = sign === '(' ? this.#list(at + 1, [], depth + 1) : skipToken(this.#text, at, this.dialect);
    }
    this.#value = value;
    return at;
  }

  #unit(from: number, depth: number): number {
    const text = this.#text;
    const sign = text[from];
    this.#value = '';
    if (sign === "'") return this.#quoted(from, this.dialect.escapes);
    if (sign === '"' && this.dialect.escapes) return this.#quoted(from, true);
    if (sign === '(') {
      const cells: string[] = [];
      const end = this.#list(from + 1, cells, depth + 1);
      this.#value = cells.at(0) ?? '';
      return end;
    }
    const number = skipNumber(text, from);
    if (number === MORE) return MORE;
    if (number !== from) {
      this.#value = plainNumber(text.slice(from, number));
      return number;
    }
    const end = skipWord(text, from);
    if (end === MORE) return MORE;
    if (end === from) return ',);'.includes(sign) ? MALFORMED : from + 1;
    return this.#word(text.slice(from, end).toLowerCase(), end, depth);
  }

  #word(word: string, end: number, depth: number): number {
    if (word === 'null') return end;
    if (word === 'true' || word === 'false') {
      this.#value = word;
      return end;
    }
    const next = skipBlank(this.#text, end, this.dialect);
    if (next === MORE) return MORE;
    if (this.#text[next] === "'") {
      const after = this.#quoted(next, this.dialect.escapes || word === 'e');
      if (word === 'b') this.#value = String(parseInt(this.#value, 2));
      return after;
    }
    if (this.#text[next] !== '(') return end;
    const cells: string[] = [];
    const after = this.#list(next + 1, cells, depth + 1);
    this.#value = resultOf(word, cells);
    return after;
  }

  #quoted(from: number, escapes: boolean): number {
    const end = skipQuoted(this.#text, from, escapes);
    if (end === MORE || this.#isSkipped) return end;
    const quote = this.#text[from];
    const inside = this.#text.slice(from + 1, end - 1);
    const plain = inside.includes(quote) ? withoutDoubles(inside, quote, escapes) : inside;
    this.#value = escapes && plain.includes('\\') ? unescaped(plain) : plain;
    return end;
  }
}

/** A doubled quote is one; a pair of which the first is escaped is none. */
function withoutDoubles(text: string, quote: string, escapes: boolean): string {
  if (!escapes) return text.replaceAll(quote + quote, quote);
  const pattern = quote === "'" ? /\\[\s\S]|''/g : /\\[\s\S]|""/g;
  return text.replace(pattern, (found) => (found === quote + quote ? quote : found));
}

function unescaped(text: string): string {
  return text.replace(/\\([\s\S])/g, (_, letter: string) =>
    Object.hasOwn(ESCAPES_IN_TEXTS, letter) ? ESCAPES_IN_TEXTS[letter] : letter,
  );
}

/** Bytes in hexadecimal digits stay as they are: they are keys, often enough. */
function plainNumber(digits: string): string {
  if (/^0x/i.test(digits)) return digits.slice(2).toLowerCase();
  return digits.startsWith('+') ? digits.slice(1) : digits;
}

/** What a call that a dump writes comes to; of one that only says how a text is to be read, that text. */
function resultOf(name: string, cells: readonly string[]): string {
  const [first = '', second = '', third = ''] = cells;
  switch (name) {
    case 'replace':
      return second === '' ? first : first.replaceAll(second, third);
    case 'char':
    case 'chr':
    case 'nchar':
      return cells.map(letterOf).join('');
    case 'unistr':
      return first.replace(/\\u?([\da-f]{4})/gi, (_, code: string) => letterOf(`${parseInt(code, 16)}`));
    default:
      return cells.find((cell) => cell !== '') ?? '';
  }
}

function letterOf(code: string): string {
  const value = Number(code);
  return Number.isInteger(value) && value > 0 && value <= 0x10ffff ? String.fromCodePoint(value) : '';
}
