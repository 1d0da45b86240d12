/** Where a text stops being JSON. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  /** The token that is not expected there; empty at the end of the text. */
  readonly token: string;
  readonly trailingComma: boolean;
}

/** What is nested deeper counts as the fault: following it further would fill the stack. */
const MOST_DEPTH = 1000;

/** Finds the first fault of a text that `JSON.parse` refuses; engines word and place their messages differently. */
export function locateJsonFault(text: string): JsonFault {
  const scanner = new Scanner(text);
  scanner.document();
  const at = scanner.faultAt;
  const before = text.slice(0, at).split('\n');
  const token = /^(?:"[^"\n]*"?|[A-Za-z0-9_.+-]+|\S)/.exec(text.slice(at))?.[0] ?? '';
  return {
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    token: token.slice(0, 40),
    trailingComma: /^[}\]]/.test(token) && /,\s*$/.test(text.slice(0, at)),
  };
}

/** A recursive-descent reader that only remembers where it stopped. */
class Scanner {
  faultAt = 0;
  #at = 0;
  #depth = 0;
  #broken = false;

  constructor(readonly text: string) {}

  document(): void {
    this.#value();
    this.#blank();
    if (!this.#broken && this.#at < this.text.length) this.#fail();
  }

  #fail(): void {
    if (!this.#broken) this.faultAt = this.#at;
    this.#broken = true;
  }

  #blank(): void {
    while (/[ \t\r\n]/.test(this.text[this.#at] ?? '')) this.#at++;
  }

  #take(char: string): boolean {
    this.#blank();
    if (this.#broken || this.text[this.#at] !== char) return false;
    this.#at++;
    return true;
  }

  #match(pattern: RegExp): boolean {
    this.#blank();
    const sticky = new RegExp(pattern.source, 'y');
    sticky.lastIndex = this.#at;
    const found = !this.#broken && sticky.exec(this.text);
    if (!found) return false;
    this.#at = sticky.lastIndex;
    return true;
  }

  #string(): boolean {
    return this.#match(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/);
  }

  #value(): void {
    if (this.#broken) return;
    if (this.#take('{')) {
      this.#list('}', () => {
        if (!this.#string() || !this.#take(':')) this.#fail();
        else this.#value();
      });
    } else if (this.#take('[')) this.#list(']', () => this.#value());
    else if (!this.#string() && !this.#match(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/))
      this.#fail();
  }

  #list(close: string, element: () => void): void {
    if (this.#take(close)) return;
    if (++this.#depth > MOST_DEPTH) this.#fail();
    do element();
    while (this.#take(','));
    this.#depth--;
    if (!this.#broken && !this.#take(close)) this.#fail();
  }
}
