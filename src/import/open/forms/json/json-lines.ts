import type { Json } from '../../../../domain/errors';
import { linesIn } from '../../../../domain/text-lines';
import type { SourceFile } from '../../bytes/source';
import type { CellTable, UnreadRecord } from '../../cell-table';
import { textPieces, type Pause, type TextDress } from '../text-pieces';
import { parseElements } from './parse';
import { jsonOfPython } from './python-literal';
import { SAMPLED_CHARS, valuesTable, type ReadValues } from './values-table';

/** One record a line; blank lines, the brackets of an array around them and commas behind them do not count. */
export async function openJsonLines(
  source: SourceFile,
  dress: TextDress,
  pause: Pause,
): Promise<CellTable | null> {
  return valuesTable(source.path, 'json-lines', (onRead) => readLines(source, dress, onRead), [], pause);
}

/** Whether a text's first lines are records of their own. */
export function isJsonLines(beginning: string): boolean {
  const lines = beginning.slice(0, SAMPLED_CHARS).split('\n').map(recordText);
  const [first, second] = lines.filter((line) => line !== '');
  return /^[[{]/.test(first ?? '') && /^[[{]/.test(second ?? '') && parseElements(first)?.length === 1;
}

function recordText(line: string): string {
  const text = line.trim();
  if (text === '[' || text === ']') return '';
  return jsonOfPython(text.endsWith(',') ? text.slice(0, -1) : text);
}

async function* readLines(
  source: SourceFile,
  dress: TextDress,
  onRead: (bytes: number) => void,
): AsyncGenerator<ReadValues> {
  let line = 1;
  for await (const lines of linesIn(textPieces(source, dress, onRead))) {
    yield parseLines(lines, line);
    line += lines.length;
  }
}

function parseLines(lines: readonly string[], firstLine: number): ReadValues {
  const texts: string[] = [];
  const places: number[] = [];
  for (const [i, line] of lines.entries()) {
    const text = recordText(line);
    if (text === '') continue;
    texts.push(text);
    places.push(firstLine + i);
  }
  const joined = texts.join(',');
  const chars = joined.length;
  const together = parseElements(joined);
  if (together?.length === texts.length) return { values: together, places, chars };
  const values: Json[] = [];
  const read: number[] = [];
  const unread: UnreadRecord[] = [];
  for (const [i, text] of texts.entries()) {
    const alone = parseElements(text);
    if (alone?.length !== 1) unread.push({ line: places[i], value: text });
    else {
      values.push(alone[0]);
      read.push(places[i]);
    }
  }
  return { values, places: read, unread, chars };
}
