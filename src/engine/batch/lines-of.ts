import { readBytes, type SourceFile } from '../../data/bytes/source';

/** Longest line that is read whole; what is longer is no request, and would fill the memory. */
const MAX_LINE = 1 << 20;

/**
 * The lines of a UTF-8 text, however long the file: LF or CRLF end them, and a mark at the very start is dropped. Of a
 * line longer than 1 MiB only the beginning is kept, which fails as a line.
 *
 * @throws AppError FILE_UNREADABLE when the stream breaks off.
 */
export async function* linesOf(file: SourceFile): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  for await (const bytes of readBytes(file, file.path.endsWith('.gz'))) {
    const parts = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = (parts.pop() ?? '').slice(0, MAX_LINE);
    for (const line of parts) yield withoutReturn(line);
  }
  rest += decoder.decode();
  if (rest !== '') yield withoutReturn(rest);
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
