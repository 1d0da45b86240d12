import { Parser } from 'htmlparser2';
import type { SourceFile } from '../bytes/source';
import type { CellRows, NamedTable } from '../cell-table';
import { CollectedRows } from './collected-rows';
import { shownText } from './html/largest-table';
import { textPieces, type TextDress } from './text-pieces';

/** A page or document that lists records, each of which begins with the same mark and ends where the next begins. */
interface MarkupList {
  readonly begin: string;
  /** Cells of one record by header; null for what is none. */
  readonly cellsOf: (record: string) => ReadonlyMap<string, string> | null;
}

/** A page of Google Takeout: what was done, on what, of whom, and when, in the language of the account. */
const ACTIVITY: MarkupList = {
  begin: 'class="outer-cell',
  cellsOf: (record) => {
    const content = /class="content-cell[^>]*body-1">([\s\S]*?)<\/div>/.exec(record)?.[1];
    const lines = content?.split(/<br\s*\/?>/i).filter((line) => plainText(line) !== '') ?? [];
    if (lines.length < 2) return null;
    const link = /<a[^>]*href="([^"]*)"/.exec(lines[0])?.[1] ?? '';
    return new Map([
      ['title', plainText(lines[0])],
      ['titleUrl', plainText(link)],
      ['subtitles.name', lines.length > 2 ? plainText(lines[1]) : ''],
      ['time', plainText(lines[lines.length - 1])],
      ['details.name', /google ads/i.test(record) ? 'From Google Ads' : ''],
    ]);
  },
};

/** Elements of a record that hold text and nothing else. */
const LEAF = /<([\w.-]+)>((?:<!\[CDATA\[[\s\S]*?\]\]>|[^<])*)<\/\1>/g;

const ANIME: MarkupList = {
  begin: '<anime>',
  cellsOf: (record) => {
    const cells = new Map([...record.matchAll(LEAF)].map(([, name, text]) => [name, plainText(text)]));
    return cells.has('series_title') ? cells : null;
  },
};

/** Letters of a record beyond which it is none: what follows the last one, or a page without an end. */
const MOST_CHARS = 1 << 20;

/** The records of a list in a page or document; no table where there is none. */
export async function openMarkup(
  source: SourceFile,
  dress: TextDress,
  beginning: string,
): Promise<readonly NamedTable[]> {
  const isActivity = beginning.includes(ACTIVITY.begin) || /mdl-typography/.test(beginning);
  const list = beginning.includes('<myanimelist>') ? ANIME : isActivity ? ACTIVITY : null;
  if (list === null) return [];
  let headers: readonly string[] = [];
  for await (const records of recordsOf(source, dress, list.begin, () => undefined)) {
    headers = [
      ...(records
        .flatMap((record) => list.cellsOf(record) ?? [])
        .at(0)
        ?.keys() ?? []),
    ];
    if (headers.length > 0) break;
  }
  if (headers.length === 0) return [];
  const rows = async function* (onRead: (bytes: number) => void): AsyncGenerator<CellRows> {
    let place = 0;
    for await (const records of recordsOf(source, dress, list.begin, onRead)) {
      const collected = new CollectedRows();
      for (const record of records) {
        const found = list.cellsOf(record);
        if (found !== null) collected.add(headers.map((header) => found.get(header) ?? ''), ++place); // prettier-ignore
      }
      yield collected.take();
    }
  };
  return [{ name: '', table: { form: 'html', headers, rows } }];
}

/** The texts between one mark and the next, without what stands before the first. */
async function* recordsOf(
  source: SourceFile,
  dress: TextDress,
  begin: string,
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
function plainText(markup: string): string {
  let text = '';
  const parser = new Parser({ ontext: (part) => (text += part) }, { recognizeCDATA: true });
  parser.end(markup);
  return shownText(text);
}
