import {
  closeSync,
  fdatasync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
  writevSync,
} from 'node:fs';
import { promisify } from 'node:util';
import { isObject, jsonIn } from '../../../domain/json';
import type { Chunk, ChunkKey } from '../../../store/manifest';

const synced = promisify(fdatasync);
/** Bytes before each record: the length of its head and of its body. */
const LENGTHS = 8;
/** A record that a key names, where it lies in the file. */
interface Place {
  readonly head: Head;
  readonly at: number;
  readonly length: number;
}
/** What is said of a record before its bytes. */
interface Head {
  readonly part: string;
  readonly number: number;
  readonly texts?: true;
}

/**
 * The records of one owner in one file, in the order in which they came. Of two under one key the later counts. The tail
 * that a killed process left half written is cut off by the next record.
 */
export class RecordLog {
  readonly #places = new Map<string, Place>();
  readonly #file: number;
  #end = 0;
  #liveBytes = 0;
  #dirty = false;
  /** What lies behind the end: a record that was never whole, or the rest of a file that was damaged. */
  #hasTail = false;
  #syncing: Promise<void> = Promise.resolve();

  /** Opens the file, which is made where it is not there. */
  constructor(path: string) {
    this.#file = openSync(path, 'a+');
    this.#read();
  }

  get fileBytes(): number {
    return this.#end;
  }

  /** Bytes of the records that count. */
  get liveBytes(): number {
    return this.#liveBytes;
  }

  append([, part, number]: ChunkKey, chunk: Chunk): void {
    if (this.#hasTail) ftruncateSync(this.#file, this.#end);
    this.#hasTail = false;
    const isTexts = Array.isArray(chunk);
    const head: Head = { part, number, ...(isTexts && { texts: true }) };
    const body = isTexts ? Buffer.from(JSON.stringify(chunk)) : new Uint8Array(chunk);
    const headBytes = Buffer.from(JSON.stringify(head));
    const lengths = Buffer.alloc(LENGTHS);
    lengths.writeUInt32LE(headBytes.length, 0);
    lengths.writeUInt32LE(body.length, 4);
    const before = Buffer.concat([lengths, headBytes]);
    try {
      this.#write(before, body);
    } catch (error) {
      // What does not fit must not stand before the next record.
      ftruncateSync(this.#file, this.#end);
      throw error;
    }
    this.#place(head, this.#end + LENGTHS + headBytes.length, body.length);
    this.#end += before.length + body.length;
    this.#dirty = true;
  }

  /** In one call where the disk takes all of it: of a large record no copy is made. */
  #write(before: Uint8Array, body: Uint8Array): void {
    let written = writevSync(this.#file, [before, body]);
    while (written < before.length) written += writeSync(this.#file, before, written);
    while (written < before.length + body.length)
      written += writeSync(this.#file, body, written - before.length);
  }

  get(part: string, number: number): Chunk | undefined {
    const place = this.#places.get(nameOf({ part, number }));
    return place === undefined ? undefined : this.#chunkAt(place);
  }

  /** By part and number. */
  *entries(owner: string): Generator<readonly [ChunkKey, Chunk]> {
    const places = [...this.#places.values()].sort(
      ({ head: one }, { head: other }) =>
        (one.part < other.part ? -1 : one.part > other.part ? 1 : 0) || one.number - other.number,
    );
    for (const place of places) yield [[owner, place.head.part, place.head.number], this.#chunkAt(place)];
  }

  /** Resolves when what was appended so far lies on the disk. */
  async sync(): Promise<void> {
    if (!this.#dirty) return this.#syncing;
    this.#dirty = false;
    this.#syncing = synced(this.#file);
    return this.#syncing;
  }

  close(): void {
    const close = (): void => closeSync(this.#file);
    this.#syncing.then(close, close);
  }

  #read(): void {
    const size = fstatSync(this.#file).size;
    const lengths = Buffer.alloc(LENGTHS);
    while (this.#end + LENGTHS <= size) {
      readSync(this.#file, lengths, 0, LENGTHS, this.#end);
      const [headLength, length] = [lengths.readUInt32LE(0), lengths.readUInt32LE(4)];
      const at = this.#end + LENGTHS + headLength;
      if (at + length > size) break;
      if (headLength === 0) break;
      const head = jsonIn(this.#bytes(this.#end + LENGTHS, headLength).toString());
      if (!isObject(head)) break;
      this.#place(head as unknown as Head, at, length);
      this.#end = at + length;
    }
    this.#hasTail = this.#end < size;
  }

  #place(head: Head, at: number, length: number): void {
    const name = nameOf(head);
    this.#liveBytes += length - (this.#places.get(name)?.length ?? 0);
    this.#places.set(name, { head, at, length });
  }

  #chunkAt({ head, at, length }: Place): Chunk {
    const bytes = this.#bytes(at, length);
    return head.texts ? (jsonIn(bytes.toString()) as string[]) : bytes.buffer;
  }

  #bytes(at: number, length: number): Buffer<ArrayBuffer> {
    const bytes = Buffer.from(new ArrayBuffer(length));
    for (let read = 0; read < length;) {
      const got = readSync(this.#file, bytes, read, length - read, at + read);
      if (got === 0) throw new RangeError('a record ends early');
      read += got;
    }
    return bytes;
  }
}

function nameOf({ part, number }: Pick<Head, 'part' | 'number'>): string {
  return `${number} ${part}`;
}
