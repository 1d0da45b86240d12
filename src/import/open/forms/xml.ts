import { Parser } from 'htmlparser2';
import { TABLE_LIMITS } from '../../../domain/table-limits';
import type { SourceFile } from '../bytes/source';
import { textPieces } from './text-pieces';
import { tableFault } from '../table-fault';

/** A workbook and its form. */
export interface Book {
  readonly file: string;
  readonly form: 'xlsx' | 'ods';
}

/** By their names as they stand there, prefix included. */
export interface Attributes {
  readonly [name: string]: string | undefined;
}

/** Hears the parts of a document in their order. Names come without the prefix of their namespace. */
export interface XmlListener {
  open?(name: string, attributes: Attributes): void;
  close?(name: string): void;
  /** Part of a text; the next may go on with it. */
  text?(text: string): void;
}

/** Reads a part of a workbook piece by piece. Entities of its own making are none, so that nothing can grow. */
export class XmlReader {
  readonly #parser: Parser;
  /** Letters since the last tag. */
  #chars = 0;

  /** @param book which is read, for what is to be said of it. */
  constructor(
    readonly book: Book,
    listener: XmlListener,
  ) {
    this.#parser = new Parser(
      {
        onopentag: (name, attributes) => {
          this.#chars = 0;
          listener.open?.(localName(name), attributes);
        },
        onclosetag: (name) => {
          this.#chars = 0;
          listener.close?.(localName(name));
        },
        ontext: (text) => listener.text?.(text),
      },
      { xmlMode: true },
    );
  }

  push(piece: string): void {
    this.#chars += piece.length;
    this.#parser.write(piece);
    if (this.#chars > TABLE_LIMITS.recordChars) throw tableFault(this.book, 'too-long');
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

export async function readXml(part: SourceFile, listener: XmlListener, book: Book): Promise<void> {
  const reader = new XmlReader(book, listener);
  for await (const piece of textPieces(part, { gzip: false, encoding: 'utf-8' })) reader.push(piece);
}
