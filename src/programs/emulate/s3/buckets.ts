import { createHash, randomUUID } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  type Stats,
} from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { defined } from '../../../domain/defined';
import { ServiceError } from '../service-error';
import { Digests, type Checksums } from './checksums';
import { isBucketName, keyOfPath, pathOfKey } from './object-path';

/** What is kept of an object beside its bytes. */
export interface ObjectFacts {
  /** Without quotes. */
  readonly etag: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** Headers that come back as they were given: `content-type`, `x-amz-meta-…`. */
  readonly headers: { readonly [name: string]: string };
  readonly checksums: Checksums;
  /** By name; absent: none. */
  readonly tags?: { readonly [name: string]: string };
}

/** An upload: its bytes and what is said of them. Digests are those that were given, of which some may come after the bytes. */
export interface Upload {
  readonly content: AsyncIterable<Uint8Array>;
  readonly headers?: ObjectFacts['headers'];
  readonly tags?: ObjectFacts['tags'];
  readonly md5?: string;
  /** Which checksums are to come. */
  readonly algorithms?: readonly string[];
  /** Asked when the content has ended. */
  readonly checksums?: () => Checksums;
  /** In place of the MD5 of the content. */
  readonly etag?: string;
}

const MISSING = new Set(['ENOENT', 'ENOTDIR']);

/**
 * Buckets as folders, and objects as files under their keys, so that files may as well be put there by hand. An object is
 * whole or not there. What is said of an object lies in a second tree, and holds for the file as it was then.
 */
export class Buckets {
  readonly #objects: string;
  readonly #facts: string;
  readonly #parts: string;

