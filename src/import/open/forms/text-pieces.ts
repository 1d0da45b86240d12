import type { Encoding } from '../../../domain/imports';
import { readBytes, type SourceFile } from '../bytes/source';

export interface TextDress {
  readonly gzip: boolean;
  readonly encoding: Encoding;
}

/** Lets messages in between two stretches of work. @throws AppError CANCELLED. */
export type Pause = () => Promise<void>;

/** Most bytes of a piece: what is done with one must not take long. */
const PIECE_BYTES = 1 << 18;

/** The text of a file in pieces, without a byte order mark; a byte that is no letter becomes U+FFFD. */
export async function* textPieces(
  source: SourceFile,
  { gzip, encoding }: TextDress,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of readBytes(source, gzip, onRead))
    for (let at = 0; at < chunk.length; at += PIECE_BYTES)
      yield decoder.decode(chunk.subarray(at, at + PIECE_BYTES), { stream: true });
  yield decoder.decode();
}
