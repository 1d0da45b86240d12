import type { AppError } from '../../../../domain/errors';
import { TABLE_LIMITS } from '../../../../domain/table-limits';
import { tableFault } from '../../table-fault';

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BACKSLASH = 92;
const [ARRAY, ARRAY_END] = [91, 93];
const [OBJECT, OBJECT_END] = [123, 125];

/** Whole elements of one array of a document, as they stand there with the commas between them. */
export interface Cut {
  /** Names of the objects around the array, joined by dots; empty for an array that is the whole document. */
  readonly path: string;
  readonly text: string;
}

/**
 * Cuts the text of a JSON document at the borders of the elements of its arrays, without reading the elements: those
 * can then be parsed many at once. Only arrays that lie in nothing but objects are cut.
 */
export class ElementCutter {
  /** Brackets open around the place, and the name that each object there stands at. */
  readonly #open: number[] = [];
  readonly #names: string[] = [];
  /** How many brackets were open when the array that is being cut began, itself included; 0 outside of any. */
  #arrayDepth = 0;
  #inString = false;
  #escaped = false;
  /** What of an element, or of a name, stood in the pieces before. */
  #before = '';
  #name = '';
  #path = '';
  #begun = false;
  #elements = 0;

  constructor(readonly file: string) {}

  /** Nothing but blanks may follow. */
  get done(): boolean {
    return this.#begun && this.#open.length === 0;
  }

  /** The elements that end in this piece. @throws AppError TABLE_UNREADABLE. */
  push(piece: string): Cut[] {
    const cuts: Cut[] = [];
    let at = 0;
    while (at < piece.length) at = this.#arrayDepth > 0 ? this.#cut(piece, at, cuts) : this.#walk(piece, at);
    return cuts;
  }

  /** @throws AppError TABLE_UNREADABLE where the document is not over. */
  end(): void {
    if (!this.done) throw this.#fault('cut');
  }

  /** Between arrays: names and brackets alone count. @returns where an array begins, or the end. */
  #walk(piece: string, from: number): number {
    let at = from;
    while (at < piece.length) {
      if (this.#inString) {
        const end = this.#stringEnd(piece, at);
        this.#before += piece.slice(at, end === -1 ? piece.length : end);
        if (this.#before.length > TABLE_LIMITS.recordChars) throw this.#fault('too-long');
        if (end === -1) return piece.length;
        this.#name = this.#before;
        this.#before = '';
        at = end + 1;
        continue;
      }
      const letter = piece.charCodeAt(at++);
      if (letter === QUOTE) this.#inString = true;
      else if (letter === COLON) this.#names[this.#open.length - 1] = this.#name;
      else if (letter === OBJECT || letter === ARRAY) {
        this.#enter(letter);
        if (letter === ARRAY) {
          this.#arrayDepth = this.#open.length;
          this.#path = this.#names.slice(0, this.#open.length - 1).join('.');
          this.#elements = 0;
          return at;
        }
      } else if (letter === OBJECT_END || letter === ARRAY_END) this.#leave(letter);
    }
    return at;
  }

  /** Inside an array. @returns where it ends, or the end of the piece. */
  #cut(piece: string, from: number, cuts: Cut[]): number {
    let at = from;
    let first = from;
    // The place behind the last whole element.
    let whole = -1;
    const take = (end: number): void => {
      const text = this.#before + piece.slice(first, end);
      this.#before = '';
      if (text.trim() !== '') cuts.push({ path: this.#path, text });
    };
    while (at < piece.length) {
      if (this.#inString) {
        const end = this.#stringEnd(piece, at);
        if (end === -1) break;
        at = end + 1;
        continue;
      }
      const letter = piece.charCodeAt(at++);
      if (letter === QUOTE) this.#inString = true;
      else if (letter === OBJECT || letter === ARRAY) this.#enter(letter);
      else if (letter === OBJECT_END || letter === ARRAY_END) {
        this.#leave(letter);
        if (this.#open.length >= this.#arrayDepth) continue;
        this.#arrayDepth = 0;
        take(at - 1);
        return at;
      } else if (letter === COMMA && this.#open.length === this.#arrayDepth) {
        whole = at - 1;
        this.#elements++;
      }
    }
    if (whole !== -1) {
      take(whole);
      first = whole + 1;
    }
    this.#before += piece.slice(first);
    if (this.#before.length > TABLE_LIMITS.recordChars) throw this.#fault('too-long');
    return piece.length;
  }

  /** The place of the quote that ends a string, or −1 where it goes on in the next piece. */
  #stringEnd(piece: string, from: number): number {
    let search = from + (this.#escaped ? 1 : 0);
    this.#escaped = false;
    for (;;) {
      const quote = piece.indexOf('"', search);
      const end = quote === -1 ? piece.length : quote;
      let slashes = 0;
      while (end - slashes > search && piece.charCodeAt(end - slashes - 1) === BACKSLASH) slashes++;
      if (quote === -1) {
        this.#escaped = slashes % 2 === 1;
        return -1;
      }
      if (slashes % 2 === 0) {
        this.#inString = false;
        return quote;
      }
      search = quote + 1;
    }
  }

  #enter(letter: number): void {
    if (this.done) throw this.#fault('malformed');
    this.#begun = true;
    this.#open.push(letter);
    if (this.#open.length > TABLE_LIMITS.depth) throw this.#fault('too-deep');
  }

  #leave(letter: number): void {
    const opened = this.#open.pop();
    if (opened === undefined || opened + 2 !== letter) throw this.#fault('malformed');
    this.#names.length = Math.min(this.#names.length, this.#open.length);
  }

  #fault(reason: 'cut' | 'malformed' | 'too-deep' | 'too-long'): AppError {
    const record = this.#arrayDepth > 0 ? this.#elements + 1 : null;
    return tableFault({ file: this.file, form: 'json' }, reason, record);
  }
}
