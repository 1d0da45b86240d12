import { memorySource, type SourceFile } from '../../data/bytes/source';
import type { FileRegistry } from './operation';

/** Files by `s3://bucket/key`, in memory. */
export class MemoryFiles implements FileRegistry {
  readonly #files = new Map<string, SourceFile>();

  /** @param path `s3://bucket/key`; an earlier file of this path is replaced. */
  put(path: string, bytes: Uint8Array<ArrayBuffer>): void {
    this.#files.set(path, memorySource(path, bytes));
  }

  filesAt(path: string): readonly SourceFile[] {
    const file = this.#files.get(path);
    if (file !== undefined) return [file];
    const folder = path.endsWith('/') ? path : `${path}/`;
    return [...this.#files.values()].filter((other) => other.path.startsWith(folder));
  }

  async write(path: string, lines: AsyncIterable<string>): Promise<void> {
    const encoder = new TextEncoder();
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for await (const line of lines) parts.push(encoder.encode(`${line}\n`));
    this.put(path, new Uint8Array(await new Blob(parts).arrayBuffer()));
  }

  /** The whole text of a file; null where there is none. */
  async text(path: string): Promise<string | null> {
    const file = this.#files.get(path);
    return file === undefined ? null : new Response(file.stream()).text();
  }
}
