import { MarkingDecoder } from '../../../import/open/bytes/decode';
import { readBytes, type SourceFile } from '../../../import/open/bytes/source';
import { isMark } from '../../../import/open/bytes/unreadable';

/** Longest line that is read whole; what is longer is no request, and would fill the memory. */
const MAX_LINE = 1 << 20;

/**
 * The lines of a UTF-8 text, however long the file: LF or CRLF end them, and a mark at the very start is dropped. Of a
 * line longer than 1 MiB only the beginning is kept, which fails as a line. Bytes that are not UTF-8 are marked
 * (`unreadable.ts`), so that their line fails too.
 *
 * @param onRead hears how many stored bytes were taken: of a gzipped file as they come, of any other line by line,
 *   before each is handed out; what is left out of a long line counts when it is passed over.
 * @throws AppError FILE_UNREADABLE when the stream breaks off.
 */
export async function* linesOf(
  file: SourceFile,
  onRead: (bytes: number) => void = () => undefined,
): AsyncGenerator<string> {
  const gzip = file.path.endsWith('.gz');
  const onText = gzip ? () => undefined : (text: string, more = 0) => onRead(bytesOf(text) + more);
  const decoder = new MarkingDecoder();
  let rest = '';
  for await (const bytes of readBytes(file, gzip, gzip ? onRead : undefined)) {
    const parts = (rest + decoder.push(bytes)).split('\n');
    const open = parts.pop() ?? '';
    for (const part of parts) {
      onText(part, 1);
      // The end of a long line is left out with its middle: the two ends together might be a request again.
      yield withoutReturn(part.slice(0, MAX_LINE));
    }
    rest = open.slice(0, MAX_LINE);
    if (open.length > MAX_LINE) onText(open.slice(MAX_LINE));
  }
  rest += decoder.end();
  if (rest === '') return;
  onText(rest, 1);
  yield withoutReturn(rest.slice(0, MAX_LINE));
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

/** Length in UTF-8; a mark is the one byte it stands for. */
function bytesOf(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (isMark(text, i)) continue;
    // Each half of a surrogate pair is two of its four bytes.
    if (unit >= 0x80) bytes += unit >= 0x800 && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}
