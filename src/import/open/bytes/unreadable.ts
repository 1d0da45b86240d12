/**
 * Bytes that are not the encoding they stand in are decoded to lone halves of surrogate pairs, U+DC00 + byte: well-formed
 * text has none, so that they are found again where rows are judged.
 */
const MARK = 0xdc00;
const MARKED = /(?<![\ud800-\udbff])[\udc80-\udcff]/;

export function markOf(byte: number): string {
  return String.fromCharCode(MARK + byte);
}

/** Whether this unit of a text stands for a byte that is none. */
export function isMark(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit < MARK + 0x80 || unit > MARK + 0xff) return false;
  const before = at === 0 ? 0 : text.charCodeAt(at - 1);
  return before < 0xd800 || before > 0xdbff;
}

/** The first cell that holds a marked byte or a zero byte, with U+FFFD in their place; null where all is text. */
export function unreadableIn(row: readonly string[]): string | null {
  for (const cell of row)
    if (cell.includes('\0') || MARKED.test(cell))
      return readable(cell.slice(0, 1000)).replaceAll('\0', '\ufffd');
  return null;
}

/** A text for people: U+FFFD where bytes are marked. */
export function readable(text: string): string {
  return text.replace(/(?<![\ud800-\udbff])[\udc80-\udcff]/g, '\ufffd');
}
