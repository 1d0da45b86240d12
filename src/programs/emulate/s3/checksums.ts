import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { ServiceError } from '../service-error';

/** Checksums of an upload as its headers or trailers give them: `crc32` → base64. */
export type Checksums = { readonly [algorithm: string]: string };

const HEADER = /^x-amz-checksum-(crc32|crc32c|crc64nvme|sha1|sha256)$/;
/** Those that can be computed here; the others are kept as they were given. */
const COMPUTED = ['crc32', 'sha1', 'sha256'];

interface Running {
  update(part: Uint8Array): void;
  base64(): string;
}

export function checksumsIn(headers: Iterable<readonly [string, string | undefined]>): Checksums {
  const found = [...headers].flatMap(([name, value]): [string, string][] => {
    const algorithm = HEADER.exec(name)?.[1];
    return algorithm === undefined || value === undefined ? [] : [[algorithm, value]];
  });
  return Object.fromEntries(found);
}

/** As answers have them. */
export function checksumHeaders(checksums: Checksums): { readonly [header: string]: string } {
  return Object.fromEntries(
    Object.entries(checksums).map(([algorithm, sum]) => [`x-amz-checksum-${algorithm}`, sum]),
  );
}

/** Digests of what goes by. */
export class Digests {
  readonly #md5 = createHash('md5');
  readonly #running: ReadonlyMap<string, Running>;

  /** @param algorithms which checksums may be asked for. */
  constructor(algorithms: readonly string[] = []) {
    const wanted = COMPUTED.filter((name) => algorithms.includes(name));
    this.#running = new Map(wanted.map((name) => [name, name === 'crc32' ? new Crc32() : new Sha(name)]));
  }

  update(part: Uint8Array): void {
    this.#md5.update(part);
    for (const running of this.#running.values()) running.update(part);
  }

  /** The MD5 in hexadecimal digits, ends the counting. @throws ServiceError where it or a checksum is not what was given. */
  end(given: { readonly md5?: string; readonly checksums: Checksums }): string {
    const md5 = this.#md5.digest();
    if (given.md5 !== undefined && given.md5 !== md5.toString('base64'))
      throw new ServiceError(
        'BadDigest',
        400,
        'The Content-MD5 you specified did not match what we received.',
      );
    for (const [algorithm, running] of this.#running) {
      const expected = given.checksums[algorithm];
      if (expected !== undefined && expected !== running.base64())
        throw new ServiceError(
          'BadDigest',
          400,
          `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
        );
    }
    return md5.toString('hex');
  }
}

class Crc32 implements Running {
  #sum = 0;

  update(part: Uint8Array): void {
    this.#sum = crc32(part, this.#sum);
  }

  base64(): string {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(this.#sum);
    return bytes.toString('base64');
  }
}

class Sha implements Running {
  readonly #hash;

  constructor(name: string) {
    this.#hash = createHash(name);
  }

  update(part: Uint8Array): void {
    this.#hash.update(part);
  }

  base64(): string {
    return this.#hash.digest('base64');
  }
}
