import { codeLength, lettersOf } from './class-code';
import { CLASS_THINGS, type ClassSet, thingsIn } from './class-set';

/** A code as it came, with the name before it; null: none was given. */
export interface ClassEntry {
  readonly name: string | null;
  readonly code: string;
}

/** Entries that are told apart. A text with more was no class's: what comes after them stays together, to be told. */
const MOST_ENTRIES = 300;

/**
 * The codes of what was typed, pasted or scanned: one a line, or several after each other, with commas or without, each
 * with a name before it (`Mina: K7M2 PX9R 4TC HAE`) or alone. O(length) of the text.
 */
export function classEntries(text: string, set: ClassSet): readonly ClassEntry[] {
  const needed = codeLength(thingsIn(set));
  const entries = text
    .split(/[\r\n;]+/)
    .flatMap((line) => (/[:：]/.test(line) ? [line] : line.split(/[,\t，]+/)))
    .filter((piece) => lettersOf(piece).length > 0)
    .flatMap((piece) => entriesOf(piece.trim(), needed));
  if (entries.length <= MOST_ENTRIES) return entries;
  const rest = entries
    .slice(MOST_ENTRIES)
    .map(({ name, code }) => (name === null ? code : `${name} ${code}`));
  return [...entries.slice(0, MOST_ENTRIES), { name: null, code: rest.join(' ') }];
}

/** Whether a text is rows of a spreadsheet, a thing in each column, and no codes, of which several may share a line too. */
export function holdsTable(text: string, set: ClassSet): boolean {
  const [head, first] = text.trim().split(/\r?\n/);
  if (first === undefined) return false;
  const cellsOf = (line: string): string[] => line.split(head.includes('\t') ? '\t' : /[,;]/);
  const cells = cellsOf(first);
  const needed = codeLength(thingsIn(set));
  const short = cells.filter((cell) => lettersOf(cell).length < needed);
  return cellsOf(head).length >= CLASS_THINGS.least && short.length >= CLASS_THINGS.least;
}

function entriesOf(piece: string, needed: number): readonly ClassEntry[] {
  const named = /^(.*)[:：](.*)$/.exec(piece);
  if (named !== null) return [{ name: nameOf(named[1]), code: named[2].trim() }];
  const words = piece.split(/\s+/);
  const letters = lettersOf(piece).length;
  if (letters <= needed) return [{ name: null, code: piece }];
  if (letters % needed === 0) {
    const all = lettersOf(piece).join('');
    return Array.from({ length: letters / needed }, (_, k) => {
      return { name: null, code: all.slice(k * needed, (k + 1) * needed) };
    });
  }
  // A name before the groups of the code.
  let from = words.length;
  for (let last = 0; last < needed && from > 0;) last += lettersOf(words[--from]).length;
  if (lettersOf(words.slice(from).join('')).length !== needed) return [{ name: null, code: piece }];
  return [{ name: nameOf(words.slice(0, from).join(' ')), code: words.slice(from).join(' ') }];
}

function nameOf(text: string): string | null {
  const name = text.trim();
  return name === '' ? null : name;
}
