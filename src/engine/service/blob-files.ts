import { AppError } from '../../domain/errors';
import { blobSource, type SourceFile } from '../../import/open/bytes/source';
import type { FileRegistry } from './operation';
import { asFolder } from '../../domain/arn';

/** Text gathered before it becomes a part of its own, which the browser may move out of memory. */
const PART_CHARS = 1 << 20;

/** Files by `s3://bucket/key`, as handles: what somebody registered, and what jobs have written. */
export class BlobFiles implements FileRegistry {
  readonly #files = new Map<string, Blob>();

  /** An earlier file of this path is replaced. @throws AppError INVALID_INPUT for a path of another form. */
  put(path: string, file: Blob): void {
    if (!/^s3:\/\/[^/]+\/.+[^/]$/.test(path)) {
      throw new AppError('INVALID_INPUT', { field: 'path', value: path, expected: 's3://bucket/key' });
    }
    this.#files.set(path, file);
  }

  get(path: string): Blob | null {
    return this.#files.get(path) ?? null;
  }

  get paths(): readonly string[] {
    return [...this.#files.keys()];
  }

  filesAt(path: string): readonly SourceFile[] {
    const file = this.#files.get(path);
    if (file !== undefined) return [blobSource(path, file)];
    const folder = asFolder(path);
    return [...this.#files].flatMap(([other, blob]) =>
      other.startsWith(folder) ? [blobSource(other, blob)] : [],
    );
  }

  /** Nothing: the project keeps what jobs write, and is asked for it. */
  async publish(): Promise<void> {}

  async write(path: string, lines: AsyncIterable<string>): Promise<void> {
    const parts: Blob[] = [];
    let text = '';
    for await (const line of lines) {
      text += `${line}\n`;
      if (text.length < PART_CHARS) continue;
      parts.push(new Blob([text]));
      text = '';
    }
    this.put(
      path,
      new Blob([...parts, text], { type: path.endsWith('.csv') ? 'text/csv' : 'application/jsonl' }),
    );
  }
}
