import type { RandomAccess } from '../../bytes/random-access';
import { writesAhead } from './is-database';

const ENCODINGS = ['utf-8', 'utf-8', 'utf-16le', 'utf-16be'] as const;
/** Bytes that are asked for at once, and how many such blocks are kept. */
const [BLOCK_BYTES, MOST_BLOCKS] = [1 << 18, 64];

/** Something in a database is not as it must be. */
export class Damage extends Error {}

/** The pages of a database, read in blocks of which only the last few are kept. */
export class Database {
  readonly pageBytes: number;
  /** Of a page, without what extensions keep at its end. */
  readonly usableBytes: number;
  readonly pages: number;
  readonly encoding: (typeof ENCODINGS)[number];
  readonly writesAhead: boolean;
  /** By its header it has more pages than there are. */
  readonly isCut: boolean;
  readonly #blocks = new Map<number, Uint8Array>();
  readonly #blockBytes: number;

  /** @param header its first 100 bytes. @throws Damage */
  constructor(
    readonly file: RandomAccess,
    header: Uint8Array,
  ) {
    const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
    const size = view.getUint16(16);
    this.pageBytes = size === 1 ? 65_536 : size;
    const isPower = (this.pageBytes & (this.pageBytes - 1)) === 0;
    this.usableBytes = this.pageBytes - header[20];
    if (!isPower || this.pageBytes < 512 || this.usableBytes < 480) throw new Damage('page size');
    this.pages = Math.floor(file.byteLength / this.pageBytes);
    this.encoding = ENCODINGS.at(view.getUint32(56)) ?? 'utf-8';
    this.writesAhead = writesAhead(header);
    // What older programs wrote there counts for nothing.
    const isKnown = view.getUint32(24) === view.getUint32(92);
    this.isCut = this.pages === 0 || (isKnown && view.getUint32(28) > this.pages && !this.writesAhead);
    this.#blockBytes = Math.max(BLOCK_BYTES, this.pageBytes);
  }

  #atHand(page: number): Uint8Array | undefined {
    if (!(page >= 1 && page <= this.pages)) throw new Damage(`page ${page}`);
    const at = (page - 1) * this.pageBytes;
    const block = this.#blocks.get(Math.floor(at / this.#blockBytes));
    const from = at % this.#blockBytes;
    return block?.subarray(from, from + this.pageBytes);
  }

  /** A page, from 1. @throws Damage where there is no such page. */
  async page(page: number): Promise<Uint8Array> {
    const known = this.#atHand(page);
    if (known !== undefined) return known;
    const index = Math.floor(((page - 1) * this.pageBytes) / this.#blockBytes);
    const from = index * this.#blockBytes;
    const end = Math.min(from + this.#blockBytes, this.file.byteLength);
    const block = new Uint8Array(await this.file.slice(from, end));
    const [oldest] = this.#blocks.keys();
    if (this.#blocks.size >= MOST_BLOCKS && oldest !== undefined) this.#blocks.delete(oldest);
    this.#blocks.set(index, block);
    const found = this.#atHand(page);
    if (found?.length !== this.pageBytes) throw new Damage(`page ${page}`);
    return found;
  }
}
