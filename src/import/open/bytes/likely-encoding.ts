import type { Encoding } from '../../../domain/imports';
import { COMMON_HAN, COMMON_HANGUL, COMMON_LETTERS, LATIN_LETTERS } from './letters';

/** Those that programs write besides Unicode; of equals the first is taken. What is rare must be the better by more. */
const CANDIDATES = {
  'windows-1252': 0.01,
  'windows-1250': 0,
  'windows-1254': 0,
  'windows-1251': 0,
  'windows-1253': 0,
  'windows-1255': 0,
  'windows-1256': 0,
  'windows-874': 0,
  'euc-kr': 0,
  shift_jis: 0,
  gb18030: 0,
  big5: 0,
  'euc-jp': -0.1,
  'iso-8859-2': -0.1,
  'koi8-r': -0.1,
  macintosh: -0.25,
} satisfies { readonly [encoding in Encoding]?: number };

type Candidate = keyof typeof CANDIDATES;

/** Bytes of lines that are not all ASCII, which are enough to tell. */
const ENOUGH_BYTES = 6000;

/** In which encoding a text that is no Unicode reads as what languages write: letters beside letters of their script, the common ones most. */
export function likelyEncoding(head: Uint8Array): Candidate {
  const lines = tellingLines(head);
  let best: Candidate = 'windows-1252';
  let most = -Infinity;
  for (const [encoding, before] of Object.entries(CANDIDATES) as [Candidate, number][]) {
    const score = before + sense(new TextDecoder(encoding).decode(lines, { stream: true }));
    if (score > most) [best, most] = [encoding, score];
  }
  return best;
}

/** What a page or a document says at its beginning of its own encoding, where it is one that is known. */
export function declaredEncoding(head: Uint8Array): Encoding | null {
  const beginning = String.fromCharCode(...head.subarray(0, 2048)).trimStart();
  if (!beginning.startsWith('<')) return null;
  const label = /(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)/i.exec(beginning)?.[1] ?? '';
  try {
    const name = new TextDecoder(label).encoding;
    // The first has all letters of the second.
    const encoding = name === 'gbk' ? 'gb18030' : name;
    return Object.hasOwn(CANDIDATES, encoding) ? (encoding as Candidate) : null;
  } catch (error) {
    // A label that nobody knows says nothing.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function tellingLines(head: Uint8Array): Uint8Array {
  const lines: number[] = [];
  let from = 0;
  while (from < head.length && lines.length < ENOUGH_BYTES) {
    const end = head.indexOf(10, from);
    const line = head.subarray(from, Math.min(end === -1 ? head.length : end + 1, from + ENOUGH_BYTES));
    if (line.some((byte) => byte >= 0x80)) lines.push(...line);
    from = end === -1 ? head.length : end + 1;
  }
  return Uint8Array.from(lines);
}

/** Words, and signs beyond ASCII that are no letters. */
const PARTS = /[\p{L}\p{M}]+|[^\p{L}\p{M}\0-\x7f]/gu;
/** Signs that stand in any text. */
const USUAL_SIGN = /[‘’“”„‚–—…€«»•°·、。「」『』（）：！？　・ー～，①-⑳㈱№№]|[０-９]/u;
/** What is no sign of anything: no such letter, a control character, a place for one's own. */
const NO_SIGN = /[\ufffd\p{Cc}\p{Co}\p{Cn}]/u;
const ASCII_LETTER = /[a-z]/i;

/** How much a text reads like one: about 1 for each letter and sign that is as it should be, less for others, on average. */
function sense(text: string): number {
  let [points, count, latin] = [0, 0, 0];
  const inLanguages = LATIN_LETTERS.map(() => 0);
  for (const { 0: part, index } of text.matchAll(PARTS)) {
    if (/^[\0-\x7f]+$/.test(part)) continue;
    if (!/[\p{L}\p{M}]/u.test(part)) {
      count++;
      points += pointsOfSign(part, text[index - 1] ?? '', text[index + part.length] ?? '');
      continue;
    }
    const letters = [...part].filter((letter) => letter > '\x7f');
    const isMixed = letters.length < part.length && ASCII_LETTER.test(part);
    count += letters.length;
    // No word goes on in capitals behind its small letters.
    points -= part.match(/\p{Ll}(?=\p{Lu})/gu)?.length ?? 0;
    for (const letter of letters)
      if (/\p{Script=Latin}/u.test(letter)) {
        latin++;
        if (part.length > 1 && !isMixed) points -= 0.35;
        LATIN_LETTERS.forEach((own, i) => (inLanguages[i] += own.includes(letter) ? 1 : 0));
      } else points += pointsOfLetter(letter) - (isMixed ? lossWhenMixed(letter) : 0);
    // A sign of a vowel that stands on no letter.
    points -= part.match(/^\p{M}/u)?.length ?? 0;
    if (part.length === 1 && !/[\p{Script=Latin}\p{Script=Han}\p{Script=Hangul}]/u.test(part)) points -= 0.5;
  }
  const covered = Math.max(...inLanguages);
  return count === 0 ? 0 : (points + covered - (latin - covered) / 2) / count;
}

function pointsOfSign(sign: string, before: string, behind: string): number {
  if (NO_SIGN.test(sign)) return -4;
  const beside = [before, behind].filter((other) => /\p{L}/u.test(other)).length;
  if (USUAL_SIGN.test(sign)) return beside === 2 && sign !== '’' ? 0.4 : 0.8;
  return -0.2 - beside * 0.7;
}

function pointsOfLetter(letter: string): number {
  if (/\p{Script=Hangul}/u.test(letter)) return COMMON_HANGUL.has(letter) ? 1.2 : 0.35;
  if (/\p{Script=Han}/u.test(letter)) return COMMON_HAN.has(letter) ? 1.2 : 0.1;
  if (/\p{Script=Katakana}|\p{Script=Hiragana}|ー/u.test(letter)) return letter > '\uff00' ? 0.4 : 1;
  const own = COMMON_LETTERS.find(({ script }) => script.test(letter))?.letters;
  if (own === undefined) return 0;
  const rank = own.indexOf(letter.toLowerCase());
  // What a letter tells falls with its rank, as its share of a text does by a constant factor.
  return rank === -1 ? -1 : 1.45 - 0.07 * rank;
}

/** Brands in the Far East have letters of ours beside others. */
function lossWhenMixed(letter: string): number {
  return letter < '\uff00' &&
    /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(letter)
    ? 0.3
    : 1.5;
}
