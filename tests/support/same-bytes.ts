import { expect } from 'vitest';

// Loaded once in a process, as one more look at each value for each file would be a long one.
expect.addEqualityTesters([areSameBytes]);

/** Vitest looks through arrays of numbers name by name, a microsecond each: not where all their bytes are the same. */
function areSameBytes(one: unknown, other: unknown): true | undefined {
  if (!ArrayBuffer.isView(one) || !ArrayBuffer.isView(other)) return undefined;
  return one.constructor === other.constructor && bytesOf(one).equals(bytesOf(other)) ? true : undefined;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
