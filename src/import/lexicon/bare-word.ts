import { plainLetters } from '../../domain/header-terms';

/** The same headers are asked about by many rules. */
const KNOWN = new Map<string, string>();
const MOST_KNOWN = 1 << 14;

/** A name or a word by its letters and digits alone, lower case and without accents; letters of every script stay. */
export function bareWord(text: string): string {
  let bare = KNOWN.get(text);
  if (bare === undefined) {
    bare = bareOf(text);
    if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
    KNOWN.set(text, bare);
  }
  return bare;
}

function bareOf(text: string): string {
  // Most headers and cells, for a tenth of the time.
  if (PLAIN.test(text)) return text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const bare = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '');
  return plainLetters(bare);
}

const PLAIN = /^[ -~]*$/;

/** Words of several languages, a line for each; a hyphen joins those that are one. */
export const bareWords = (lines: readonly string[]): ReadonlySet<string> =>
  new Set(lines.flatMap((line) => line.split(/\s+/)).map(bareWord));
