import { appendFileSync, closeSync, openSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isSameFile, type FileName, type KeptFile } from '../../src/domain/files';
import type { FileShelf } from '../../src/engine/project/memory/memory-files';

const CHUNK_BYTES = 1 << 18;

/** Files of a project in a folder, for jobs whose files are too large for memory. */
export class DiskFiles implements FileShelf {
  #files: readonly KeptFile[] = [];

  constructor(private readonly folder: string) {}

  static pathOf(folder: string, role: FileName['role'], path: string): string {
    return join(folder, encodeURIComponent(`${role} ${path}`));
  }

  list(): readonly KeptFile[] {
    return this.#files;
  }

  append(name: FileName, bytes: Uint8Array): void {
    appendFileSync(DiskFiles.pathOf(this.folder, name.role, name.path), bytes);
    const before = this.#files.find((file) => isSameFile(file, name));
    const sizeBytes = (before?.sizeBytes ?? 0) + bytes.length;
    const { owner, role, path } = name;
    this.#files = [...this.#files.filter((file) => file !== before), { owner, role, path, sizeBytes }];
  }

  *chunks(name: FileName): Generator<Uint8Array<ArrayBuffer>> {
    const file = openSync(DiskFiles.pathOf(this.folder, name.role, name.path), 'r');
    try {
      for (;;) {
        const chunk = new Uint8Array(CHUNK_BYTES);
        const length = readSync(file, chunk);
        if (length === 0) return;
        yield chunk.subarray(0, length);
      }
    } finally {
      closeSync(file);
    }
  }

  delete(name: FileName): void {
    this.#files = this.#files.filter((file) => !isSameFile(file, name));
    rmSync(DiskFiles.pathOf(this.folder, name.role, name.path), { force: true });
  }
}
