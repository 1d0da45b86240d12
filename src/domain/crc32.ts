/** Row `k` holds what a byte comes to when `k` more bytes follow it, so that eight are taken at once. */
const TABLES = new Int32Array(8 * 256);
for (let byte = 0; byte < 256; byte++) {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  TABLES[byte] = crc;
}
for (let at = 256; at < TABLES.length; at++)
  TABLES[at] = (TABLES[at - 256] >>> 8) ^ TABLES[TABLES[at - 256] & 0xff];

/** The CRC-32 that zip files carry, continued over pieces: start with 0. */
export function crc32(crc: number, bytes: Uint8Array): number {
  const tables = TABLES;
  let value = ~crc;
  let at = 0;
  for (const end = bytes.length - 7; at < end; at += 8) {
    const low = value ^ (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24));
    value =
      tables[0x700 + (low & 0xff)] ^
      tables[0x600 + ((low >>> 8) & 0xff)] ^
      tables[0x500 + ((low >>> 16) & 0xff)] ^
      tables[0x400 + (low >>> 24)] ^
      tables[0x300 + bytes[at + 4]] ^
      tables[0x200 + bytes[at + 5]] ^
      tables[0x100 + bytes[at + 6]] ^
      tables[bytes[at + 7]];
  }
  for (; at < bytes.length; at++) value = (value >>> 8) ^ tables[(value ^ bytes[at]) & 0xff];
  return ~value >>> 0;
}
