import { Deflate, deflateSync } from 'fflate';
import { AppError } from '../../domain/errors';
import { crc32 } from '../../domain/crc32';

/** Larger archives need another format of zip, which older readers do not know. */
const MAX_BYTES = 0xffff_ffff;
const MAX_FILES = 0xffff;
const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
const VERSION = 20;
/** 1 January 1980: the same content gives the same bytes, whenever it is written. */
const DATE = 0x0021;
const UNIX = 3 << 8;

interface Entry {
  readonly name: Uint8Array<ArrayBuffer>;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
  readonly executable: boolean;
}

/**
 * A zip as parts, file after file. A file's packed bytes are held until it has ended, because its sizes stand in front
 * of it: readers that stream need no guess at where it stops.
 */
export class ZipParts {
  readonly parts: Uint8Array<ArrayBuffer>[] = [];
  readonly #entries: Entry[] = [];
  #length = 0;

  /** @throws AppError TOO_LARGE above 4 GiB. */
  async add(path: string, pieces: AsyncIterable<Uint8Array>, executable = false): Promise<void> {
    const packed: Uint8Array<ArrayBuffer>[] = [];
    const deflate = new Deflate({ level: 6 }, (chunk) => {
      if (chunk.length > 0) packed.push(chunk.slice());
    });
    let [crc, size] = [0, 0];
    for await (const piece of pieces) {
      crc = crc32(crc, piece);
      size += piece.length;
      deflate.push(piece);
    }
    deflate.push(new Uint8Array(0), true);
    const entry: Entry = {
      name: new TextEncoder().encode(path),
      crc,
      size,
      packed: packed.reduce((sum, { length }) => sum + length, 0),
      offset: this.#length,
      executable,
    };
    this.#append(entry, packed);
  }

  /**
   * Adds a file whose content was packed elsewhere (raw DEFLATE).
   *
   * @param crc of the content. @throws AppError TOO_LARGE above 4 GiB, and above 65,535 files.
   */
  addPacked(
    path: string,
    content: { readonly crc: number; readonly size: number },
    packed: Uint8Array<ArrayBuffer>[],
  ): void {
    this.#append(
      {
        ...content,
        name: new TextEncoder().encode(path),
        packed: packed.reduce((sum, { length }) => sum + length, 0),
        offset: this.#length,
        executable: false,
      },
      packed,
    );
  }

  #append(entry: Entry, packed: readonly Uint8Array<ArrayBuffer>[]): void {
    this.#entries.push(entry);
    this.#push(localHeader(entry), ...packed);
    if (this.#length > MAX_BYTES || entry.size > MAX_BYTES)
      throw new AppError('TOO_LARGE', { what: 'archive', bytes: this.#length, most: MAX_BYTES });
    if (this.#entries.length > MAX_FILES)
      throw new AppError('TOO_LARGE', { what: 'archive', files: this.#entries.length, most: MAX_FILES });
  }

  /**
   * Adds a short file in front of all others. For whoever has taken some of `parts` away already: the two parts that
   * belong in front of them are the last of `parts`.
   */
  addFirst(path: string, content: Uint8Array): void {
    const packed = deflateSync(content, { level: 6 });
    const entry: Entry = {
      name: new TextEncoder().encode(path),
      crc: crc32(0, content),
      size: content.length,
      packed: packed.length,
      offset: 0,
      executable: false,
    };
    const header = localHeader(entry);
    const shift = header.length + packed.length;
    for (const [i, other] of this.#entries.entries())
      this.#entries[i] = { ...other, offset: other.offset + shift };
    this.#entries.unshift(entry);
    this.#push(header, new Uint8Array(packed));
  }

  /** Adds the list of files, which ends the archive. */
  end(): void {
    const from = this.#length;
    for (const entry of this.#entries) this.#push(centralHeader(entry));
    this.#push(endOfList(this.#entries.length, this.#length - from, from));
  }

  #push(...parts: Uint8Array<ArrayBuffer>[]): void {
    for (const part of parts) {
      this.parts.push(part);
      this.#length += part.length;
    }
  }
}

function localHeader(entry: Entry): Uint8Array<ArrayBuffer> {
  const { name } = entry;
  const bytes = new Uint8Array(30 + name.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x04034b50, true);
  view.setUint16(4, VERSION, true);
  writeFacts(view, 6, entry);
  bytes.set(name, 30);
  return bytes;
}

function centralHeader(entry: Entry): Uint8Array<ArrayBuffer> {
  const { name, offset, executable } = entry;
  const bytes = new Uint8Array(46 + name.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x02014b50, true);
  view.setUint16(4, UNIX | VERSION, true);
  view.setUint16(6, VERSION, true);
  writeFacts(view, 8, entry);
  // Scripts stay executable where an unpacker knows of such things.
  view.setUint32(38, ((executable ? 0o100755 : 0o100644) << 16) >>> 0, true);
  view.setUint32(42, offset, true);
  bytes.set(name, 46);
  return bytes;
}

/** What both headers say of a file, from its flags on. */
function writeFacts(view: DataView, at: number, { crc, packed, size, name }: Entry): void {
  view.setUint16(at, UTF8_NAMES, true);
  view.setUint16(at + 2, DEFLATED, true);
  view.setUint16(at + 6, DATE, true);
  view.setUint32(at + 8, crc, true);
  view.setUint32(at + 12, packed, true);
  view.setUint32(at + 16, size, true);
  view.setUint16(at + 20, name.length, true);
}

function endOfList(count: number, bytes: number, from: number): Uint8Array<ArrayBuffer> {
  const end = new Uint8Array(22);
  const view = new DataView(end.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, bytes, true);
  view.setUint32(16, from, true);
  return end;
}
