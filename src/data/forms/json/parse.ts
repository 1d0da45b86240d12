import type { Json } from '../../../domain/errors';

/** Digits that a number may not hold exactly, and strings, which may hold such digits as well. */
const LONG_DIGITS = /\d{16}/;
const STRINGS_AND_LONG = /"[^"\\]*(?:\\[^][^"\\]*)*"|-?\d{16,}(?![\d.eE])/g;
const STRINGS_AND_SIGNS = /"[^"\\]*(?:\\[^][^"\\]*)*"|[{}[\],]/g;

/** JSON with whole numbers that are too long for a number as text, so that no id loses its last digits. */
export function parseExactly(text: string): Json {
  const exact = LONG_DIGITS.test(text)
    ? text.replace(STRINGS_AND_LONG, (part) => (part.startsWith('"') ? part : `"${part}"`))
    : text;
  return JSON.parse(exact) as Json;
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

/** Elements one by one: those that cannot be read are `undefined`, each with its text. */
export function parseEach(text: string): { readonly text: string; readonly value: Json | undefined }[] {
  return elementsOf(text).map((element) => ({ text: element, value: parseElements(element)?.[0] }));
}

function elementsOf(text: string): string[] {
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
