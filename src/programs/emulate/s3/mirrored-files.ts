import { openAsBlob } from 'node:fs';
import type { SourceFile } from '../../../import/open/bytes/source';
import { AppError } from '../../../domain/errors';
import type { FileRegistry } from '../../../engine/service/operation';
import { elementsIn, textIn } from '../xml';
import { placeOf, type BucketFiles, type FileOnDisk } from './bucket-files';
import type { Buckets } from './buckets';

/** As clients sign for S3, by which some endpoints tell the service; whoever checks signatures is not asked. */
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=any/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00';

/**
 * The files of another S3, such as LocalStack's or moto's: what jobs read is brought here first, and what they write is
 * taken there.
 */
export class MirroredFiles implements FileRegistry {
  /** @param endpoint `http://localhost:4566` */
  constructor(
    private readonly endpoint: string,
    private readonly buckets: Buckets,
    private readonly files: BucketFiles,
  ) {}

  get(): null {
    return null;
  }

  /** @throws AppError FILE_UNREADABLE where the other does not answer. */
  async filesAt(path: string): Promise<readonly FileOnDisk[]> {
    const { bucket, key } = placeOf(path);
    const folder = key === '' || key.endsWith('/') ? key : `${key}/`;
    const there = await this.#list(bucket, key);
    const wanted = there.filter((one) => one.key === key || one.key.startsWith(folder));
    if (wanted.length > 0) await this.buckets.create(bucket);
    for (const { key: each, etag } of wanted) {
      const known = await this.buckets.facts(bucket, each);
      if (known?.etag === etag) continue;
      const { body } = await this.#ask('GET', bucket, each);
      if (body !== null)
        await this.buckets.put(bucket, each, { content: body as AsyncIterable<Uint8Array>, etag });
    }
    // What is no longer there has gone here too.
    const paths = new Set(wanted.map((one) => `s3://${bucket}/${one.key}`));
    return this.files.filesAt(path).filter((file) => paths.has(file.path));
  }

  async write(path: string, lines: AsyncIterable<string>): Promise<void> {
    await this.#own(path);
    await this.files.write(path, lines);
    await this.#push(path);
  }

  async publish(files: readonly SourceFile[]): Promise<void> {
    for (const { path } of files) await this.#own(path);
    await this.files.publish(files);
    for (const { path } of files) await this.#push(path);
  }

  /** What is written stands here first, in a bucket that may be there alone. */
  async #own(path: string): Promise<void> {
    await this.buckets.create(placeOf(path).bucket);
  }

  async #push(path: string): Promise<void> {
    const { bucket, key } = placeOf(path);
    await this.#ask('PUT', bucket, key, await openAsBlob(this.buckets.pathOf(bucket, key)));
  }

  /** All objects whose keys begin so; none of a bucket that is not there. */
  async #list(
    bucket: string,
    prefix: string,
  ): Promise<readonly { readonly key: string; readonly etag: string }[]> {
    const found: { key: string; etag: string }[] = [];
    let token: string | undefined;
    do {
      const query = new URLSearchParams({
        'list-type': '2',
        prefix,
        ...(token && { 'continuation-token': token }),
      });
      const answer = await this.#ask('GET', bucket, '', undefined, query);
      const page = await answer.text();
      for (const entry of elementsIn(page, 'Contents')) {
        const etag = textIn(entry, 'ETag')?.replaceAll('"', '') ?? '';
        found.push({ key: textIn(entry, 'Key') ?? '', etag });
      }
      token = textIn(page, 'NextContinuationToken');
    } while (token !== undefined);
    return found;
  }

  async #ask(
    method: string,
    bucket: string,
    key: string,
    body?: Blob,
    query?: URLSearchParams,
  ): Promise<Response> {
    const path = key.split('/').map(encodeURIComponent).join('/');
    const url = `${this.endpoint}/${bucket}/${path}${query === undefined ? '' : `?${query}`}`;
    const headers = { authorization: AUTHORIZATION };
    const answer = await fetch(url, { method, headers, ...(body && { body }) }).catch((error: unknown) => {
      throw new AppError('FILE_UNREADABLE', { file: url, reason: 'unreachable' }, { cause: error });
    });
    if (answer.ok || (query !== undefined && answer.status === 404)) return answer;
    throw new AppError('FILE_UNREADABLE', {
      file: `s3://${bucket}/${key}`,
      reason: `status ${answer.status}`,
    });
  }
}
