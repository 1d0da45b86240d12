import { declaredEncoding, likelyEncoding } from './likely-encoding';
import type { Encoding } from '../../../domain/imports';

/** Length of the byte order mark at the start, with the encoding it announces. */
function byteOrderMark(head: Uint8Array): { encoding: Encoding; length: number } | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', length: 2 };
  return null;
}

/**
 * The bytes from the start of a file without its mark. That of UTF-8 is no text either where the rest turned out to be
 * none and is read as Windows-1252.
 */
export function withoutMark(head: Uint8Array, encoding: Encoding): Uint8Array {
  const mark = byteOrderMark(head);
  if (mark === null) return head;
  const isItsOwn = mark.encoding === (encoding === 'windows-1252' ? 'utf-8' : encoding);
  return isItsOwn ? head.subarray(mark.length) : head;
}

/**
 * The encoding of a file from its first bytes: what a mark says, Unicode where the bytes are valid, what the text says of
 * itself, else that in which it makes most sense. A character cut off by the end of `head` does not count against UTF-8.
 */
export function guessEncoding(head: Uint8Array): Encoding {
  const wide = byteOrderMark(head)?.encoding ?? utf16Of(head);
  if (wide !== null) return wide;
  return isMostlyUtf8(head) ? 'utf-8' : (declaredEncoding(head) ?? likelyEncoding(head));
}

/** UTF-16 without a mark shows as zero bytes on one side of most pairs. */
function utf16Of(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const pairs = Math.min(head.length >> 1, 2048);
  let evenZeros = 0;
  let oddZeros = 0;
  for (let pair = 0; pair < pairs; pair++) {
    if (head[2 * pair] === 0) evenZeros++;
    if (head[2 * pair + 1] === 0) oddZeros++;
  }
  if (pairs > 1 && isOneSided(oddZeros, evenZeros, pairs)) return 'utf-16le';
  return pairs > 1 && isOneSided(evenZeros, oddZeros, pairs) ? 'utf-16be' : null;
}

/** The high bytes of ASCII letters, commas and digits among them, are zero; of Chinese letters neither byte is. */
function isOneSided(zeros: number, others: number, pairs: number): boolean {
  if (zeros > pairs * 0.4) return others < pairs * 0.1;
  return zeros > Math.max(8, pairs * 0.05) && others < zeros * 0.25;
}

/** Letters of several bytes for each byte that fits none, from which on a text is UTF-8 with broken letters. */
const LETTERS_FOR_A_FAULT = 8;

/** Whether no byte is malformed, or so few that another encoding does not explain the rest. */
function isMostlyUtf8(head: Uint8Array): boolean {
  let rest = head;
  let letters = 0;
  let faults = 0;
  for (;;) {
    const bad = firstBadUtf8(rest);
    const good = bad === -1 ? rest : rest.subarray(0, bad);
    for (const byte of good) if (byte >= 0xc0) letters++;
    if (bad === -1) return faults === 0 || letters >= faults * LETTERS_FOR_A_FAULT;
    faults++;
    if (faults * LETTERS_FOR_A_FAULT > head.length) return false;
    rest = rest.subarray(bad + 1);
  }
}

/** Control characters from which on a text is none, as a share of its beginning. */
const CONTROL_SHARE = 0.01;

/** Zero bytes and control characters that no text has: pictures, archives, databases, four bytes a letter. */
export function looksBinary(head: Uint8Array): boolean {
  if (head[0] === 0xff && head[1] === 0xfe && head[2] === 0 && head[3] === 0) return true;
  if ((byteOrderMark(head)?.encoding ?? utf16Of(head) ?? 'utf-8') !== 'utf-8') return false;
  const start = head.subarray(0, 4096);
  // A crash may leave a tail of zeros behind whole rows.
  let end = start.length;
  while (end > 0 && start[end - 1] === 0) end--;
  if (end === 0) return start.length > 0;
  let controls = 0;
  for (let at = 0; at < end; at++) if (start[at] < 9 || (start[at] > 13 && start[at] < 27)) controls++;
  return controls > end * CONTROL_SHARE;
}

/**
 * Position of the first byte that cannot be UTF-8, or −1. A sequence that the end cuts off is not an error here;
 * `final` says that nothing follows, so that it is one.
 */
export function firstBadUtf8(bytes: Uint8Array, final = false): number {
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes[at];
    if (lead < 0x80) {
      at++;
      continue;
    }
    const length =
      lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
    if (length === 0) return at;
    for (let next = 1; next < length; next++) {
      if (at + next >= bytes.length) return final ? at : -1;
      const byte = bytes[at + next];
      if ((byte & 0xc0) !== 0x80) return at;
      if (next === 1) {
        const overlong = (lead === 0xe0 && byte < 0xa0) || (lead === 0xf0 && byte < 0x90);
        const outside = (lead === 0xed && byte >= 0xa0) || (lead === 0xf4 && byte >= 0x90);
        if (overlong || outside) return at;
      }
    }
    at += length;
  }
  return -1;
}
