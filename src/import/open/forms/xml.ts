import { TABLE_LIMITS } from '../../../domain/table-limits';
import type { SourceFile } from '../bytes/source';
import { letterOf } from './markup';
import { textPieces } from './text-pieces';
import { tableFault } from '../table-fault';

/** A workbook and its form. */
export interface Book {
  readonly file: string;
  readonly form: 'xlsx' | 'ods';
}

/** Hears the parts of a document in their order. Names come without the prefix of their namespace. */
export interface XmlListener {
  /** @param tag all of the tag between its brackets, for `attributeOf`. */
  open(name: string, tag: string): void;
  close(name: string): void;
  text(text: string): void;
  /** May take an element at once, where it begins. @returns the place behind it, or −1 to hear of its parts. */
  whole?(text: string, start: number): number;
}

/**
 * Reads XML as the parts of a workbook are written: elements, attributes, texts; no entities of its own making, so that
 * nothing can grow. Far faster than a reader that makes an object of each tag.
 */
export class XmlReader {
  #rest = '';

  /** @param book which is read, for what is to be said of it. */
  constructor(
    readonly book: Book,
    readonly listener: XmlListener,
  ) {}

  push(piece: string): void {
    const { listener } = this;
    const text = this.#rest + piece;
    let at = 0;
    for (;;) {
      const start = text.indexOf('<', at);
      if (start === -1) break;
      const behind = start === at ? (listener.whole?.(text, start) ?? -1) : -1;
      if (behind !== -1) {
        at = behind;
        continue;
      }
      const end = tagEnd(text, start);
      if (end === -1) break;
      if (start > at) listener.text(decoded(text.slice(at, start)));
      const second = text.charCodeAt(start + 1);
      if (second === SLASH) listener.close(localName(text.slice(start + 2, end).trimEnd()));
      else if (second === BANG) {
        if (text.startsWith('<![CDATA[', start)) listener.text(text.slice(start + 9, end - 2));
      } else if (second !== QUESTION) {
        const closes = text.charCodeAt(end - 1) === SLASH;
        const tag = evened(text.slice(start + 1, closes ? end - 1 : end));
        const name = localName(nameOf(tag));
        listener.open(name, tag);
        if (closes) listener.close(name);
      }
      at = end + 1;
    }
    this.#rest = text.slice(at);
    if (this.#rest.length > TABLE_LIMITS.recordChars) throw tableFault(this.book, 'too-long');
  }
}

const SLASH = 47;
const BANG = 33;
const QUESTION = 63;

/** The bracket that ends what begins here, or −1 where it has not come yet. */
function tagEnd(text: string, start: number): number {
  const second = text.charCodeAt(start + 1);
  if (second === BANG) {
    if (text.length < start + 9) return -1;
    const closing = text.startsWith('<!--', start)
      ? '-->'
      : text.startsWith('<![CDATA[', start)
        ? ']]>'
        : '>';
    const end = text.indexOf(closing, start + 4);
    return end === -1 ? -1 : end + closing.length - 1;
  }
  let end = text.indexOf('>', start);
  // A value may hold the bracket.
  while (end !== -1 && hasOpenQuote(text, start, end)) end = text.indexOf('>', end + 1);
  return end;
}

function hasOpenQuote(text: string, start: number, end: number): boolean {
  let quote = 0;
  for (let at = start; at < end; at++) {
    const letter = text.charCodeAt(at);
    if (quote === 0 ? letter === 34 || letter === 39 : letter === quote) quote = quote === 0 ? letter : 0;
  }
  return quote !== 0;
}

function nameOf(tag: string): string {
  const blank = tag.indexOf(' ');
  return blank === -1 ? tag : tag.slice(0, blank);
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

/** The value of an attribute, or null. @param start of the attribute: a blank, its name and `="`. */
export function attributeOf(tag: string, start: ` ${string}="`): string | null {
  const at = tag.indexOf(start);
  if (at === -1) return null;
  const from = at + start.length;
  const value = tag.slice(from, tag.indexOf('"', from));
  return value.includes('&') ? decoded(value) : value;
}

const UNEVEN = /['\n\r\t]|\s=|=\s/;
const ATTRIBUTE = /\s+([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** A tag with its attributes as most programs write them. */
function evened(tag: string): string {
  if (!UNEVEN.test(tag)) return tag;
  return tag.replace(
    ATTRIBUTE,
    (_, name: string, double: string | undefined, single: string | undefined) =>
      ` ${name}="${double ?? single?.replaceAll('"', '&quot;') ?? ''}"`,
  );
}

function decoded(text: string): string {
  return text.includes('&') ? text.replace(/&(#x?[\da-f]{1,6}|amp|lt|gt|quot|apos);/gi, letterOf) : text;
}

/** Hears all of one part of a workbook. */
export async function readXml(part: SourceFile, listener: XmlListener, book: Book): Promise<void> {
  const reader = new XmlReader(book, listener);
  for await (const piece of textPieces(part, { gzip: false, encoding: 'utf-8' })) reader.push(piece);
}
