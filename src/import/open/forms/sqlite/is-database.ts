/** `SQLite format 3` and a zero, which each database begins with. */
const MAGIC = 'SQLite format 3\0';
export const HEADER_BYTES = 100;
/** Where the header says how the database is written, and that what was written last stands in a file of its own. */
const [HOW_WRITTEN, AHEAD] = [18, 2];

export function isDatabase(bytes: Uint8Array): boolean {
  return bytes.length >= HEADER_BYTES && [...MAGIC].every((sign, i) => bytes[i] === sign.charCodeAt(0));
}

/** Whether some of a database's rows may lie in another file beside it. */
export function writesAhead(header: Uint8Array): boolean {
  return isDatabase(header) && header[HOW_WRITTEN] === AHEAD;
}
