import type { Json } from '../../../../domain/errors';
import type { UnreadRecord } from '../../cell-table';

/** So many digits a number may not hold exactly. */
const LONG_DIGITS = 16;
/** Such digits that are no fraction, and strings, which may hold them as well. */
const STRINGS_AND_LONG = /"[^"\\]*(?:\\[^][^"\\]*)*"|(?<![\d.])-?\d{16,}(?![\d.eE])/g;
const STRINGS_AND_SIGNS = /"[^"\\]*(?:\\[^][^"\\]*)*"|[{}[\],]/g;

/** JSON with whole numbers that are too long for a number as text, so that no id loses its last digits. */
export function parseExactly(text: string): Json {
  const exact = hasLongDigits(text)
    ? text.replace(STRINGS_AND_LONG, (part) => (part.startsWith('"') ? part : `"${part}"`))
    : text;
  return JSON.parse(exact) as Json;
}

/** Of so many digits in a row, one stands at a place that counts by that number; an expression looks at every letter. */
function hasLongDigits(text: string): boolean {
  for (let at = LONG_DIGITS - 1; at < text.length; at += LONG_DIGITS) {
    if (!isDigit(text, at)) continue;
    let from = at;
    let to = at + 1;
    while (isDigit(text, from - 1)) from--;
    while (isDigit(text, to)) to++;
    if (to - from >= LONG_DIGITS) return true;
  }
  return false;
}

function isDigit(text: string, at: number): boolean {
  const letter = text.charCodeAt(at);
  return letter >= 48 && letter <= 57;
}

/** The elements of `text`, commas between them; null where it is not JSON. */
export function parseElements(text: string): Json[] | null {
  try {
    return parseExactly(`[${text}]`) as Json[];
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Values as they stand in a document, and where each does. */
export interface ReadValues {
  readonly values: readonly Json[];
  readonly places: readonly number[];
  /** Length of the text that they were read from. */
  readonly chars: number;
  readonly unread?: readonly UnreadRecord[];
}

/** Texts of one value each, at their places: read one by one, so that those which cannot be read are told. */
export function readEach(texts: readonly string[], places: readonly number[], chars: number): ReadValues {
  const values: Json[] = [];
  const read: number[] = [];
  const unread: UnreadRecord[] = [];
  for (const [i, text] of texts.entries()) {
    const alone = parseElements(text);
    if (alone?.length !== 1) unread.push({ line: places[i], value: text.trim() });
    else {
      values.push(alone[0]);
      read.push(places[i]);
    }
  }
  return { values, places: read, unread, chars };
}

/** What stands between the commas of a text that is not JSON as a whole. */
export function elementsOf(text: string): string[] {
  const elements: string[] = [];
  let depth = 0;
  let first = 0;
  for (const { 0: sign, index } of text.matchAll(STRINGS_AND_SIGNS)) {
    if (sign === '{' || sign === '[') depth++;
    else if (sign === '}' || sign === ']') depth--;
    else if (sign === ',' && depth === 0) {
      elements.push(text.slice(first, index));
      first = index + 1;
    }
  }
  return [...elements, text.slice(first)];
}
