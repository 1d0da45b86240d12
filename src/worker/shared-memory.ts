import type { NumberArray } from '../domain/ports';

/** Less than this is not worth keeping. */
const LEAST_BYTES = 1 << 16;
/** Of so many rows that what they take is larger, it is asked for once, and would lie there while all else is done. */
const MOST_BYTES = 1 << 27;
/** Sizes from one power of two to the next: what is nearly as large as what was there before fits into it. */
const SIZES = 8;

export type ArrayClass<T> = {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: SharedArrayBuffer, byteOffset: number, length: number): T;
};

/**
 * Shared memory that is used again. An engine does not count it: a thread that holds hundreds of megabytes which nobody
 * needs any more sees no reason to look for garbage, and what is shared goes only once every thread has looked. So
 * whoever is done with some gives it back, and the next one gets it.
 */
export class SharedMemory {
  private free: SharedArrayBuffer[] = [];

  zeros<T extends NumberArray>(kind: ArrayClass<T>, length: number): T {
    const array = this.array(kind, length);
    array.fill(0);
    return array;
  }

  /** An array in which anything may stand. */
  array<T>(kind: ArrayClass<T>, length: number): T {
    return new kind(this.take(length * kind.BYTES_PER_ELEMENT), 0, length);
  }

  /** The smallest there is that is large enough, and not much too large. */
  private take(bytes: number): SharedArrayBuffer {
    let best = -1;
    for (const [at, { byteLength }] of this.free.entries()) {
      const fits = byteLength >= bytes && byteLength <= 2 * bytes;
      if (fits && (best < 0 || byteLength < this.free[best].byteLength)) best = at;
    }
    return best < 0 ? new SharedArrayBuffer(roundedUp(bytes)) : this.free.splice(best, 1)[0];
  }

  /** @param buffer that no thread writes any more, nor reads for anything that counts. */
  giveBack(buffer: SharedArrayBuffer): void {
    const { byteLength } = buffer;
    if (byteLength < LEAST_BYTES || byteLength > MOST_BYTES || this.free.includes(buffer)) return;
    this.free.push(buffer);
  }

  /** Lets go of what nobody uses. */
  clear(): void {
    this.free = [];
  }
}

function roundedUp(bytes: number): number {
  if (bytes < LEAST_BYTES) return bytes;
  let step = LEAST_BYTES / SIZES;
  while (2 * SIZES * step <= bytes) step *= 2;
  return step * Math.ceil(bytes / step);
}
