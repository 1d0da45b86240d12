import { hashed } from './hashes';

/** Lists that a class can be asked about without anybody writing one, and how many things are in each; words name them. */
export const READY_SETS = { snacks: 20, films: 20, pastimes: 20 } as const;
export type ReadySet = keyof typeof READY_SETS;

/** What a class is asked about: a ready list, or what somebody has written. */
export type ClassSet = { readonly ready: ReadySet } | { readonly titles: readonly string[] };

/** How many things there may be. More would make a code that nobody reads aloud, and a QR that no phone reads. */
export const CLASS_THINGS = { least: 5, most: 24 } as const;
/** Letters of all titles together: what a QR on a wall holds, Hangul too, with squares that a phone tells apart. */
const MOST_LETTERS = 320;

export type ClassSetFault =
  | { readonly kind: 'few' | 'many'; readonly things: number }
  | { readonly kind: 'twice'; readonly title: string }
  | { readonly kind: 'long' };

export function isReadySet(name: string): name is ReadySet {
  return Object.hasOwn(READY_SETS, name);
}

export function thingsIn(set: ClassSet): number {
  return 'ready' in set ? READY_SETS[set.ready] : set.titles.length;
}

/** One title a line, without empty ones. */
export function titlesOf(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.normalize('NFC').trim().replace(/\s+/g, ' '))
    .filter((line) => line !== '');
}

/** Why these cannot be asked about; null: they can. */
export function classSetFault(titles: readonly string[]): ClassSetFault | null {
  const things = titles.length;
  if (things < CLASS_THINGS.least) return { kind: 'few', things };
  if (things > CLASS_THINGS.most) return { kind: 'many', things };
  const twice = titles.find((title, at) => titles.indexOf(title) < at);
  if (twice !== undefined) return { kind: 'twice', title: twice };
  return titles.join('').length > MOST_LETTERS ? { kind: 'long' } : null;
}

/** A number that tells this list from others; the order of its things counts. */
export function classSetHash(set: ClassSet): number {
  return hashed('ready' in set ? set.ready : set.titles.join('\n'));
}
