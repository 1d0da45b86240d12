/** One entry as the directory at the end of a zip lists it. */
export interface ListedEntry {
  readonly name: string;
  /** CRC-32 and length of the content. */
  readonly crc: number;
  readonly sizeBytes: number;
  readonly encrypted: boolean;
}

/** Bytes at the end of an archive that are kept for its directory: names of some thousand files. */
export const DIRECTORY_BYTES = 4 << 20;
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const UTF8 = 1 << 11;

/**
 * The directory of a zip from its last bytes, in the order in which the entries lie, or null where there is none: an
 * archive that was cut short. Sizes of 4 GiB and more are not read: such an entry says NaN.
 */
export function zipDirectory(tail: Uint8Array): ListedEntry[] | null {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  let end = tail.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== END) end--;
  if (end < 0) return null;
  const count = view.getUint16(end + 10, true);
  const listed: (ListedEntry & { readonly offset: number })[] = [];
  let at = end - view.getUint32(end + 12, true);
  for (let i = 0; i < count; i++) {
    if (at < 0 || at + 46 > end || view.getUint32(at, true) !== ENTRY) return null;
    const flags = view.getUint16(at + 8, true);
    const nameLength = view.getUint16(at + 28, true);
    const size = view.getUint32(at + 24, true);
    const name = tail.subarray(at + 46, at + 46 + nameLength);
    listed.push({
      name:
        flags & UTF8
          ? new TextDecoder().decode(name)
          : Array.from(name, (byte) => String.fromCharCode(byte)).join(''),
      crc: view.getUint32(at + 16, true),
      sizeBytes: size === 0xffffffff ? NaN : size,
      encrypted: (flags & 1) !== 0,
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return listed.sort((one, other) => one.offset - other.offset);
}
