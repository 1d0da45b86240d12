import { readBytes, type SourceFile } from '../bytes/source';
import type { TextDress } from './text-pieces';

/** A piece of a text and where it begins: letters and unpacked bytes before it. */
export interface PlacedPiece {
  readonly text: string;
  readonly chars: number;
  readonly bytes: number;
}

/** A place in a text at which a piece begins, so that it can be read from there on. */
export type Place = Omit<PlacedPiece, 'text'>;

const PIECE_BYTES = 1 << 18;
const SLICE_BYTES = 1 << 20;
export const BEGINNING: Place = { chars: 0, bytes: 0 };

/**
 * The text of a file from a place on, in pieces that are cut between letters, so that each can be read without those
 * before. Bytes that are no letters become U+FFFD, as many each time.
 */
export async function* placedPieces(
  source: SourceFile,
  { gzip, encoding }: TextDress,
  from: Place,
  onRead: (bytes: number) => void,
): AsyncGenerator<PlacedPiece> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  let { chars, bytes } = from;
  let rest = new Uint8Array(0);
  const piece = (part: Uint8Array): PlacedPiece => {
    const text = decoder.decode(part);
    const placed = { text, chars, bytes };
    chars += text.length;
    bytes += part.length;
    return placed;
  };
  for await (const chunk of bytesFrom(source, gzip, from.bytes, onRead))
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      const part = chunk.subarray(at, at + PIECE_BYTES);
      const joined = new Uint8Array(rest.length + part.length);
      joined.set(rest);
      joined.set(part, rest.length);
      const end = lastBorder(joined, encoding);
      rest = joined.slice(end);
      if (end > 0) yield piece(joined.subarray(0, end));
    }
  if (rest.length > 0) yield piece(rest);
}

/** What lies before a place is read over where it cannot be passed by. */
async function* bytesFrom(
  source: SourceFile,
  gzip: boolean,
  from: number,
  onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  if (source.slice !== undefined && !gzip) {
    for (let at = from; at < source.sizeBytes; at += SLICE_BYTES) {
      const chunk = await source.slice(at, Math.min(at + SLICE_BYTES, source.sizeBytes));
      onRead(chunk.length);
      yield chunk;
    }
    return;
  }
  let before = from;
  for await (const chunk of readBytes(source, gzip, onRead)) {
    const skipped = Math.min(before, chunk.length);
    before -= skipped;
    if (skipped < chunk.length) yield chunk.subarray(skipped);
  }
}

/** Where the last letter ends that is surely whole. */
function lastBorder(bytes: Uint8Array, encoding: TextDress['encoding']): number {
  if (encoding === 'windows-1252') return bytes.length;
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return bytes.length - (bytes.length % 2);
  // No half of a Korean, Japanese or Chinese letter looks like a blank, a quote or a comma.
  if (encoding !== 'utf-8') return bytes.findLastIndex((byte) => byte < 0x30) + 1 || bytes.length;
  // A letter has four bytes at most; one that only seems to go on is none.
  for (let back = 1; back <= Math.min(4, bytes.length); back++) {
    const at = bytes.length - back;
    if ((bytes[at] & 0xc0) !== 0x80) return bytes[at] < 0x80 ? bytes.length : at;
  }
  return bytes.length;
}
