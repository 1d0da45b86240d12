import { joined } from '../../../domain/joined-bytes';
import { guardCount, isWanted } from './archive';
import { namesIn } from './entry-names';
import { readBytes, streamOf, unreadable, type SourceFile } from './source';

/** All of a tar comes in blocks of this size: a head for each entry, and then what it holds. */
export const TAR_BLOCK = 512;
const MOST_NAME = 1 << 16;
const SLICE_BYTES = 1 << 20;

/** Whether a file begins with the head of an entry, which its sum tells. */
export function isTar(head: Uint8Array): boolean {
  if (head.length < TAR_BLOCK) return false;
  // The sum is made with blanks in its own place.
  const sum = head
    .subarray(0, TAR_BLOCK)
    .reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 32 : byte), 0);
  return sum === numberIn(head.subarray(148, 156));
}

/**
 * The files of a tar as sources of their own, by their names as ustar, GNU and pax write them. The archive is read once
 * to find them. Nothing is unpacked to memory: of a packed one each `stream()` unpacks what lies before its entry again.
 *
 * @throws AppError ARCHIVE_LIMIT for too many entries, and for what looks like a bomb; FILE_UNREADABLE for a broken tar.
 */
export async function tarEntries(archive: SourceFile, gzip: boolean): Promise<SourceFile[]> {
  const entries: SourceFile[] = [];
  const blocks = new Blocks(readBytes(archive, gzip));
  let told: { readonly path?: string; readonly size?: number } = {};
  for (let count = 1; ; count++) {
    const head = await blocks.take(TAR_BLOCK);
    if (head.length === 0 || head.every((byte) => byte === 0)) return entries;
    if (!isTar(head)) throw unreadable(archive.path, 'not the head of an entry');
    guardCount(archive.path, count);
    const kind = String.fromCharCode(head[156]);
    const tells = kind === 'x' || kind === 'L';
    const size = (tells ? undefined : told.size) ?? numberIn(head.subarray(124, 136));
    if (!(size >= 0)) throw unreadable(archive.path, 'no length');
    const from = blocks.at;
    const whole = Math.ceil(size / TAR_BLOCK) * TAR_BLOCK;
    if (tells) {
      if (size > MOST_NAME) throw unreadable(archive.path, 'a name without end');
      const text = new TextDecoder().decode((await blocks.take(whole)).subarray(0, size));
      told = { ...told, ...(kind === 'L' ? { path: text.replace(/\0[\s\S]*$/, '') } : toldByPax(text)) };
      continue;
    }
    if (!(await blocks.skip(whole))) throw unreadable(archive.path, 'the archive ends before the file does');
    const path = told.path ?? nameOf(head);
    told = {};
    if ((kind === '0' || kind === '\0' || kind === '7') && isWanted(path))
      entries.push({
        path,
        sizeBytes: size,
        within: archive.path,
        stream: () => streamOf(bytesOf(archive, gzip, from, from + size)),
      });
  }
}

/** `27 path=a/long/name.csv` and the like, a line each. */
function toldByPax(text: string): { path?: string; size?: number } {
  const [path, size] = ['path', 'size'].map((key) => new RegExp(`^\\d+ ${key}=(.*)$`, 'm').exec(text)?.[1]);
  return { ...(path === undefined ? {} : { path }), ...(size === undefined ? {} : { size: Number(size) }) };
}

/** Only what POSIX calls `ustar` has the folders of a long name in a place of their own. */
function nameOf(head: Uint8Array): string {
  const isPosix = new TextDecoder().decode(head.subarray(257, 263)) === 'ustar\0';
  const [name, folders] = [
    head.subarray(0, 100),
    isPosix ? head.subarray(345, 500) : head.subarray(0, 0),
  ].map((bytes) => namesIn([{ bytes: bytes.subarray(0, [...bytes, 0].indexOf(0)), isUtf8: false }])[0]);
  return folders === '' ? name : `${folders}/${name}`;
}

/** In digits to the base of 8, or in bytes where these have no room. */
function numberIn(field: Uint8Array): number {
  if (field[0] >= 0x80) return field.subarray(1).reduce((all, byte) => all * 256 + byte, field[0] & 0x7f);
  const digits = /^[\s\0]*([0-7]+)/.exec(String.fromCharCode(...field))?.[1];
  return digits === undefined ? NaN : parseInt(digits, 8);
}

/** Takes or passes over so many bytes of a stream at a time. */
class Blocks {
  at = 0;
  #rest: Uint8Array = new Uint8Array(0);
  readonly #chunks: AsyncGenerator<Uint8Array>;

  constructor(chunks: AsyncGenerator<Uint8Array>) {
    this.#chunks = chunks;
  }

  /** Fewer at the end of the stream. */
  async take(count: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    let length = 0;
    while (length < count && (await this.#more())) {
      const part = this.#rest.subarray(0, count - length);
      this.#rest = this.#rest.subarray(part.length);
      parts.push(part);
      length += part.length;
    }
    this.at += length;
    return joined(parts, length);
  }

  /** @returns whether so many were there. */
  async skip(count: number): Promise<boolean> {
    let skipped = 0;
    while (skipped < count && (await this.#more())) {
      const part = Math.min(count - skipped, this.#rest.length);
      this.#rest = this.#rest.subarray(part);
      skipped += part;
    }
    this.at += skipped;
    return skipped === count;
  }

  async #more(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const { done, value } = await this.#chunks.next();
      if (done) return false;
      this.#rest = value;
    }
    return true;
  }
}

/** A part of a file, where it lies, or read up to where it begins. */
async function* bytesOf(
  source: SourceFile,
  gzip: boolean,
  from: number,
  to: number,
): AsyncGenerator<Uint8Array> {
  if (source.slice !== undefined && !gzip) {
    for (let at = from; at < to; at += SLICE_BYTES) yield source.slice(at, Math.min(at + SLICE_BYTES, to));
    return;
  }
  let at = 0;
  for await (const chunk of readBytes(source, gzip)) {
    const part = chunk.subarray(Math.max(0, from - at), Math.max(0, to - at));
    at += chunk.length;
    if (part.length > 0) yield part;
    if (at >= to) return;
  }
}
