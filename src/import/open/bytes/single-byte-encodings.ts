import type { Encoding } from '../../../domain/imports';

/** Of the letters beyond ASCII so many stand side by side where a language has hardly any others. */
const SIDE_BY_SIDE = 0.6;
/** So many of its letters are small ones. */
const MOSTLY_SMALL = 0.5;
/** Greek has accents on its small letters, where Cyrillic has its last capitals. */
const ACCENTED = 0.02;
/** Letters within words that no other language has there, of all beyond ASCII; and letters that need each other to tell. */
const TELLING = 0.01;
const TELLING_TOGETHER = 0.1;

const bytesOf = (...bytes: readonly number[]): ReadonlySet<number> => new Set(bytes);
/** ł ą ż, of which the west has ³ ¹ ¿, and never within a word. */
const POLISH = bytesOf(0xb3, 0xb9, 0xbf);
/** š ž, and č ě ř ů, which stand for accents of other languages than those that have the first. */
const HACEK = bytesOf(0x9a, 0x9e);
const CZECH = bytesOf(0xe8, 0xec, 0xf8, 0xf9);
/** ı ş ğ İ Ş, where Icelandic has ý þ ð Ý Þ beside many á æ í ú. */
const TURKISH = bytesOf(0xdd, 0xde, 0xf0, 0xfd, 0xfe);
const ICELANDIC = bytesOf(0xc1, 0xc6, 0xe1, 0xe6, 0xed, 0xfa);

/**
 * Which of the encodings with a byte for each letter that older programs write a text is in, other than that of western
 * Europe; null where nothing tells it from that one.
 */
export function singleByteEncoding(
  head: Uint8Array,
): Extract<Encoding, `windows-125${0 | 1 | 3 | 4}`> | null {
  const counts = {
    high: 0,
    row: 0,
    small: 0,
    accented: 0,
    polish: 0,
    hacek: 0,
    czech: 0,
    turkish: 0,
    icelandic: 0,
  };
  for (const [at, byte] of head.entries()) {
    if (byte < 0x80) continue;
    counts.high++;
    const [before, after] = [head[at - 1] ?? 0, head[at + 1] ?? 0];
    if (byte >= 0xc0 && (before >= 0xc0 || after >= 0xc0)) counts.row++;
    if (byte >= 0xe0) counts.small++;
    if (byte >= 0xdc && byte <= 0xdf && before >= 0xe0) counts.accented++;
    const isWithin = isLetter(before) && isLetter(after);
    if (isWithin && POLISH.has(byte)) counts.polish++;
    if (HACEK.has(byte)) counts.hacek++;
    if (CZECH.has(byte)) counts.czech++;
    if ((isLetter(before) || isLetter(after)) && TURKISH.has(byte)) counts.turkish++;
    if (ICELANDIC.has(byte)) counts.icelandic++;
  }
  const { high } = counts;
  if (high === 0) return null;
  if (counts.row >= high * SIDE_BY_SIDE)
    return counts.small < high * MOSTLY_SMALL
      ? null
      : counts.accented >= high * ACCENTED
        ? 'windows-1253'
        : 'windows-1251';
  if (counts.polish >= high * TELLING) return 'windows-1250';
  if (counts.hacek >= high * TELLING_TOGETHER && counts.czech >= high * TELLING_TOGETHER)
    return 'windows-1250';
  if (counts.turkish >= high * TELLING && counts.icelandic < counts.turkish * TELLING_TOGETHER)
    return 'windows-1254';
  return null;
}

/** Of ASCII, or one beyond it. */
function isLetter(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || byte >= 0xc0;
}
