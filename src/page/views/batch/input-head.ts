import { chunksFrom } from '../../../domain/stream-chunks';
/** The beginning of an input or output file, to be looked at. */
export interface FileHead {
  readonly lines: readonly string[];
  /** Lines in all, where that is known. */
  readonly total: number | null;
}

/** Lines that are shown. */
export const SHOWN_LINES = 3;
/** Enough for them, whatever stands in them. */
export const HEAD_BYTES = 64 * 1024;

/** Whether it can be JSON Lines: each of them an object, which a line that is cut off begins like, too. */
export function areObjects({ lines }: FileHead): boolean {
  return lines.every((line) => line.trim().startsWith('{'));
}

export function headOfText(text: string, shown = SHOWN_LINES): FileHead {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return { lines: lines.slice(0, shown), total: lines.length };
}

/** Unpacks what is gzipped. Reads no more than the beginning. */
export async function headOfFile(file: Blob, name: string, shown = SHOWN_LINES): Promise<FileHead> {
  const stream: ReadableStream<Uint8Array> = name.endsWith('.gz')
    ? file.stream().pipeThrough(new DecompressionStream('gzip'))
    : file.slice(0, HEAD_BYTES).stream();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of chunksFrom(stream.getReader())) {
    bytes += chunk.length;
    text += decoder.decode(chunk, { stream: true });
    if (bytes >= HEAD_BYTES) break;
  }
  return { ...headOfText(text, shown), total: null };
}
