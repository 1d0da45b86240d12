/** FNV-1a, 32 bits: what a hash begins with, and what it is multiplied by after each piece. */
const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * FNV-1a over the bytes, four at a time: finds a torn or mixed-up record, not an attacker. Chained through `seed`, so
 * that the order of arrays counts.
 */
export function checksum(bytes: Uint8Array, seed = BASIS): number {
  let hash = seed;
  const words = bytes.byteLength >> 2;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let w = 0; w < words; w++) hash = Math.imul(hash ^ view.getUint32(w * 4, true), PRIME);
  for (let b = words * 4; b < bytes.byteLength; b++) hash = Math.imul(hash ^ bytes[b], PRIME);
  return hash >>> 0;
}

/** A small number by which texts are told apart: FNV-1a over UTF-16 units. */
export function hashed(text: string): number {
  let hash = BASIS;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME) >>> 0;
  return hash;
}

/**
 * Mixes a hash until each of its bits depends on all of them (the finalizer of MurmurHash3, by A. Appleby, which is in
 * the public domain). FNV-1a alone is no draw: the hashes of two texts that go on alike lie the same distance apart
 * whatever they go on with, so that one of them comes before the other more often than chance has it.
 */
export function avalanche(hash: number): number {
  let mixed = hash;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
