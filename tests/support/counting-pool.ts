import type { NumberArray } from '../../src/domain/ports';
import { InProcessPool } from '../../src/engine/project/in-process-pool';

/** Behaves like two workers that see the same memory, and counts how much of it is taken and not given back. */
export class CountingPool extends InProcessPool {
  override readonly size = 2;
  override readonly sharesMemory = true;
  private readonly taken = new Set<ArrayBufferLike>();
  /** The most there ever was of it at once. */
  mostBytes = 0;

  override float64(length: number): Float64Array<ArrayBuffer> {
    return this.count(super.float64(length));
  }

  override float32(length: number): Float32Array<ArrayBuffer> {
    return this.count(super.float32(length));
  }

  override int32(length: number): Int32Array<ArrayBuffer> {
    return this.count(super.int32(length));
  }

  override giveBack(arrays: Iterable<NumberArray>): void {
    for (const { buffer } of arrays) this.taken.delete(buffer);
  }

  get bytes(): number {
    return [...this.taken].reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  private count<A extends NumberArray>(array: A): A {
    this.taken.add(array.buffer);
    this.mostBytes = Math.max(this.mostBytes, this.bytes);
    return array;
  }
}
