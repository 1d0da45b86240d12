import { linesIn } from '../../../../domain/text-lines';
import type { SourceFile } from '../../bytes/source';
import { type TextDress, textPieces } from '../text-pieces';
import { parseElements, readEach, type ReadValues } from './parse';
import { SAMPLED_CHARS } from './values-table';
import { readLiteral } from '../../../cells/literal';

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

/** One record a line; blank lines, the brackets of an array around them and commas behind them do not count. */
export async function* readLines(
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
  return readEach(texts, places, chars);
}

const PYTHON = /^[[{(]\s*u?'/;

/** A record as Python prints it, as JSON; any other text as it is. Data sets of reviews come so, a record on each line. */
export function jsonOfPython(text: string): string {
  if (!PYTHON.test(text)) return text;
  const literal = readLiteral(text);
  return literal?.whole === true ? JSON.stringify(literal.value) : text;
}
