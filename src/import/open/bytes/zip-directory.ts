import type { RandomAccess } from './random-access';
import { namesIn } from './entry-names';

/** One entry as the directory at the end of a zip lists it. */
export interface ListedEntry {
  readonly name: string;
  /** CRC-32 and length of the content. */
  readonly crc: number;
  readonly sizeBytes: number;
  readonly isLocked: boolean;
  /** How it is packed: 0 not at all, 8 deflated. */
  readonly method: number;
  readonly packedBytes: number;
  /** Where it begins in the file. */
  readonly at: number;
}

const [END, ENTRY, LONG_END, LONG_PLACE] = [0x06054b50, 0x02014b50, 0x06064b50, 0x07064b50];
/** The end of an archive, with the longest remark behind it and the place of a longer end before. */
const END_BYTES = 22;
const MOST_END_BYTES = END_BYTES + 0xffff + 20;
const UTF8 = 1 << 11;
/** Stands for a number that has no room and is told elsewhere. */
const TOLD_ELSEWHERE = 0xffffffff;

/** Where a zip's directory lies, and how many entries it says it has. */
export interface DirectoryPlace {
  readonly count: number;
  readonly from: number;
  readonly to: number;
  /** Bytes before the archive that its own places know nothing of. */
  readonly shift: number;
}

/** Null where there is none: an archive that was cut short. */
export async function findDirectory(file: RandomAccess): Promise<DirectoryPlace | null> {
  const start = Math.max(0, file.byteLength - MOST_END_BYTES);
  const view = new DataView(await file.slice(start));
  let end = view.byteLength - END_BYTES;
  while (end >= 0 && view.getUint32(end, true) !== END) end--;
  if (end < 0) return null;
  let [count, size, offset] = [
    view.getUint16(end + 10, true),
    view.getUint32(end + 12, true),
    view.getUint32(end + 16, true),
  ];
  let to = start + end;
  if (end >= 20 && view.getUint32(end - 20, true) === LONG_PLACE) {
    const at = Number(view.getBigUint64(end - 12, true));
    const long = new DataView(await file.slice(at, at + 56));
    if (long.byteLength < 56 || long.getUint32(0, true) !== LONG_END) return null;
    [count, size, offset] = [32, 40, 48].map((place) => Number(long.getBigUint64(place, true)));
    to = at;
  }
  const from = to - size;
  return from >= 0 && from >= offset ? { count, from, to, shift: from - offset } : null;
}

/** The entries of a directory in the order in which they lie; null where it is not as it must be. */
export async function readDirectory(
  file: RandomAccess,
  { count, from, to, shift }: DirectoryPlace,
): Promise<ListedEntry[] | null> {
  const bytes = new Uint8Array(await file.slice(from, to));
  const view = new DataView(bytes.buffer);
  const listed: (Omit<ListedEntry, 'name'> & { readonly bytes: Uint8Array; readonly isUtf8: boolean })[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY) return null;
    const flags = view.getUint16(at + 8, true);
    const [name, extra, remark] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const behind = at + 46 + name;
    if (behind + extra > bytes.length) return null;
    const [sizeBytes, packedBytes, offset] = longNumbers(
      [24, 20, 42].map((place) => view.getUint32(at + place, true)),
      new DataView(bytes.buffer, behind, extra),
    );
    listed.push({
      bytes: bytes.subarray(at + 46, behind),
      isUtf8: (flags & UTF8) !== 0,
      crc: view.getUint32(at + 16, true),
      isLocked: (flags & 1) !== 0,
      method: view.getUint16(at + 10, true),
      sizeBytes,
      packedBytes,
      at: offset + shift,
    });
    at = behind + extra + remark;
  }
  const names = namesIn(listed);
  return listed.map((entry, i) => ({ ...entry, name: names[i] })).sort((one, other) => one.at - other.at);
}

/** Numbers of 4 GiB and more stand behind the name, as many as have no room before it. */
function longNumbers(numbers: readonly number[], extra: DataView): number[] {
  let at = 0;
  while (at + 4 <= extra.byteLength && extra.getUint16(at, true) !== 1)
    at += 4 + extra.getUint16(at + 2, true);
  at += 4;
  return numbers.map((number) => {
    if (number !== TOLD_ELSEWHERE || at + 8 > extra.byteLength) return number;
    at += 8;
    return Number(extra.getBigUint64(at - 8, true));
  });
}
