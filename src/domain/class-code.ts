import { type ClassSet, classSetHash, thingsIn } from './class-set';

/** What somebody says of a thing: from 1, not for them, to 4, they love it; 0: they do not know it. */
export type Liking = 0 | 1 | 2 | 3 | 4;
export const LIKINGS = [4, 3, 2, 1, 0] as const satisfies readonly Liking[];
/** From this on somebody is said to like a thing. */
export const LIKES_FROM: Liking = 3;

/**
 * Letters and digits of which no two look alike, and of those that only sound alike (M and N) one. There are 23 of them,
 * a prime, so that sums can be divided: that is how one wrong letter is found and told where it stands.
 */
const ALPHABET = '23456789ACDEFHJKMPRTWXY';
const P = ALPHABET.length;
/** What is meant where somebody writes one that looks or sounds like it. */
const MEANT: { readonly [letter: string]: string } = { S: '5', Z: '2', B: '8', G: '6', N: 'M' };
/** Of other lists, so many to one are told by a code of theirs. */
const LISTS_TOLD_APART = 100n;
const ANSWERS = BigInt(LIKINGS.length);
/** The two last letters follow from the others. */
const CHECKS = 2;
const GROUP = 4;

export type CodeFault =
  | { readonly kind: 'empty' | 'several' | 'other-set' | 'no-answers' }
  | { readonly kind: 'short' | 'long'; readonly letters: number; readonly needed: number }
  /** No code has that letter. */
  | { readonly kind: 'letter'; readonly letter: string; readonly group: number }
  /** One letter is wrong: with another one it would be a code of this list. Groups count from 1. */
  | { readonly kind: 'group'; readonly group: number; readonly meant: string }
  /** Two neighbours have changed places. */
  | { readonly kind: 'swap'; readonly group: number; readonly meant: string };

/** Letters of a code for so many things. */
export function codeLength(things: number): number {
  return payloadLength(things) + CHECKS;
}

/** Groups of at most four, as alike as can be: 14 letters are 4 4 3 3. */
export function grouped(code: string): readonly string[] {
  const groups = Math.ceil(code.length / GROUP);
  let from = 0;
  return Array.from({ length: groups }, (_, g) => {
    const size = Math.ceil((code.length - from) / (groups - g));
    return code.slice(from, (from += size));
  });
}

/**
 * Answers as a code to read aloud: the number that they are in the system of fives, which list it is, and two letters by
 * which a wrong one is found. Twenty things need 14 letters: the answers alone would fill 10.3 of 23 kinds.
 *
 * @param likings one for each thing of the list. @throws RangeError for another number of them.
 */
export function writeCode(likings: readonly Liking[], set: ClassSet): string {
  if (likings.length !== thingsIn(set)) throw new RangeError('not as many answers as things');
  const length = payloadLength(likings.length);
  let rest = likings.reduce((sum, liking) => sum * ANSWERS + BigInt(liking), 0n);
  rest = rest * listsOf(likings.length) + listNumber(set);
  const symbols = new Array<number>(length + CHECKS).fill(0);
  for (let at = length - 1; at >= 0; at--) {
    symbols[at] = Number(rest % BigInt(P));
    rest /= BigInt(P);
  }
  // Σ x = 0 and Σ j·x = 0 with places j from 1: the last two letters are what is missing to that.
  const [sum, weighed] = sumsOf(symbols);
  const last = length + CHECKS;
  // a + b = −sum, (last − 1)·a + last·b = −weighed
  const a = modulo(weighed - last * sum);
  symbols[length] = a;
  symbols[length + 1] = modulo(-sum - a);
  return symbols.map((symbol) => ALPHABET[symbol]).join('');
}

/** A code that shows how codes of this list look, and is nobody's answer. */
export function exampleCode(set: ClassSet): string {
  return writeCode(
    Array.from({ length: thingsIn(set) }, (_, thing) => LIKINGS[(thing * thing + thing) % LIKINGS.length]),
    set,
  );
}

