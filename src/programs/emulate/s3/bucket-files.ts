import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile } from '../../../import/open/bytes/source';
import { AppError } from '../../../domain/errors';
import type { FileRegistry } from '../../../engine/service/operation';
import { diskSource } from '../../cli/import-files';
import { filesBelow, standingAt, type Buckets } from './buckets';
import { keyOfPath, pathOfKey } from './object-path';

/** An object as a file that another thread finds too. */
export interface FileOnDisk extends SourceFile {
  readonly at: string;
}

/** The objects of all buckets as the files that jobs read and write. */
export class BucketFiles implements FileRegistry {
  constructor(private readonly buckets: Buckets) {}

  /** Nothing is held as a handle: who wants the bytes asks S3. */
  get(): null {
    return null;
  }

  filesAt(path: string): readonly FileOnDisk[] {
    const { bucket, key } = placeOf(path);
    if (!this.buckets.has(bucket)) return [];
    const folder = this.buckets.folderOf(bucket);
    const within = pathOfKey(key.replace(/\/$/, ''));
    const at = key === '' ? folder : join(folder, within);
    const found = key === '' ? statSync(at) : standingAt(folder, within);
    if (found === null || found === 'linked') return [];
    if (found.isFile()) return [{ ...diskSource(at), path, at }];
    const paths = filesBelow(at)
      .filter((file) => statSync(file).size > 0) // the marks that clients make for folders
      .sort();
    return paths.map((file) => {
      const relative = file.slice(folder.length + 1).replaceAll('\\', '/');
      return { ...diskSource(file), path: `s3://${bucket}/${keyOfPath(relative) ?? relative}`, at: file };
    });
  }

  async write(path: string, lines: AsyncIterable<string>): Promise<void> {
    const encoder = new TextEncoder();
    async function* encoded(): AsyncGenerator<Uint8Array> {
      for await (const line of lines) yield encoder.encode(`${line}\n`);
    }
    await this.#put(path, encoded());
  }

  async publish(files: readonly SourceFile[]): Promise<void> {
    for (const file of files)
      await this.#put(file.path, file.stream() as unknown as AsyncIterable<Uint8Array>);
  }

  async #put(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
    const { bucket, key } = placeOf(path);
    if (!this.buckets.has(bucket))
      throw new AppError('INVALID_INPUT', { field: 'path', value: path, expected: 'a bucket that is there' });
    const headers = { 'content-type': path.endsWith('.csv') ? 'text/csv' : 'application/octet-stream' };
    await this.buckets.put(bucket, key, { content, headers });
  }
}

/** @throws AppError INVALID_INPUT for a path of another form. */
export function placeOf(path: string): { readonly bucket: string; readonly key: string } {
  const found = /^s3:\/\/([^/]+)(?:\/([^]*))?$/.exec(path);
  if (found === null)
    throw new AppError('INVALID_INPUT', { field: 'path', value: path, expected: 's3://bucket/key' });
  return { bucket: found[1], key: found[2] ?? '' };
}
