import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** Writes a file beside the wanted one, which takes its name once `finish` lets it stand: it is whole, or not there. */
export async function writeWhole<Result>(
  content: () => Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
  output: string,
  finish: () => Result,
): Promise<Result> {
  const part = `${output}.part`;
  try {
    await pipeline(content, createWriteStream(part));
    const result = finish();
    renameSync(part, output);
    return result;
  } finally {
    rmSync(part, { force: true });
  }
}