  constructor(folder: string) {
    this.#objects = join(folder, 's3');
    this.#facts = join(folder, 's3-facts');
    this.#parts = join(folder, 's3-parts');
    rmSync(this.#parts, { recursive: true, force: true });
    for (const each of [this.#objects, this.#facts, this.#parts]) mkdirSync(each, { recursive: true });
  }

  /** By name. */
  async list(): Promise<readonly { readonly name: string; readonly createdMs: number }[]> {
    const entries = await readdir(this.#objects, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory() && isBucketName(entry.name));
    return Promise.all(
      names.map(async ({ name }) => {
        const { birthtimeMs } = await stat(join(this.#objects, name));
        return { name, createdMs: birthtimeMs };
      }),
    );
  }

  has(bucket: string): boolean {
    if (!isBucketName(bucket)) return false;
    const found = standingAt(this.#objects, bucket);
    return found !== 'linked' && found !== null;
  }

  async create(bucket: string): Promise<void> {
    if (!isBucketName(bucket))
      throw new ServiceError('InvalidBucketName', 400, 'The specified bucket is not valid.', {
        BucketName: bucket,
      });
    await mkdir(join(this.#objects, bucket), { recursive: true });
  }

  async delete(bucket: string): Promise<void> {
    if (this.keys(bucket).length > 0)
      throw new ServiceError('BucketNotEmpty', 409, 'The bucket you tried to delete is not empty', {
        BucketName: bucket,
      });
    await rm(this.folderOf(bucket), { recursive: true, force: true });
    await rm(join(this.#facts, bucket), { recursive: true, force: true });
  }

  /** The folder of a bucket. @throws ServiceError where it is not there. */
  folderOf(bucket: string): string {
    if (this.has(bucket)) return join(this.#objects, bucket);
    throw new ServiceError('NoSuchBucket', 404, 'The specified bucket does not exist', {
      BucketName: bucket,
    });
  }

  /** Of all objects, in the order of their UTF-8 bytes. */
  keys(bucket: string): readonly string[] {
    const folder = this.folderOf(bucket);
    const keys = filesBelow(folder).flatMap((file) => {
      const path = file.slice(folder.length + 1).replaceAll('\\', '/');
      return keyOfPath(path) ?? [];
    });
    return keys.sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
  }

  /** Null where the object is not there. */
  async facts(bucket: string, key: string): Promise<ObjectFacts | null> {
    const found = this.#fileOf(bucket, key);
    if (found === null) return null;
    const path = this.pathOf(bucket, key);
    const { size, mtimeMs } = found;
    const kept = await readFile(this.#factsPath(bucket, key), 'utf8').catch(missing);
    const facts = kept === null ? null : (JSON.parse(kept) as ObjectFacts);
    if (facts?.sizeBytes === size && facts.modifiedMs === mtimeMs) return facts;
    // Put there by hand, or cut off between the two.
    const digests = new Digests();
    for await (const part of createReadStream(path)) digests.update(part as Uint8Array);
    const read = { sizeBytes: size, modifiedMs: mtimeMs, headers: {}, checksums: {} };
    const own: ObjectFacts = { etag: digests.end({ checksums: {} }), ...read };
    await this.#keepFacts(bucket, key, own);
    return own;
  }

  /** @throws ServiceError where the object is not there. */
  async found(bucket: string, key: string): Promise<ObjectFacts> {
    const facts = await this.facts(bucket, key);
    if (facts !== null) return facts;
    throw new ServiceError('NoSuchKey', 404, 'The specified key does not exist.', { Key: key });
  }

  /** Where an object lies, or would lie. */
  pathOf(bucket: string, key: string): string {
    return join(this.folderOf(bucket), pathOfKey(key));
  }

  async put(bucket: string, key: string, upload: Upload): Promise<ObjectFacts> {
    const path = this.pathOf(bucket, key);
    if (standingAt(this.folderOf(bucket), pathOfKey(key)) === 'linked')
      throw new ServiceError('InvalidRequest', 409, 'Links in the folder of a bucket are not followed.', {
        Key: key,
      });
    const part = join(this.#parts, randomUUID());
    try {
      const { headers = {}, tags } = upload;
      const facts = { ...(await written(upload, part)), headers, ...defined({ tags }) };
      await this.#keepFacts(bucket, key, facts);
      await mkdir(dirname(path), { recursive: true });
      await rename(part, path);
      return facts;
    } catch (error) {
      await rm(part, { force: true });
      throw keyFault(error, key);
    }
  }

  /** @throws ServiceError where the object is not there. */
  async tag(bucket: string, key: string, tags: ObjectFacts['tags']): Promise<void> {
    await this.#keepFacts(bucket, key, { ...(await this.found(bucket, key)), tags });
  }

  /** What is not there is deleted too. */
  async remove(bucket: string, key: string): Promise<void> {
    if (this.#fileOf(bucket, key) === null) return;
    const path = this.pathOf(bucket, key);
    await rm(path, { force: true });
    await rm(this.#factsPath(bucket, key), { force: true });
    await this.#removeEmpty(dirname(path), this.folderOf(bucket));
  }

  #fileOf(bucket: string, key: string): Stats | null {
    const found = standingAt(this.folderOf(bucket), pathOfKey(key));
    return found !== 'linked' && found?.isFile() === true ? found : null;
  }

  /** Removes folders that hold nothing any more, up to the bucket's own. */
  async #removeEmpty(folder: string, top: string): Promise<void> {
    for (let at = folder; at !== top; at = dirname(at)) {
      try {
        await rmdir(at);
      } catch {
        return; // something is in it
      }
    }
  }

  async #keepFacts(bucket: string, key: string, facts: ObjectFacts): Promise<void> {
    const path = this.#factsPath(bucket, key);
    const part = join(this.#parts, randomUUID());
    await writeFile(part, JSON.stringify(facts));
    await mkdir(dirname(path), { recursive: true });
    await rename(part, path);
  }

  /** By the digest of the key: no two keys are in each other's way. */
  #factsPath(bucket: string, key: string): string {
    return join(this.#facts, bucket, `${createHash('sha256').update(key).digest('hex')}.json`);
  }
}

/** What lies there; a link on the way is told and not followed, since it may lead anywhere on this machine. */
export function standingAt(folder: string, path: string): Stats | 'linked' | null {
  let at = folder;
  let found: Stats | null = null;
  for (const part of path.split('/')) {
    at = join(at, part);
    try {
      found = lstatSync(at);
    } catch (error) {
      return missing(error as NodeJS.ErrnoException);
    }
    if (found.isSymbolicLink()) return 'linked';
  }
  return found;
}

/** Writes what is uploaded into a file. @throws ServiceError where it is not what its digests say. */
export async function written(upload: Upload, path: string): Promise<Omit<ObjectFacts, 'headers' | 'tags'>> {
  const digests = new Digests(upload.algorithms);
  await pipeline(passing(upload.content, digests), createWriteStream(path, { flush: true }));
  const checksums = upload.checksums?.() ?? {};
  const md5 = digests.end({ md5: upload.md5, checksums });
  const { size, mtimeMs } = await stat(path);
  return { etag: upload.etag ?? md5, sizeBytes: size, modifiedMs: mtimeMs, checksums };
}

/** The content as it goes by its digests. */
async function* passing(content: AsyncIterable<Uint8Array>, digests: Digests): AsyncGenerator<Uint8Array> {
  for await (const part of content) {
    digests.update(part);
    yield part;
  }
}

/** @throws what is no sign of a file that is not there. */
export function missing(error: NodeJS.ErrnoException): null {
  if (MISSING.has(error.code ?? '')) return null;
  throw error;
}

function keyFault(error: unknown, key: string): unknown {
  const { code = '' } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  if (code === 'ENAMETOOLONG')
    return new ServiceError('KeyTooLongError', 400, 'Your key is too long', { Key: key });
  // EEXIST and ENOTDIR from a parent that is an object, the others from an object whose place is a folder.
  if (!['EEXIST', 'ENOTDIR', 'EISDIR', 'ENOTEMPTY'].includes(code)) return error;
  const message = 'Here a key cannot be an object and the folder of other objects at once.';
  return new ServiceError('InvalidRequest', 409, message, { Key: key });
}

/** Links are neither files nor folders here. Node’s own walk follows them from version 22 on. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const at = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(at);
    return entry.isFile() ? [at] : [];
  });
}
