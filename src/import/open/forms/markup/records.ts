import type { SourceFile } from '../../bytes/source';
import type { CellRows, NamedTable } from '../../cell-table';
import { CollectedRows } from '../collected-rows';
import { textPieces, type TextDress } from '../text-pieces';

/** A page or document that lists records, each between marks of its own. */
export interface MarkupList {
  /** What each record begins with; one ends where the next begins. */
  readonly begin: string;
  readonly headers: (first: string) => readonly string[];
  /** Cells of one record by header; null for what is none. */
  readonly cellsOf: (record: string) => ReadonlyMap<string, string> | null;
}

/** Letters of a record beyond which it is none: what follows the last one, or a page without an end. */
const MOST_CHARS = 1 << 20;

/** The records of a list in a page or document; no table where there is none. */
export async function openMarkup(
  source: SourceFile,
  dress: TextDress,
  list: MarkupList,
): Promise<readonly NamedTable[]> {
  let headers: readonly string[] = [];
  for await (const records of recordsOf(source, dress, list, () => undefined)) {
    const first = records.find((record) => list.cellsOf(record) !== null);
    if (first === undefined) continue;
    headers = list.headers(first);
    break;
  }
  if (headers.length === 0) return [];
  const rows = async function* (onRead: (bytes: number) => void): AsyncGenerator<CellRows> {
    let place = 0;
    for await (const records of recordsOf(source, dress, list, onRead)) {
      const collected = new CollectedRows();
      for (const record of records) {
        const found = list.cellsOf(record);
        if (found === null) continue;
        const cells = headers.map((header) => found.get(header) ?? '');
        collected.add(cells, ++place);
      }
      yield collected.take();
    }
  };
  return [{ name: '', table: { form: 'html', headers, rows } }];
}

/** The texts between one mark and the next, without what stands before the first that begins one. */
async function* recordsOf(
  source: SourceFile,
  dress: TextDress,
  { begin }: Pick<MarkupList, 'begin'>,
  onRead: (bytes: number) => void,
): AsyncGenerator<string[]> {
  let rest = '';
  let begun = false;
  for await (const piece of textPieces(source, dress, onRead)) {
    const parts: string[] = (rest + piece).split(begin);
    rest = parts.pop() ?? '';
    if (parts.length > 0 && !begun) {
      parts.shift();
      begun = true;
    }
    // What comes before the first may be cut, but for the half of a mark at its end.
    if (rest.length > MOST_CHARS) rest = begun ? rest.slice(0, MOST_CHARS) : rest.slice(-begin.length);
    yield parts;
  }
  if (begun) yield [rest];
}

/** Text without its marks and with its letters, as a person reads it. */
export function plainText(markup: string): string {
  return markup
    .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, text: string) =>
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
    )
    .replace(/<[^>]*>/g, '')
    .replace(/&(#x?[\da-f]+|[a-z]+);/gi, letterOf)
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();
}

const LETTERS: { readonly [name: string]: string } = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  emsp: ' ',
};

function letterOf(whole: string, name: string): string {
  if (!name.startsWith('#')) return Object.hasOwn(LETTERS, name) ? LETTERS[name] : whole;
  const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
  return Number.isInteger(code) && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}