/** Reads what was typed, pasted or scanned, however it is grouped and written. */
export function readCode(
  text: string,
  set: ClassSet,
): { readonly likings: readonly Liking[]; readonly code: string } | CodeFault {
  const needed = codeLength(thingsIn(set));
  const letters = lettersOf(text);
  if (letters.length === 0) return { kind: 'empty' };
  if (letters.length !== needed)
    return { kind: letters.length < needed ? 'short' : 'long', letters: letters.length, needed };
  const foreign = letters.findIndex((letter) => !ALPHABET.includes(letter));
  if (foreign >= 0) return { kind: 'letter', letter: letters[foreign], group: groupOf(foreign, needed) };
  const symbols = letters.map((letter) => ALPHABET.indexOf(letter));
  const [sum, weighed] = sumsOf(symbols);
  if (sum !== 0 || weighed !== 0) return faultOf(symbols, sum, weighed, set);
  const read = unpacked(symbols, thingsIn(set));
  if (read === null || read.list !== listNumber(set)) return { kind: 'other-set' };
  if (read.likings.every((liking) => liking === 0)) return { kind: 'no-answers' };
  return { likings: read.likings, code: letters.join('') };
}

/** What stands in it of letters and digits, as codes write them. */
export function lettersOf(text: string): readonly string[] {
  const bare = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return Array.from(bare, (letter) => MEANT[letter] ?? letter);
}

/** One letter that is off by e at place j leaves e and j·e behind; two neighbours that changed places leave 0. */
function faultOf(symbols: readonly number[], sum: number, weighed: number, set: ClassSet): CodeFault {
  const n = symbols.length;
  const repaired: { readonly at: number; readonly symbols: readonly number[] }[] = [];
  if (sum !== 0) {
    const place = modulo(weighed * inverse(sum));
    if (place >= 1 && place <= n)
      repaired.push({ at: place - 1, symbols: symbols.with(place - 1, modulo(symbols[place - 1] - sum)) });
  } else
    for (let at = 0; at + 1 < n; at++) {
      const swapped = symbols.with(at, symbols[at + 1]).with(at + 1, symbols[at]);
      if (sumsOf(swapped).every((left) => left === 0)) repaired.push({ at, symbols: swapped });
    }
  const meant = repaired.filter((one) => unpacked(one.symbols, thingsIn(set))?.list === listNumber(set));
  if (meant.length !== 1) return { kind: 'several' };
  const [one] = meant;
  const code = one.symbols.map((symbol) => ALPHABET[symbol]).join('');
  const group = groupOf(one.at, n);
  return { kind: sum === 0 ? 'swap' : 'group', group, meant: grouped(code).join(' ') };
}

function unpacked(
  symbols: readonly number[],
  things: number,
): { readonly likings: readonly Liking[]; readonly list: bigint } | null {
  let rest = symbols.slice(0, -CHECKS).reduce((sum, symbol) => sum * BigInt(P) + BigInt(symbol), 0n);
  const lists = listsOf(things);
  const list = rest % lists;
  rest /= lists;
  const likings = new Array<Liking>(things).fill(0);
  for (let at = things - 1; at >= 0; at--) {
    likings[at] = Number(rest % ANSWERS) as Liking;
    rest /= ANSWERS;
  }
  return rest === 0n ? { likings, list } : null;
}

function payloadLength(things: number): number {
  const needed = ANSWERS ** BigInt(things) * LISTS_TOLD_APART;
  let length = 0;
  for (let room = 1n; room < needed; room *= BigInt(P)) length++;
  return length;
}

/** How many lists the letters have room for beside the answers. */
function listsOf(things: number): bigint {
  return BigInt(P) ** BigInt(payloadLength(things)) / ANSWERS ** BigInt(things);
}

function listNumber(set: ClassSet): bigint {
  return BigInt(classSetHash(set)) % listsOf(thingsIn(set));
}

function sumsOf(symbols: readonly number[]): readonly [number, number] {
  let sum = 0;
  let weighed = 0;
  symbols.forEach((symbol, at) => {
    sum += symbol;
    weighed += (at + 1) * symbol;
  });
  return [modulo(sum), modulo(weighed)];
}

function modulo(value: number): number {
  return ((value % P) + P) % P;
}

/** By Fermat: x^(P − 2). */
function inverse(value: number): number {
  let power = 1;
  for (let k = 0; k < P - 2; k++) power = modulo(power * value);
  return power;
}

/** From 1. */
function groupOf(at: number, length: number): number {
  let seen = 0;
  return 1 + grouped('.'.repeat(length)).findIndex((group) => at < (seen += group.length));
}
