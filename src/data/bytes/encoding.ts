import type { Encoding } from '../../domain/imports';

/** Length of the byte order mark at the start, with the encoding it announces. */
export function byteOrderMark(head: Uint8Array): { encoding: Encoding; length: number } | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', length: 2 };
  return null;
}

/**
 * The encoding of a file from its first bytes. UTF-16 without a mark shows as zero bytes on one side of most
 * pairs; text that is not valid UTF-8 is taken for Windows-1252, of which Latin-1's printable part is a subset.
 * A character cut off by the end of `head` does not count against UTF-8.
 */
export function guessEncoding(head: Uint8Array): Encoding {
  const mark = byteOrderMark(head);
  if (mark) return mark.encoding;
  const pairs = Math.min(head.length >> 1, 2048);
  let evenZeros = 0;
  let oddZeros = 0;
  for (let pair = 0; pair < pairs; pair++) {
    if (head[2 * pair] === 0) evenZeros++;
    if (head[2 * pair + 1] === 0) oddZeros++;
  }
  if (pairs > 1 && oddZeros > pairs * 0.4 && evenZeros < pairs * 0.1) return 'utf-16le';
  if (pairs > 1 && evenZeros > pairs * 0.4 && oddZeros < pairs * 0.1) return 'utf-16be';
  return firstBadUtf8(head) === -1 ? 'utf-8' : 'windows-1252';
}

/** Zero bytes that no text encoding explains: pictures, archives, databases. */
export function looksBinary(head: Uint8Array): boolean {
  const encoding = guessEncoding(head);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return false;
  return head.subarray(0, 4096).includes(0);
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
