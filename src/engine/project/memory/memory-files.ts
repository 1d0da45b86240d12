import { isSameFile, type FileName, type KeptFile } from '../../../domain/files';

/** Where the files of a project that is kept in memory lie: there too, or on a disk. */
export interface FileShelf {
  list(): readonly KeptFile[];
  /** Adds to the end of a file; the first bytes make it. The bytes are copied. */
  append(file: FileName, bytes: Uint8Array): void;
  chunks(file: FileName): Iterable<Uint8Array<ArrayBuffer>>;
  delete(file: FileName): void;
}

export class MemoryFiles implements FileShelf {
  readonly #files: { readonly name: FileName; readonly chunks: Uint8Array<ArrayBuffer>[] }[] = [];

  list(): readonly KeptFile[] {
    return this.#files.map(({ name: { owner, role, path }, chunks }) => ({
      owner,
      role,
      path,
      sizeBytes: chunks.reduce((sum, chunk) => sum + chunk.length, 0),
    }));
  }

  append(name: FileName, bytes: Uint8Array): void {
    const file = this.#files.find((other) => isSameFile(other.name, name));
    if (file === undefined) this.#files.push({ name, chunks: [bytes.slice()] });
    else file.chunks.push(bytes.slice());
  }

  chunks(name: FileName): Iterable<Uint8Array<ArrayBuffer>> {
    return this.#files.find((other) => isSameFile(other.name, name))?.chunks ?? [];
  }

  delete(name: FileName): void {
    const at = this.#files.findIndex((other) => isSameFile(other.name, name));
    if (at >= 0) this.#files.splice(at, 1);
  }
}
