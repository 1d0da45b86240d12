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

const ODD_A = 0x9e3779b1 | 0;
const ODD_B = 0x85ebca77 | 0;
const ODD_C = 0xc2b2ae3d | 0;

/**
 * The sum of what is stored: finds what has changed by accident, not an attacker. Four lanes of multiplications and
 * turns, as xxHash32 by Y. Collet has them, so that a flip of any bit reaches all others; three bytes in the time that
 * `checksum` takes for two. Whole numbers alone: the same in every engine.
 */
export function sumOfBytes(bytes: Uint8Array): number {
  const { buffer, byteOffset, byteLength } = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const words = new Uint32Array(buffer, byteOffset, byteLength >> 2);
  let [a, b, c, d] = [ODD_A, ODD_B, ODD_C, ODD_A ^ ODD_C];
  const whole = words.length & ~3;
  let w = 0;
  for (; w < whole; w += 4) {
    a = Math.imul(turned((a + Math.imul(words[w], ODD_B)) | 0, 13), ODD_A);
    b = Math.imul(turned((b + Math.imul(words[w + 1], ODD_B)) | 0, 13), ODD_A);
    c = Math.imul(turned((c + Math.imul(words[w + 2], ODD_B)) | 0, 13), ODD_A);
    d = Math.imul(turned((d + Math.imul(words[w + 3], ODD_B)) | 0, 13), ODD_A);
  }
  let sum = (turned(a, 1) + turned(b, 7) + turned(c, 12) + turned(d, 18) + byteLength) | 0;
  for (; w < words.length; w++) sum = Math.imul(turned((sum + Math.imul(words[w], ODD_C)) | 0, 17), ODD_A);
  const rest = new Uint8Array(buffer, byteOffset + words.byteLength, byteLength - words.byteLength);
  for (const byte of rest) sum = Math.imul(turned((sum + Math.imul(byte, ODD_C)) | 0, 11), ODD_A);
  return avalanche(sum);
}

/** The same of texts, by their UTF-16 units. @param seed the sum of what comes before. */
export function sumOfTexts(texts: readonly (string | null)[], seed = 0): number {
  let sum = (seed + ODD_A) | 0;
  for (const text of texts) {
    // No unit is so large: where a text ends counts, and whether there is one.
    sum = Math.imul(sum ^ (text === null ? 0x20000 : 0x10000), ODD_B);
    if (text === null) continue;
    sum = (sum + text.length) | 0;
    for (let at = 0; at < text.length; at++) sum = turned(Math.imul(sum ^ text.charCodeAt(at), ODD_A), 13);
  }
  return avalanche(sum);
}

function turned(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
