import { csvText, formulaCells, withApostrophes } from '../../charts/csv';
import { isBeyondAscii, UTF8_MARK } from '../../charts/save-file';
import { itemsNamedBy, readOutputLine, titlesById, type OutputLine } from './output-lines';
import { chunksFrom } from '../../../domain/stream-chunks';
import { linesIn } from '../../../domain/text-lines';

/** Lines that are read, named and written at a time. */
const LINES_AT_ONCE = 500;

export interface OutputCsv {
  readonly file: Blob;
  /** Cells that a spreadsheet would run. */
  readonly formulas: number;
}

/**
 * The output of a job as a table for spreadsheets: a row for each result, with what it was asked and what the items are
 * called; a line without results has a row that says why. Memory: the table, in parts that the browser may put away.
 *
 * @param of what its lists hold
 * @param titlesOf what these items are called, null for those without a title
 * @param spared with an apostrophe before each cell that a spreadsheet would run
 */
export async function outputCsv(
  output: Blob,
  of: OutputLine['of'],
  titlesOf: (items: readonly string[]) => Promise<readonly (string | null)[]>,
  spared = false,
): Promise<OutputCsv> {
  const known = new Map<string, string>();
  const named = new Set<string>();
  const parts: Blob[] = [];
  let formulas = 0;
  let isMarked = false;
  let at = 0;
  const write = (rows: readonly (readonly string[])[]): void => {
    const plain = csvText(rows);
    formulas += formulaCells(plain);
    const text = spared ? withApostrophes(plain) : plain;
    isMarked ||= isBeyondAscii(text);
    parts.push(new Blob([text]));
  };
  write([headOf(of)]);
  for await (const lines of filledLines(output)) {
    const read = lines.map((line) => readOutputLine(line, Infinity));
    const items = itemsNamedBy(read).filter((item) => !named.has(item));
    for (const item of items) named.add(item);
    for (const [item, title] of titlesById(items, await titlesOf(items))) known.set(item, title);
    write(read.flatMap((line, i) => (line === null ? [] : rowsOf(line, at + i + 1, known))));
    at += lines.length;
  }
  return { file: new Blob([...(isMarked ? [UTF8_MARK] : []), ...parts]), formulas };
}

function headOf(of: OutputLine['of']): readonly string[] {
  const result = of === 'user' ? ['USER_ID'] : ['ITEM_ID', 'TITLE'];
  return ['LINE', 'INPUT', 'INPUT_TITLE', 'GIVEN', 'THEME', 'RANK', ...result, 'SCORE', 'ERROR'];
}

function rowsOf(
  { asked, given, theme, of, results, error }: OutputLine,
  number: number,
  titles: ReadonlyMap<string, string>,
): readonly (readonly string[])[] {
  const askedTitle = asked.kind === 'item' ? (titles.get(asked.value) ?? '') : '';
  const begins = [String(number), asked.value, askedTitle, given.join('; '), theme ?? ''];
  const named = (id: string): readonly string[] => (of === 'user' ? [id] : [id, titles.get(id) ?? '']);
  if (results.length === 0) return [[...begins, '', ...named('').map(() => ''), '', error ?? '']];
  return results.map(({ id, score }, place) => [
    ...begins,
    String(place + 1),
    ...named(id),
    score === null ? '' : String(score),
    error ?? '',
  ]);
}

/** The lines that hold something, some hundred at a time. */
async function* filledLines(output: Blob): AsyncGenerator<readonly string[]> {
  let lines: string[] = [];
  for await (const ended of linesIn(textOf(output)))
    for (const line of ended) {
      if (line.trim() !== '') lines.push(line);
      if (lines.length < LINES_AT_ONCE) continue;
      yield lines;
      lines = [];
    }
  if (lines.length > 0) yield lines;
}

async function* textOf(output: Blob): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of chunksFrom(output.stream().getReader()))
    yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
