import { Fault } from './errors';
import type { Expected } from './expected';
import { tokenize, type Token } from './tokens';

/**
 * Goes through the tokens of a filter, and notes at each what is looked for there. So the message about a token that
 * does not fit, and the editor's proposals, name exactly what would have been taken. What is looked for only to name a
 * mistake is not noted.
 */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #at = 0;
  #lookedFor: Expected[] = [];

  constructor(text: string) {
    this.#tokens = tokenize(text);
  }

  get expected(): Expected[] {
    return [...new Set(this.#lookedFor)];
  }

  get next(): Token {
    return this.#tokens[this.#at];
  }

  /** Where the token that was taken last ends. */
  get lastEnd(): number {
    return this.#tokens[this.#at - 1].end;
  }

  lookFor(...expected: readonly Expected[]): void {
    this.#lookedFor.push(...expected);
  }

  isWord(word: string): boolean {
    return this.next.kind === 'word' && this.next.text.toUpperCase() === word.toUpperCase();
  }

  isSymbol(symbol: string): boolean {
    return this.next.kind === 'symbol' && this.next.text === symbol;
  }

  take(): Token {
    const token = this.next;
    if (token.kind !== 'end') {
      this.#at++;
      this.#lookedFor = [];
    }
    return token;
  }

  /** Takes a word or sign if it is next. */
  takes(expected: Expected, written: string = expected): boolean {
    this.lookFor(expected);
    const found = this.isWord(written) || this.isSymbol(written);
    if (found) this.take();
    return found;
  }

  requireEnd(): void {
    this.lookFor('end');
    if (this.next.kind !== 'end') this.fail();
  }

  /** @throws Fault F02 about the next token. */
  fail(): never {
    const { kind, text } = this.next;
    const reason =
      kind === 'bad' && /^["']/.test(text) ? 'string-open' : kind === 'bad' ? 'symbol' : 'unexpected';
    throw new Fault('F02', this.next, { found: text, expected: this.expected, reason });
  }
}
