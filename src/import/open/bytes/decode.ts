import type { Encoding } from '../../../domain/imports';
import { firstBadUtf8, withoutMark } from './encoding';
import { markOf } from './unreadable';

/** Thrown inside `data/` when bytes are not the UTF-8 they should be; becomes D08. */
export class BadBytes extends Error {
  constructor(
    /** Offset of the first bad byte in the unpacked file, from 0. */
    readonly byteOffset: number,
    readonly byte: number,
  ) {
    super(`byte 0x${byte.toString(16)} at ${byteOffset}`);
  }
}

const PIECE_BYTES = 1 << 18;

/**
 * Decodes a byte stream into text pieces of about 256 KiB with `\n` as the only line end (CRLF and lone CR become
 * it, so that one `\n` is one physical line). A byte order mark is dropped. The pieces joined are the same for any
 * cutting of the input.
 *
 * @param onMark null: the first malformed byte ends the reading. Else it ends it only where nothing before was UTF-8
 *   beyond ASCII; otherwise it is a fault of its row, is marked (see `unreadable.ts`), and this is called.
 * @throws BadBytes for malformed UTF-8. UTF-16 with an unpaired half gets U+FFFD.
 */
export async function* decodeText(
  bytes: AsyncIterable<Uint8Array>,
  encoding: Encoding,
  onMark: (() => void) | null = null,
): AsyncGenerator<string> {
  const lines = new LineEnds();
  const pieces = coalesce(bytes);
  for await (const text of encoding === 'utf-8'
    ? decodeUtf8(pieces, onMark)
    : decodeOther(pieces, encoding)) {
    const piece = lines.push(text);
    if (piece) yield piece;
  }
  const rest = lines.end();
  if (rest) yield rest;
}

/** Joins small chunks and cuts large ones, so that the work between two checkpoints is even. */
async function* coalesce(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let buffer = new Uint8Array(PIECE_BYTES);
  let length = 0;
  for await (const chunk of bytes) {
    let at = 0;
    while (at < chunk.length) {
      const part = chunk.subarray(at, at + PIECE_BYTES - length);
      buffer.set(part, length);
      length += part.length;
      at += part.length;
      if (length === PIECE_BYTES) {
        yield buffer;
        buffer = new Uint8Array(PIECE_BYTES);
        length = 0;
      }
    }
  }
  if (length > 0) yield buffer.subarray(0, length);
}

async function* decodeUtf8(
  pieces: AsyncIterable<Uint8Array>,
  onMark: (() => void) | null,
): AsyncGenerator<string> {
  const decoder = new MarkingDecoder((bad, isWide) => {
    if (onMark === null || !isWide) throw bad;
    onMark();
  });
  for await (const piece of pieces) yield decoder.push(piece);
  yield decoder.end();
}

/** UTF-8 in pieces of any cutting, without a mark at the very start; each malformed byte is marked, see `unreadable.ts`. */
export class MarkingDecoder {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #carry = new Uint8Array(0);
  /** Bytes before those that are decoded next. */
  #offset = 0;
  /** Letters of several bytes were read: it is UTF-8 indeed. */
  #isWide = false;

  /** @param onBad hears of the first malformed byte of a piece, and whether letters of several bytes were read before it. */
  constructor(readonly onBad: (bad: BadBytes, isWide: boolean) => void = () => undefined) {}

  push(piece: Uint8Array): string {
    return this.#decode(piece, false);
  }

  end(): string {
    return this.#decode(new Uint8Array(0), true);
  }

  #decode(piece: Uint8Array, final: boolean): string {
    let bytes = piece;
    if (this.#carry.length > 0) {
      bytes = new Uint8Array(this.#carry.length + piece.length);
      bytes.set(this.#carry);
      bytes.set(piece, this.#carry.length);
    }
    const end = final ? bytes.length : completeEnd(bytes);
    this.#carry = bytes.slice(end);
    const marked = bytes.subarray(0, end);
    const own = this.#offset === 0 ? withoutMark(marked, 'utf-8') : marked;
    this.#offset += marked.length - own.length;
    const text = this.#text(own);
    this.#offset += own.length;
    return text;
  }

  #text(bytes: Uint8Array): string {
    try {
      const text = this.#decoder.decode(bytes);
      this.#isWide ||= text.length < bytes.length;
      return text;
    } catch (error) {
      const bad = firstBadUtf8(bytes, true);
      if (bad === -1) throw error;
      this.#isWide ||= bytes.subarray(0, bad).some((byte) => byte >= 0x80);
      this.onBad(new BadBytes(this.#offset + bad, bytes[bad]), this.#isWide);
      return marking(this.#decoder, bytes);
    }
  }
}

/** The text of whole bytes, with each malformed byte marked. */
function marking(decoder: TextDecoder, bytes: Uint8Array): string {
  const parts: string[] = [];
  let rest = bytes;
  for (let bad = firstBadUtf8(rest, true); bad !== -1; bad = firstBadUtf8(rest, true)) {
    parts.push(decoder.decode(rest.subarray(0, bad)), markOf(rest[bad]));
    rest = rest.subarray(bad + 1);
  }
  return parts.join('') + decoder.decode(rest);
}

/** Where the last whole character ends: a lead byte among the last three whose tail has not arrived is left over. */
function completeEnd(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

async function* decodeOther(pieces: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  let first = true;
  for await (const piece of pieces) {
    yield decoder.decode(first ? withoutMark(piece, encoding) : piece, { stream: true });
    first = false;
  }
  const rest = decoder.decode();
  if (rest) yield rest;
}

class LineEnds {
  #pendingReturn = false;

  push(text: string): string {
    let piece = this.#pendingReturn ? '\r' + text : text;
    this.#pendingReturn = piece.endsWith('\r');
    if (this.#pendingReturn) piece = piece.slice(0, -1);
    return piece.includes('\r') ? piece.replace(/\r\n?/g, '\n') : piece;
  }

  end(): string {
    return this.#pendingReturn ? '\n' : '';
  }
}
