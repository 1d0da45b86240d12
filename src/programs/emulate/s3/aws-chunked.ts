import { ServiceError } from '../service-error';

/** The longest line between chunks: a size with its signature, or a trailer. */
const MOST_LINE = 8192;
const CRLF = Buffer.from('\r\n');

/**
 * A body in the form in which newer SDKs upload: chunks that say their size (and signature, which is not checked), then
 * trailers such as the checksum of the whole.
 */
export class AwsChunked {
  /** By name in lower case; whole when `decoded` has ended. */
  readonly trailers = new Map<string, string>();
  #buffer: Buffer = Buffer.alloc(0);
  readonly #source: AsyncIterator<Uint8Array>;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The content, in the order in which it comes. @throws ServiceError for a body of another form, or one that ends early. */
  async *decoded(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const line = await this.#line();
      const size = /^([0-9a-f]{1,10})(?:;.*)?$/i.exec(line ?? '')?.[1];
      if (size === undefined) throw incomplete();
      const length = parseInt(size, 16);
      if (length === 0) break;
      yield* this.#bytes(length);
      if ((await this.#line()) !== '') throw incomplete();
    }
    for (let line = await this.#line(); line !== null && line !== ''; line = await this.#line()) {
      const at = line.indexOf(':');
      if (at < 1) throw incomplete();
      this.trailers.set(line.slice(0, at).trim().toLowerCase(), line.slice(at + 1).trim());
    }
    // What follows the end is no part of the object, and is taken so that the connection can go on.
    while (await this.#more()) this.#buffer = Buffer.alloc(0);
  }

  async *#bytes(length: number): AsyncGenerator<Uint8Array> {
    for (let left = length; left > 0;) {
      if (this.#buffer.length === 0 && !(await this.#more())) throw incomplete();
      const part = this.#buffer.subarray(0, left);
      this.#buffer = this.#buffer.subarray(part.length);
      left -= part.length;
      yield part;
    }
  }

  /** Without its end; null where nothing is left. */
  async #line(): Promise<string | null> {
    let at = this.#buffer.indexOf(CRLF);
    while (at === -1) {
      if (this.#buffer.length > MOST_LINE) throw incomplete();
      if (!(await this.#more())) {
        if (this.#buffer.length > 0) throw incomplete();
        return null;
      }
      at = this.#buffer.indexOf(CRLF);
    }
    const line = this.#buffer.subarray(0, at).toString('latin1');
    this.#buffer = this.#buffer.subarray(at + CRLF.length);
    return line;
  }

  async #more(): Promise<boolean> {
    const next = await this.#source.next();
    if (next.done === true) return false;
    this.#buffer =
      this.#buffer.length === 0 ? Buffer.from(next.value) : Buffer.concat([this.#buffer, next.value]);
    return true;
  }
}

function incomplete(): ServiceError {
  return new ServiceError(
    'IncompleteBody',
    400,
    'The chunks of the body do not have the form of aws-chunked, or end before their last.',
  );
}
