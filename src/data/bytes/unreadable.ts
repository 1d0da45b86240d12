/**
 * Bytes that are not the encoding they stand in are decoded to lone halves of surrogate pairs, U+DC00 + byte: well-formed
 * text has none, so that they are found again where rows are judged.
 */
const MARK = 0xdc00;
const MARKED = /(?<![\ud800-\udbff])[\udc80-\udcff]/;

export function markOf(byte: number): string {
  return String.fromCharCode(MARK + byte);
}

/** The first cell that holds a marked byte or a zero byte, with U+FFFD in their place; null where all is text. */
export function unreadableIn(row: readonly string[]): string | null {
  for (const cell of row)
    if (cell.includes('\0') || MARKED.test(cell))
      return cell.slice(0, 1000).replace(/\0|(?<![\ud800-\udbff])[\udc80-\udcff]/g, '\ufffd');
  return null;
}
