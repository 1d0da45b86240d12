/**
 * 32-bit FNV-1a over the bytes, four at a time: finds a torn or mixed-up record, not an attacker. Chained through
 * `seed`, so that the order of arrays counts.
 */
export function checksum(bytes: Uint8Array, seed = 0x811c9dc5): number {
  let hash = seed;
  const words = bytes.byteLength >> 2;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let w = 0; w < words; w++) hash = Math.imul(hash ^ view.getUint32(w * 4, true), 0x01000193);
  for (let b = words * 4; b < bytes.byteLength; b++) hash = Math.imul(hash ^ bytes[b], 0x01000193);
  return hash >>> 0;
}
