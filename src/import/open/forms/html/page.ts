import { Parser } from 'htmlparser2';
import type { SourceFile } from '../../bytes/source';
import { textPieces, type TextDress } from '../text-pieces';
import { tableFault } from '../../table-fault';

/** Elements within one another; pages have some dozens. */
const MOST_DEPTH = 1000;

/** Hears the elements of a page that close as they opened, and its texts. */
export interface PageListener {
  open(name: string, attributes: { readonly [name: string]: string }): void;
  close(name: string): void;
  text(text: string): void;
}

/** A listener that makes something of what it hears, and gives it away. */
export interface PageMaker<Made> extends PageListener {
  taken(): Made[];
}

/** What a listener makes of a page, read from its beginning. @throws AppError TABLE_UNREADABLE. */
export async function* readPage<Made>(
  source: SourceFile,
  dress: TextDress,
  listener: PageMaker<Made>,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<Made[]> {
  let depth = 0;
  /** Inside of what is no text to read. */
  let hidden = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (++depth > MOST_DEPTH) throw tableFault({ file: source.path, form: 'html' }, 'too-deep');
      if (isHidden(name)) hidden++;
      listener.open(name, attributes);
    },
    onclosetag(name) {
      depth--;
      if (isHidden(name)) hidden--;
      listener.close(name);
    },
    ontext(text) {
      if (hidden === 0) listener.text(text);
    },
  });
  for await (const piece of textPieces(source, dress, onRead)) {
    parser.write(piece);
    yield listener.taken();
  }
  parser.end();
  yield listener.taken();
}

function isHidden(name: string): boolean {
  return name === 'script' || name === 'style';
}

/** A text as a page shows it. */
export function shownText(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
