import { joined } from '../../../domain/joined-bytes';
import type { TableForm } from '../../../domain/table-form';
import { TABLE_LIMITS } from '../../../domain/table-limits';
import { tableFault } from '../table-fault';
import { readBytes, type SourceFile } from './source';

/** Bytes of a file that can be asked for in any order. */
export interface RandomAccess {
  readonly byteLength: number;
  slice(start: number, end?: number): Promise<ArrayBuffer>;
}

/**
 * The bytes of a file where they lie; of one in an archive, which has to be unpacked from its beginning, all of them in
 * memory.
 *
 * @throws AppError TABLE_UNREADABLE for one in an archive that is too long for that.
 */
export async function randomAccess(
  source: SourceFile,
  form: TableForm | null,
  gzip: boolean,
): Promise<RandomAccess> {
  const { slice, sizeBytes } = source;
  if (!gzip && slice !== undefined)
    return {
      byteLength: sizeBytes,
      // What a file says of itself may be more than there is: no memory is taken for that.
      async slice(start, end = sizeBytes) {
        const to = Math.min(end, sizeBytes);
        return bufferOf(await slice(Math.min(start, to), to));
      },
    };
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of readBytes(source, gzip)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > TABLE_LIMITS.wholeChars) throw tableFault({ file: source.path, form }, 'unpack-first');
  }
  const bytes = joined(chunks, length);
  return {
    byteLength: length,
    slice: (start, end = length) => Promise.resolve(bufferOf(bytes.subarray(start, end))),
  };
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer as ArrayBuffer;
}
