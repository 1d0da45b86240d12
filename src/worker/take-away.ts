import { zipSync } from 'fflate';
import type { TakeAwayFile } from '../takeaway/leave/take-away';

/** 1 January 1980: the same content gives the same bytes, whenever it is written. */
const DATE = new Date(1980, 0, 1);

/** A folder as a zip. */
export function zippedFolder(files: readonly TakeAwayFile[]): Blob {
  const entries = Object.fromEntries(files.map(({ path, bytes }) => [path, bytes]));
  return new Blob([zipSync(entries, { level: 6, mtime: DATE })], { type: 'application/zip' });
}
